"""The README of a model folder: what it is, what it is not, how it was made, and its figures."""

from __future__ import annotations

from collections.abc import Mapping

from demo_model import voices

LANGUAGES = {"zh": "Mandarin", "en": "English"}
LABELS = {
    "commands_under_page_grammar": "commands understood under a page's grammar",
    "commands_exact": "the same, every character right",
    "names_under_grammar": "catalogue names under a grammar of all names, spoken phrases and commands, every character right",
    "phrases_under_grammar": "spoken phrases under that grammar, every character right",
    "phrases_character_error_rate": "their characters wrong",
    "open_character_error_rate": "characters wrong in the open transcript of sentences never trained on",
    "random_taken_for_a_command": "speech that is no command, taken for one",
    "random_any_word": "the same, any word heard in it",
    "real_time_factor_grammar": "seconds of one core for a second of speech, page grammar",
    "real_time_factor_open": "the same, open transcript",
    "load_seconds": "seconds to load",
    "resident_mb": "memory of the measuring process, MB",
}


def readme(lang: str, words: int, figures: Mapping[str, object]) -> str:
    """Plain text for the folder."""
    lines = [
        f"Demo voice model, {LANGUAGES[lang]} - for the demo and the tests only, never for the field.",
        "",
        f"A small Vosk model of {words:,} words. It was trained by script/train-demo-model on synthetic speech of espeak-ng",
        "only: it knows no human voice and is not expected to understand one. The kiosk shows that it is loaded; demo.json",
        'marks it ("demo": true), and the settings refuse it outside the demo.',
        "",
        "How it is made, and what the files are: docs/demo-model.md. Licence: Apache-2.0, like the whole project. No data of",
        "others is inside; the spoken sentences are the project's own content.",
        "",
        f"Figures. {len(voices.KEPT_OUT)} voices never used in training ({', '.join(voices.KEPT_OUT)}); noise of",
        "five kinds 8-40 dB below the voice, a third of the sentences with echo, 110-240 words a minute:",
        "",
    ]
    for name, value in figures.items():
        if name in LABELS:
            lines.append(f"  {LABELS[name]}: {value}")
    return "\n".join(lines) + "\n"

"""The figures of a model: what is said to it, and the numbers that go into its demo.json and README."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import vosk

from demo_model import content, measure
from demo_model.crowd import Manner
from voice.sentences import listened_for

PAGES = ("home", "results", "service", "report", "check", "receipt", "digits", "status", "notice")
A_PAGE, A_KIND, OPEN, RANDOM = 60, 200, 200, 300
"""Sentences said: commands of each page, names and phrases each, open ones, speech that is no command."""


def page_commands(page: str, lang: str) -> dict[str, str]:
    """The sentences a page listens for, cleaned for the ear, and the command each means."""
    clean = content.clean_zh if lang == "zh" else content.clean_en
    return {text: name for said, name in listened_for(page, lang).items() for text in clean(said)[:1]}


def measure_all(
    place: Path, lang: str, manner: Manner = measure.MANNER, seed: int = 2026, share: float = 1.0
) -> dict[str, object]:
    """All figures of the model at `place`; `share` below 1 says fewer sentences."""
    vosk.SetLogLevel(-1)
    model, texts, choose = vosk.Model(str(place)), content.read(lang), Random(seed)

    def some(pool: list[str] | tuple[str, ...], count: int) -> list[str]:
        return choose.sample(list(pool), min(len(pool), round(count * share)))

    def said(pool: list[str] | tuple[str, ...], count: int, offset: int) -> list[measure.Recording]:
        return measure.record(lang, some(pool, count), seed + offset, manner)

    commands, exact = measure.Tally(), measure.Tally()
    for number, page in enumerate(PAGES):
        means = page_commands(page, lang)
        rules = measure.grammar(model, means, lang)
        recordings = said(list(means), A_PAGE, number)
        commands.add(measure.tally(model, recordings, lang, rules, means))
        exact.add(measure.tally(model, recordings, lang, rules))
    wide = measure.grammar(model, (*page_commands("home", lang), *texts.names, *texts.phrases), lang)
    names = measure.tally(model, said(texts.names, A_KIND, 20), lang, wide)
    phrases = measure.tally(model, said(texts.phrases, A_KIND, 21), lang, wide)
    open_speech = measure.tally(model, said(texts.tuning, OPEN, 22), lang)
    means = page_commands("service", lang)
    rules = measure.grammar(model, means, lang)
    loose = measure.record(lang, measure.random_speech(lang, texts, round(RANDOM * share), seed), seed + 23, manner)
    whole, some_word = measure.taken(model, loose, frozenset(means), lang, rules)
    load_seconds, resident_mb = weight(place)
    return {
        "commands_under_page_grammar": round(commands.accuracy, 4),
        "commands_exact": round(exact.accuracy, 4),
        "commands_said": sum(commands.said.values()),
        "commands_by_voice": commands.by_voice(),
        "names_under_grammar": round(names.accuracy, 4),
        "phrases_under_grammar": round(phrases.accuracy, 4),
        "names_character_error_rate": round(names.character_error_rate, 4),
        "phrases_character_error_rate": round(phrases.character_error_rate, 4),
        "open_character_error_rate": round(open_speech.character_error_rate, 4),
        "open_sentences_exact": round(open_speech.accuracy, 4),
        "random_taken_for_a_command": round(whole, 4),
        "random_any_word": round(some_word, 4),
        "real_time_factor_grammar": round(commands.real_time_factor, 4),
        "real_time_factor_open": round(open_speech.real_time_factor, 4),
        "load_seconds": load_seconds,
        "resident_mb": resident_mb,
    }


_WEIGH = """
import json, sys, time
import vosk
vosk.SetLogLevel(-1)
began = time.monotonic()
model = vosk.Model(sys.argv[1])
loaded = time.monotonic() - began
commands = vosk.KaldiRecognizer(model, 16000, sys.argv[2])
wide = vosk.KaldiRecognizer(model, 16000)
wide.SetMaxAlternatives(5)
sound = open(sys.argv[3], "rb").read()
for recogniser in (commands, wide):
    for start in range(0, len(sound), 6400):
        recogniser.AcceptWaveform(sound[start:start + 6400])
    recogniser.FinalResult()
resident = next(line for line in open("/proc/self/status") if line.startswith("VmRSS:"))
print(json.dumps([round(loaded, 3), round(int(resident.split()[1]) / 1024, 1)]))
"""


def weight(place: Path) -> tuple[float, float]:
    """Seconds to load and memory in MB, of a process of its own with both recognisers after ten sentences."""
    lang = place.name.removeprefix("demo-")
    rules = measure.grammar(vosk.Model(str(place)), page_commands("home", lang), lang)
    texts = content.read(lang).phrases[:10]
    sound = b"".join(recording.samples.tobytes() for recording in measure.record(lang, texts, 1))
    with tempfile.NamedTemporaryFile(suffix=".raw") as file:
        file.write(sound)
        file.flush()
        told = subprocess.run(
            [sys.executable, "-c", _WEIGH, str(place), rules, file.name], capture_output=True, text=True, check=True
        )
    loaded, resident = json.loads(told.stdout)
    return loaded, resident

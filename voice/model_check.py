"""Tries a speech model out, in a process of its own: a bad model can kill the process that loads it.

`python -m voice.model_check DIR` reads JSON `{"zh": [phrases], "en": [phrases]}` and prints one JSON object, see Checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from voice.heard import Listen
from voice.models import is_demo, patient
from voice.recogniser import NoModel, VoskRecogniser
from voice.resampling import RATE

LOADS_WITHIN_S = 180.0
EVERYDAY_WORDS = {"zh": ("我", "不", "好", "要", "对"), "en": ("the", "yes", "no", "help", "back")}
SILENCE = bytes(RATE)  # half a second


@dataclass(frozen=True, slots=True)
class Checked:
    """What a model can do. `lacks`: pieces of our own words it can never hear; `load_ms` on this machine."""

    lang: str
    demo: bool
    lacks: tuple[str, ...]
    load_ms: int


class BadModel(Exception):
    """This is no model Vosk can hear with; `why` is for people, in English, from the engine or the system."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check(model: Path, phrases: Mapping[str, Sequence[str]]) -> Checked:
    """Loads the model, hears half a second of silence, once freely and once by a grammar. Raises BadModel."""
    began = time.monotonic()
    try:
        tried = subprocess.run(
            [sys.executable, "-m", "voice.model_check", str(model)],
            input=json.dumps({lang: list(said) for lang, said in phrases.items()}).encode(),
            capture_output=True,
            timeout=LOADS_WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadModel(f"it did not load within {LOADS_WITHIN_S:.0f} s") from None
    try:
        said: dict[str, Any] = json.loads(tried.stdout)
    except ValueError:
        died = f"it killed the process that tried it ({tried.returncode}) after {time.monotonic() - began:.1f} s"
        raise BadModel(died) from None
    if "bad" in said:
        raise BadModel(said["bad"])
    return Checked(said["lang"], said["demo"], tuple(said["lacks"]), said["load_ms"])


def language_of(recogniser: VoskRecogniser) -> str:
    """The language whose everyday words a model has; NoModel when it is neither of ours."""
    for lang, words in EVERYDAY_WORDS.items():
        if sum(recogniser.has(word) for word in words) * 2 > len(words):
            return lang
    raise NoModel("it has neither everyday Chinese nor everyday English words")


def tried(model: Path, phrases: Mapping[str, Sequence[str]]) -> Checked:
    """The check itself; may not come back. Raises NoModel."""
    began = time.monotonic()
    with patient(model) as folder:
        recogniser = VoskRecogniser(folder, "zh")
    load_ms = round((time.monotonic() - began) * 1000)
    lang = language_of(recogniser)
    if lang != "zh":
        with patient(model) as folder:
            recogniser = VoskRecogniser(folder, lang)
    lacks = recogniser.know(phrases.get(lang, ()))
    recogniser.begin(Listen(lang, commands=EVERYDAY_WORDS[lang]))
    recogniser.feed(SILENCE)
    recogniser.finish()
    return Checked(lang, is_demo(model), lacks, load_ms)


def main() -> None:
    """The process that may die."""
    phrases = json.load(sys.stdin)
    try:
        said = asdict(tried(Path(sys.argv[1]), phrases))
    except NoModel as reason:
        said = {"bad": str(reason)}
    print(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    main()

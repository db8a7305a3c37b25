"""`kiosk hear`: WAV files through the very ears the kiosk listens with, one JSON line a file."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kiosk import messages, speech, vocabulary
from kiosk.bench import on_a_bench
from kiosk.console import json_option, pass_settings, stop
from kiosk.ears_process import Ears, EarsLost
from kiosk.exits import Exit
from kiosk.listener import utterance
from kiosk.settings import Settings
from kiosk.stores import prepared
from offline_cache.catalogue import Catalogue
from voice import sentences
from voice.heard import Listen, Turn, Utterance
from voice.meaning import Intent, Talk, meaning, phrases
from voice.models import LANGS, choose, is_demo

PAGES = tuple(page for page in sentences.PAGES if page != sentences.EVERYWHERE)
TOLD_AT_LENGTH = {"words", "free"}
"""Pages on which people tell a story and pause in it."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--page", type=click.Choice(PAGES), default="home", show_default=True, help="Whose commands are expected."
)
@click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True)
@click.option("--model", "model_dir", type=click.Path(path_type=Path), help="Another speech model than the kiosk's.")
@json_option
@pass_settings
def hear(
    settings: Settings, files: tuple[Path, ...], page: str, lang: str, model_dir: Path | None, as_json: bool
) -> None:
    """Says what would have been heard had somebody spoken FILES into the microphone."""
    model = model_dir or choose(speech.folder(settings), lang, on_a_bench(settings))
    if model is None or not model.is_dir():
        stop(Exit.AWAY, messages.NO_SPEECH_MODEL, as_json, error="no-model")
    turn: Turn = "words" if page in TOLD_AT_LENGTH else "question"
    catalogue = prepared(settings)
    talk = Talk(page, _choices(catalogue, page, lang), telling=page == "words")
    wish = Listen(lang, phrases(talk, lang), turn)
    code = Exit.OK
    with Ears((f"--{lang}", str(model)), {lang: vocabulary.spoken(catalogue, lang)}) as ears:
        for file in files:
            said = _heard(ears, file, wish, talk)
            if said.get("fault") == "no-model":
                stop(Exit.AWAY, messages.NO_SPEECH_MODEL, as_json, error="no-model")
            print(json.dumps({"file": str(file), **said, "demo": is_demo(model)}, ensure_ascii=False), flush=True)
            if "fault" in said:
                code = Exit.BAD_INPUT
                print(messages.UNHEARD[said["fault"]].format(file=file), file=sys.stderr, flush=True)
    raise SystemExit(int(code))


def _heard(ears: Ears, file: Path, wish: Listen, talk: Talk) -> dict[str, Any]:
    began = time.monotonic()
    try:
        fact = ears.hear(file, wish)
    except EarsLost:
        return {"fault": "lost"}
    if "unheard" in fact:
        return {"fault": fact["fault"]}
    one = Utterance(ended="silence", loudness=fact["loudness"]) if "silent" in fact else utterance(fact)
    return {
        "text": one.text,
        "alternatives": [{"text": way.text, "score": way.score} for way in one.alternatives],
        "intent": _members(meaning(one, talk, wish.lang)),
        "command": one.command,
        "confidence": one.confidence,
        "ended": "silent" if "silent" in fact else one.ended,
        "loudness": one.loudness,
        "audio_s": fact["audio_s"],
        "took_s": round(time.monotonic() - began, 3),
    }


def _choices(catalogue: Catalogue, page: str, lang: str) -> tuple[str, ...]:
    """What can be pressed on the pages of a report."""
    if page == "report":
        return tuple(one.name.of(lang) for one in catalogue.report_categories())
    return tuple(one.name.of(lang) for one in catalogue.places()) if page == "place" else ()


def _members(intent: Intent) -> dict[str, str]:
    return {name: value for name, value in asdict(intent).items() if value or name == "kind"}

"""`kiosk model …`: the speech model of this kiosk, checked before it is used, the one before kept."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, NoReturn

import click

from kiosk import messages, speech, vocabulary
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.model_source import NotFetched, brought
from kiosk.settings import Settings
from kiosk.stores import prepared
from voice.model_check import BadModel, Checked, check
from voice.model_store import Refused, Store
from voice.models import LANGS, is_demo

SHOWN_WORDS = 40


@click.group()
def model() -> None:
    """The speech model: install, look at, go back."""


@model.command("install")
@click.argument("source")
@click.option("--sha256", metavar="HASH", help="The file must have this hash.")
@click.option("--lang", type=click.Choice(LANGS), help="Refuses a model of another language.")
@json_option
@pass_settings
def install(settings: Settings, source: str, sha256: str | None, lang: str | None, as_json: bool) -> None:
    """Takes a Vosk model from SOURCE: a zip file, a folder or an https address."""
    folder = speech.folder(settings)
    found: list[Checked] = []

    def checked(root: Path) -> str:
        one = _checked(settings, root, lang)
        found.append(one)
        return one.lang

    try:
        with brought(source, folder) as path:
            home = Store(folder).add(path, sha256, checked)
    except NotFetched as error:
        stop(Exit.AWAY, messages.MODEL_AWAY.format(why=error.why), as_json, installed=False, why="away")
    except Refused as refused:
        _refuse(refused.fault, refused.about, as_json)
    except BadModel as bad:
        _refuse("bad", bad.why, as_json)
    except OSError as error:
        code = Exit.FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else Exit.READ_ONLY
        stop(code, messages.CANNOT_WRITE.format(path=folder), as_json, installed=False, why="disk")
    one = found[0]
    say(
        as_json,
        {"installed": True, "lang": one.lang, "path": str(home), "load_ms": one.load_ms, "lacks": list(one.lacks)},
        messages.MODEL_INSTALLED.format(lang=one.lang, lacks=_lacks(one.lacks)),
    )


@model.command("status")
@json_option
@pass_settings
def status(settings: Settings, as_json: bool) -> None:
    """Which model hears which language, and which of our words it cannot hear."""
    store = Store(speech.folder(settings))
    said: dict[str, Any] = {}
    lines = []
    for lang in LANGS:
        path = speech.model(settings, lang)
        which = "none" if path is None else "demo" if is_demo(path) else "field"
        before = store.previous(lang)
        said[lang] = {"which": which, "path": str(path) if path else None, "previous": str(before) if before else None}
        lines.append(
            messages.MODEL_STATUS.format(lang=lang, which=messages.MODEL_WHICH[which], path=path or "").rstrip()
        )
        if path:
            try:
                found = check(path, _phrases(settings))
            except BadModel as bad:
                said[lang] |= {"works": False, "why": bad.why}
                lines.append(messages.MODEL_REFUSED["bad"].format(about=bad.why))
                continue
            said[lang] |= {"works": True, "load_ms": found.load_ms, "lacks": list(found.lacks)}
            lines += [f"\t{_lacks(found.lacks)}"] if found.lacks else []
    say(as_json, said, "\n".join(lines))


@model.command("rollback")
@click.option("--lang", type=click.Choice(LANGS), default="zh")
@json_option
@pass_settings
def rollback(settings: Settings, lang: str, as_json: bool) -> None:
    """Uses the model before the present one again; once more, and it is the present one."""
    try:
        home = Store(speech.folder(settings)).roll_back(lang)
    except Refused as refused:
        _refuse(refused.fault, refused.about, as_json)
    say(as_json, {"lang": lang, "path": str(home)}, messages.MODEL_BACK.format(lang=lang))


def _checked(settings: Settings, root: Path, lang: str | None) -> Checked:
    found = check(root, _phrases(settings))
    if found.demo and not speech.demo_allowed(settings):
        raise Refused("demo")
    if lang and found.lang != lang:
        raise Refused("lang", found.lang)
    return found


def _phrases(settings: Settings) -> dict[str, tuple[str, ...]]:
    catalogue = prepared(settings)
    return {lang: vocabulary.spoken(catalogue, lang) for lang in LANGS}


def _lacks(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    return messages.MODEL_LACKS.format(count=len(words), words=" ".join(words[:SHOWN_WORDS]))


def _refuse(fault: str, about: str, as_json: bool) -> NoReturn:
    stop(Exit.BAD_INPUT, messages.MODEL_REFUSED[fault].format(about=about).strip(), as_json, installed=False, why=fault)

"""Checks of what the kiosk needs from the machine around it: fonts for the screen, a voice, ears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk import messages, speech, unit, vocabulary
from kiosk.health import Check, Verdict
from kiosk.panel import panel
from kiosk.settings import Settings
from kiosk.starts import starts
from kiosk.stores import Stores
from voice.model_check import BadModel, check

MOUTH_SECONDS = 30
SHOWN_WORDS = 40
FONTS = "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); from ui.design import check_fonts; check_fonts()"


def fonts(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Without the Chinese font there are only boxes. Asked in a child: Qt must not start in a command."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    tried = subprocess.run([sys.executable, "-c", FONTS], env=environment, capture_output=True, check=False)
    return (
        Verdict("fonts", "damaged", messages.NO_FONTS) if tried.returncode else Verdict("fonts", "ok", "字都能显示。")
    )


def sound(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Is there a voice, and a device to hear it from? A kiosk without sound is whole: a note, not damage."""
    mouth = subprocess.Popen(
        [sys.executable, "-m", "voice.mouth"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with mouth:
        line = mouth.stdout.readline() if mouth.stdout else b""
        if mouth.stdin:
            mouth.stdin.close()
    facts = json.loads(line) if line else {}
    if facts.get("sound") and facts.get("voice"):
        return Verdict("sound", "ok", "能说话。")
    return Verdict("sound", "note", messages.NO_SOUND)


def hearing(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Is there a model that works, and a microphone? A kiosk without ears is whole: a note; a broken model is damage."""
    if settings.speech_model == "off":
        return Verdict("hearing", "ok", messages.EARS_OFF)
    if settings.demo_voice and not speech.demo_allowed(settings):
        return Verdict("hearing", "damaged", messages.DEMO_IN_THE_FIELD)
    model = speech.model(settings, "zh")
    if model is None:
        return Verdict("hearing", "note", messages.NO_SPEECH_MODEL)
    try:
        checked = check(model, {"zh": vocabulary.names(parts.catalogue, "zh")})
    except BadModel as bad:
        return Verdict("hearing", "damaged", messages.SPEECH_MODEL_BROKEN.format(why=bad.why))
    if not _microphone(model):
        return Verdict("hearing", "note", messages.NO_MICROPHONE)
    words = messages.EARS_DEMO if checked.demo else messages.EARS_WELL
    lacks = messages.MODEL_LACKS.format(count=len(checked.lacks), words=" ".join(checked.lacks[:SHOWN_WORDS]))
    return Verdict(
        "hearing", "note" if checked.demo or checked.lacks else "ok", words + (lacks if checked.lacks else "")
    )


def _microphone(model: Path) -> bool:
    """Asks the ears, who try it out."""
    ears = subprocess.Popen(
        [sys.executable, "-m", "voice.ears", "--zh", str(model)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with ears:
        line = ears.stdout.readline() if ears.stdout else b""
        if ears.stdin:
            ears.stdin.close()
    return bool(line and json.loads(line).get("microphone"))


def screen(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Has anybody measured the glass? Until then a 21.5-inch panel is assumed: keys may be smaller than they should."""
    width = panel(settings).width_mm
    if not width:
        return Verdict("screen", "note", messages.SCREEN_NOT_MEASURED)
    return Verdict("screen", "ok", messages.SCREEN_MEASURED.format(width=round(width)))


def crashes(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Has it crashed so often that it runs without voice? A repair calls safe mode off."""
    counted = starts(settings)
    if not counted.safe:
        return Verdict("crashes", "ok", messages.STARTS_OK)
    if not repair:
        return Verdict("crashes", "damaged", messages.SAFE_MODE)
    counted.calm()
    return Verdict("crashes", "mended", messages.SAFE_MODE_OVER)


def service(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Is the unit as this version would write it? Without one the kiosk is whole, but nobody starts it again."""
    try:
        there = (unit.FOLDER / unit.NAME).read_text("utf-8")
    except OSError:
        return Verdict("service", "note", messages.UNIT_MISSING)
    if there != unit.text(unit.user_of(there)):
        return Verdict("service", "damaged", messages.UNIT_DIFFERS)
    return Verdict("service", "ok", messages.UNIT_OK)


MACHINE_CHECKS: tuple[Check, ...] = (fonts, screen, sound, hearing, crashes, service)

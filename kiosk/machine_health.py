"""Checks of what the kiosk needs from the machine around it: fonts for the screen, a voice and a sound device."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from kiosk import messages
from kiosk.health import Check, Verdict
from kiosk.settings import Settings
from kiosk.stores import Stores

MOUTH_SECONDS = 30
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


MACHINE_CHECKS: tuple[Check, ...] = (fonts, sound)

"""The systemd unit of a hall: cage shows the kiosk and nothing else, watched and shut in; written from the packaged text."""

from __future__ import annotations

import pwd
import sys
from pathlib import Path

NAME = "linsheng-kiosk.service"
FOLDER = Path("/etc/systemd/system")
USER = "kiosk"
TEMPLATE = Path(__file__).with_name(NAME)


def text(user: str = USER) -> str:
    """The unit as this program, where it lies now, would write it."""
    program = Path(sys.executable).with_name("kiosk")
    return TEMPLATE.read_text("utf-8").replace("@KIOSK@", str(program)).replace("@USER@", user)


def user_of(unit: str) -> str:
    """Who runs the kiosk, as an installed unit says it."""
    said = (line.partition("=")[2].strip() for line in unit.splitlines() if line.startswith("User="))
    return next(said, USER)


def exists(user: str) -> bool:
    """Whether this machine knows that user."""
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True

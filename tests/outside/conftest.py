"""A kiosk in a real window on a virtual screen, with an accessibility bus of its own, and eyes that know none of its code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stage

EYE = Path(__file__).with_name("atspi_eye.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own: python3-gi and the typelib of AT-SPI live there, not in .venv."""


class Outside:
    """What assistive technology sees of the kiosk, and what it can do."""

    def __init__(self, kiosk: stage.KioskMachine, eye: subprocess.Popen[str]) -> None:
        self.kiosk = kiosk
        self._eye = eye

    def ask(self, **wish: Any) -> Any:
        self._eye.stdin.write(json.dumps(wish) + "\n")
        self._eye.stdin.flush()
        return json.loads(self._eye.stdout.readline())

    def look(self) -> list[dict[str, Any]]:
        return self.ask(look=True)

    def buttons(self) -> dict[str, dict[str, Any]]:
        return {node["id"]: node for node in self.look() if node["role"] == "push button"}


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """A session bus for this test alone."""
    process = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory, bus: str) -> Iterator[Outside]:
    """The kiosk at rest, upright, and the eye on it."""
    assert shutil.which("xdotool"), "script/setup test installs xdotool"
    folder = tmp_path_factory.mktemp("outside")
    screen = stage.Screen(folder / "screen")
    env = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "DBUS_SESSION_BUS_ADDRESS": bus}
    env |= {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "NO_AT_BRIDGE": "0"}
    kiosk = stage.KioskMachine(folder / "kiosk", "http://127.0.0.1:9", env)
    kiosk.open()
    kiosk.do(began=True, seconds=60)
    eye = subprocess.Popen(
        [SYSTEM_PYTHON, str(EYE), "kiosk"], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert json.loads(eye.stdout.readline()) == "ready"
    yield Outside(kiosk, eye)
    eye.stdin.close()
    eye.wait(20)
    eye.stdout.close()
    kiosk.close()
    screen.close()

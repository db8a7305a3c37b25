"""The real parts of a walk, each for one test."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import heard
import pytest
import running_hall
import stage


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[stage.Platform]:
    """A platform with demo content and staff, and a code for a kiosk."""
    platform = running_hall.Platform(tmp_path / "platform")
    platform.start()
    platform.facts["enrol_code"] = platform.command("enrol-code").strip()
    yield platform
    platform.kill(signal.SIGTERM)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[stage.Screen]:
    """An upright screen, 1080 × 1920."""
    screen = stage.Screen(tmp_path / "screen")
    yield screen
    screen.close()


@pytest.fixture
def make_kiosk(
    tmp_path: Path, screen: stage.Screen, null_sink: heard.NullSink
) -> Iterator[Callable[..., stage.KioskMachine]]:
    """Makes kiosks on the virtual screen with the null sink's sound; `code` enrols them."""
    made: list[stage.KioskMachine] = []

    def make(platform_url: str, code: str | None = None, **env: str) -> stage.KioskMachine:
        surroundings = {**null_sink.env, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", **env}
        kiosk = stage.KioskMachine(tmp_path / f"kiosk-{len(made)}", platform_url, surroundings)
        made.append(kiosk)
        if code:
            running_hall.copy_content(running_hall.prepared() / "kiosk", kiosk.data)
            kiosk.enrol(code)
        return kiosk

    yield make
    for kiosk in made:
        kiosk.close()


@pytest.fixture
def sqlite() -> Callable[[Path, str], str]:
    """Asks a database by the sqlite3 tool: an outsider to both programs."""

    def ask(database: Path, question: str) -> str:
        done = subprocess.run(
            ["sqlite3", "-readonly", str(database), question], text=True, capture_output=True, check=True
        )
        return done.stdout.strip()

    return ask


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    """Chromium, headless, in a profile of its own."""
    driver = stage.chromium(tmp_path / "chromium")
    yield driver
    driver.quit()

"""What every test may use: a sound card that is not there, and a quiet Qt."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import heard
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QSG_RENDER_LOOP", "basic")
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")


def pytest_collection_finish() -> None:
    """Thousands of collected tests are no garbage: each sweep of a kiosk under test would go through them all, and the
    tests of the screen would cost half as much again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def null_sink(tmp_path: Path) -> Iterator[heard.NullSink]:
    """A sound card for one test; its `env` is to be given to the kiosk."""
    assert shutil.which("pulseaudio"), "script/setup test installs pulseaudio"
    sink = heard.NullSink(tmp_path / "sound")
    yield sink
    sink.close()

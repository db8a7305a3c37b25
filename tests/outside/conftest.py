"""A kiosk at rest on an upright virtual screen, and the eyes of assistive technology on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import eyes
import pytest


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[eyes.Outside]:
    assert shutil.which("xdotool"), "script/setup test installs xdotool"
    outside = eyes.Outside(tmp_path_factory.mktemp("outside"))
    outside.open("--fake-clock")
    yield outside
    outside.close()

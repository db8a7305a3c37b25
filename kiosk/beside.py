"""Runs `kiosk sync follow` beside a command that files many reports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from kiosk.settings import Settings, environment

LAST_WORDS_SECONDS = 5
NICE = 5


@contextmanager
def sync_beside(settings: Settings) -> Iterator[Callable[[], None]]:
    """The sync process, as long as the block runs; yields the nudge that tells it of something new."""
    env = os.environ | environment(settings)
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sync", "follow"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=env,
        preexec_fn=lambda: os.nice(NICE) and None,
    )
    assert child.stdin is not None
    wishes = child.stdin

    def nudge() -> None:
        with suppress(BrokenPipeError):  # the child died: what is filed stays filed, the next sync sends it
            wishes.write('{"nudge": true}\n')
            wishes.flush()

    try:
        yield nudge
    finally:
        with suppress(BrokenPipeError):
            wishes.close()  # it ends when its input does
        try:
            child.wait(LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

"""The ears without a screen: the same child the kiosk listens with, given WAV files one after the other."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from voice.heard import Listen

ANSWERS_WITHIN_S = 120.0
"""A file is heard many times faster than it was spoken; ears that need longer hang."""


class EarsLost(Exception):
    """The ears died or hung on this wish; the next one gets new ears."""


class Ears:
    """Started when first needed, started again after a death. Use it as a context manager, from one thread."""

    def __init__(self, arguments: Sequence[str], known: Mapping[str, Sequence[str]] | None = None) -> None:
        self._command = [sys.executable, "-m", "voice.ears", *arguments]
        self._known = known or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()

    @property
    def pid(self) -> int:
        """Of the ears that are there now, 0 before the first wish."""
        return self._process.pid if self._process else 0

    def __enter__(self) -> Ears:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._end(self._process)

    def hear(self, file: Path, wish: Listen) -> dict[str, Any]:
        """What the ears tell of one file: `heard`, `silent` or `unheard` and their members. Raises EarsLost."""
        process = self._alive()
        self._say(
            process, hear=1, file=str(file.resolve()), lang=wish.lang, commands=wish.commands, turn=wish.turn,
            slow=wish.slow, wide=wish.wide,
        )  # fmt: skip
        while True:
            fact = self._next(process)
            if fact.keys() & {"heard", "silent", "unheard"}:
                return fact

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._told = queue.Queue()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            threading.Thread(target=_read, args=(self._process, self._told), daemon=True).start()
            for lang, phrases in self._known.items():
                self._say(self._process, know={"lang": lang, "phrases": list(phrases)})
        return self._process

    def _say(self, process: subprocess.Popen[bytes], **wish: Any) -> None:
        assert process.stdin
        try:
            process.stdin.write(json.dumps(wish, ensure_ascii=False).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self._lose(process)

    def _next(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        try:
            fact = self._told.get(timeout=ANSWERS_WITHIN_S)
        except queue.Empty:
            fact = None
        if fact is None:
            self._lose(process)
        assert fact is not None
        return fact

    def _lose(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        self._end(process)
        self._process = None
        raise EarsLost

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        with suppress(OSError):  # it died before it read the last wish
            process.stdin.close()
        process.wait()


def _read(process: subprocess.Popen[bytes], told: queue.Queue[dict[str, Any] | None]) -> None:
    assert process.stdout
    with process.stdout as lines:
        for line in lines:
            told.put(json.loads(line))
    told.put(None)

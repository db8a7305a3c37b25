"""A hall that has been running for a while: a platform with its demo content and what a kiosk has fetched of it.

Made once for all walks and ordeals of this state of the program; a copy of it saves each of them half a minute of CPU.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

import stage

OURS = ("KIOSK_", "PLATFORM_", "DJANGO_")
"""Settings of whoever runs this, which are none of its children's."""
BACK_SECONDS = 300


def clean_environment() -> dict[str, str]:
    """The environment without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


class Platform(stage.Platform):
    """A platform that has content and staff already; `serve` whenever it is started."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.env = clean_environment() | {"PLATFORM_DATA_DIR": str(data)}
        self.log: int | IO[bytes] = subprocess.DEVNULL
        """Where `serve` logs to."""

    def start(self) -> None:
        """Returns when it answers."""
        if not (self.data / "facts.json").exists():
            shutil.copytree(prepared() / "platform", self.data, dirs_exist_ok=True)
        self.facts = json.loads((self.data / "facts.json").read_text("utf-8"))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "central_platform", "serve", "--port", str(self.port)],
            env=self.env, cwd=stage.ROOT, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip
        stage.wait_until(self.answers, BACK_SECONDS, "the platform is back")

    def answers(self) -> bool:
        """Somebody takes connections at its address."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


def copy_content(source: Path, target: Path) -> None:
    """Gives one kiosk (a data folder) the content another has fetched."""
    target.mkdir(parents=True, exist_ok=True)
    for part in ("content.db", "good", "media"):
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
        elif (source / part).exists():
            shutil.copy2(source / part, target / part)


@cache
def prepared() -> Path:
    """The folders `platform` and `kiosk`."""
    made = stage.ROOT / "build" / "ordeals" / _state()
    made.parent.mkdir(parents=True, exist_ok=True)
    with (made.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "ready").exists():
            shutil.rmtree(made, ignore_errors=True)
            platform = stage.Platform(made / "platform")
            platform.env = clean_environment() | {"PLATFORM_DATA_DIR": str(platform.data)}
            platform.start()
            try:
                kiosk = stage.KioskMachine(made / "kiosk", platform.url, clean_environment())
                kiosk.env["KIOSK_READ_TIMEOUT"] = "60"
                kiosk.enrol(platform.facts["enrol_code"])
                stage.wait_until(lambda: kiosk.command("sync", "once").returncode == 0, 120, "the first sync")
            finally:
                platform.kill(signal.SIGTERM)
            (platform.data / "facts.json").write_text(json.dumps({"staff": platform.facts["staff"]}), "utf-8")
            (made / "ready").touch()
    return made


def _state() -> str:
    """A short name for everything that decides what such a platform and kiosk hold."""
    digest = hashlib.sha256()
    for place in ("central_platform", "offline_cache", "kiosk", "assets"):
        for path in sorted((stage.ROOT / place).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]

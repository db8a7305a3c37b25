"""The rig's machines as an administrator of the platform needs them: any command, a data folder that is exchanged, a
program with a protection taken away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import running_hall
import stage

from ordeals import rig


class Platform(rig.Platform):
    """A platform; with `known_bad` that variant of the program."""

    def __init__(self, data: Path, known_bad: str | None = None, **env: str) -> None:
        super().__init__(data)
        self.env = rig.surroundings(known_bad) | {"PLATFORM_DATA_DIR": str(data), "PLATFORM_LOG_LEVEL": "ERROR"} | env

    def tried(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A command and how it ended."""
        return subprocess.run(
            [sys.executable, "-m", "central_platform", *words],
            env=self.env | env, cwd=stage.ROOT, text=True, capture_output=True, check=False,
        )  # fmt: skip

    @property
    def database(self) -> Path:
        return self.data / "platform.sqlite3"


def kiosk(data: Path, platform: Platform, lease: int = 2000, known_bad: str | None = None, like: rig.Kiosk | None = None,
          **env: str) -> rig.Kiosk:  # fmt: skip
    """An enrolled kiosk with the content of another, or what is prepared for all."""
    made = rig.Kiosk(data, platform.url, rig.surroundings(known_bad) | env)
    made.content_of(like.data if like else running_hall.prepared() / "kiosk")
    made.enrol(platform.command("enrol-code", "--lease", str(lease)).strip())
    assert made.synced(), "the first sync"
    return made


def filed(kiosk: rig.Kiosk, count: int) -> dict[str, str]:
    """Files so many reports, the sync beside; receipts by ref of what was acknowledged."""
    pipe = kiosk.pipe()
    for _ in range(count):
        pipe.file(rig.report())
    return dict(pipe.close())


def copied(source: Path, target: Path) -> None:
    """A whole data folder as a copying machine would take it, while nothing runs in it."""
    subprocess.run(["cp", "-a", "--reflink=auto", os.fspath(source), os.fspath(target)], check=True)

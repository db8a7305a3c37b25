"""A small disk of its own for a kiosk, to be filled or made read-only; needs root, or it is not there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["tmpfs", "ext4"]
MEGABYTE = 1024 * 1024
BLOCK = 4096


class NotAllowed(Exception):
    """This machine lets nobody mount a disk of this kind."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A mounted disk."""

    point: Path
    image: Path | None
    """Of an ext4: the raw bytes of the disk."""

    @property
    def _filler(self) -> Path:
        return self.point / "filler"

    def fill(self) -> None:
        """Somebody else's data take all there is."""
        with suppress(OSError), self._filler.open("wb", buffering=0) as file:
            while True:
                file.write(os.urandom(BLOCK))

    def empty(self) -> None:
        """That is gone again."""
        self._filler.unlink()

    def read_only(self, yes: bool) -> bool:
        """Remounts it; False while somebody has a file open for writing."""
        how = f"remount,{'ro' if yes else 'rw'}"
        return subprocess.run(["mount", "-o", how, self.point], capture_output=True, check=False).returncode == 0


@contextmanager
def mounted(folder: Path, kind: Kind, megabytes: int) -> Iterator[SmallDisk]:
    """A new disk in `folder`; raises NotAllowed."""
    point, image = folder / f"disk-{kind}", folder / f"{kind}.image"
    point.mkdir(parents=True, exist_ok=True)
    if kind == "tmpfs":
        commands = [["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(point)]]
    else:
        with image.open("wb") as file:
            file.truncate(megabytes * MEGABYTE)
        commands = [
            ["mkfs.ext4", "-q", "-F", "-m", "0", "-b", str(BLOCK), str(image)],
            ["mount", "-o", "loop", str(image), str(point)],
        ]
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError as missing:
            raise NotAllowed(str(missing)) from None
        if done.returncode:
            raise NotAllowed(done.stderr.strip())
    try:
        yield SmallDisk(point, image if kind == "ext4" else None)
    finally:
        subprocess.run(["umount", point], check=True)

"""Space held back for reports: given up piece by piece when the disk is full, taken again when there is room."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from offline_cache import durable
from offline_cache.faults import faults_of

log = logging.getLogger(__name__)

PIECES = 16
PIECE_BYTES = 64 * 1024
ROOM_BYTES = 16 * 1024 * 1024  # below this much free space nothing is held back


class Ballast:
    """A directory of `PIECES` files; in pieces, so that another hungry program cannot take all of it at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def hold(self) -> None:
        """Fills up the pieces while the disk has room."""
        with faults_of(self._directory):
            durable.make_directory(self._directory)
            for number in range(PIECES):
                path = self._directory / f"{number:02d}"
                if not path.exists() and shutil.disk_usage(self._directory).free > ROOM_BYTES:
                    durable.write(path, b"\xa5" * PIECE_BYTES)

    def release(self) -> bool:
        """Gives up one piece; False when there is none left."""
        for path in sorted(self._directory.glob("??")):
            try:
                path.unlink()
                durable.sync_directory(self._directory)  # ext4 gives freed blocks out after its journal has committed
            except OSError:
                return False
            log.warning("the disk is full: gave up a piece of the ballast for reports")
            return True
        return False

    @property
    def pieces(self) -> int:
        """How many pieces are held."""
        return len(list(self._directory.glob("??")))

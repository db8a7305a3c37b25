"""How the starts of this kiosk ended, kept on disk: after a crash it says so, after three in ten minutes it takes no risks.

Times are seconds since the machine was switched on (with the id of that boot): the wall clock may be wrong or be set.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kiosk.settings import Settings
from offline_cache import durable

log = logging.getLogger(__name__)

CRASHES = 3
WITHIN_SECONDS = 600
CALM_SECONDS = 1800
"""So long without a crash, and safe mode is over."""
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Start:
    """How a start came about. `broke_off`: the one before did not end, it was cut off; `safe`: only what cannot fail."""

    broke_off: bool = False
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """The file. `running` stays true when a start is cut off; `safe_since` is None outside safe mode."""

    boot: str
    running: bool = False
    crashes: tuple[float, ...] = ()
    safe_since: float | None = None


def uptime() -> float:
    """Seconds since the machine was switched on."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Starts:
    """Counts starts and ends. A disk that takes nothing does not stop the kiosk; it only forgets."""

    def __init__(self, file: Path, boot: str | None = None, now: Callable[[], float] = uptime) -> None:
        self._file = file
        self._boot = boot or BOOT_ID.read_text("ascii").strip()
        self._now = now

    def begin(self) -> Start:
        """A start, to be called before anything that may crash."""
        before, now = self._read(), self._now()
        here = before if before.boot == self._boot else Memory(self._boot)  # what happened before the switch is past
        crashes = (*here.crashes, now) if here.running else here.crashes
        crashes = tuple(at for at in crashes if now - at <= WITHIN_SECONDS)
        safe = here.safe_since is not None or len(crashes) >= CRASHES
        self._write(Memory(self._boot, True, crashes, now if safe else None))
        return Start(before.running, safe)

    def end(self) -> None:
        """The kiosk was asked to end, or ended by itself: no crash."""
        self._write(replace(self._read(), running=False))

    @property
    def safe(self) -> bool:
        """True while safe mode lasts: until nothing has crashed for half an hour, or somebody called it off."""
        memory = self._read()
        since = memory.safe_since if memory.boot == self._boot else None
        return since is not None and self._now() - since < CALM_SECONDS

    def calm(self) -> None:
        """Forgets the crashes: safe mode is over, and three more bring it back."""
        self._write(replace(self._read(), crashes=(), safe_since=None))

    def _read(self) -> Memory:
        try:
            said = json.loads(self._file.read_bytes())
            crashes = tuple(float(at) for at in said["crashes"])
            since = said["safe_since"]
            return Memory(str(said["boot"]), said["running"] is True, crashes, None if since is None else float(since))
        except (OSError, ValueError, TypeError, KeyError):
            return Memory(self._boot)

    def _write(self, memory: Memory) -> None:
        try:
            durable.make_directory(self._file.parent)
            durable.write(self._file, json.dumps(asdict(memory)).encode())
        except OSError as error:
            log.warning("the starts of this kiosk cannot be counted: %s", error.strerror)


def starts(settings: Settings) -> Starts:
    """The starts counted in this data directory."""
    return Starts(settings.data_dir / "starts.json")

"""Where each thing lies in the data directory; the only place that knows file names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Locations:
    """The data directory of one kiosk."""

    root: Path

    @property
    def outbox(self) -> Path:
        """Envelopes not yet acknowledged, and the numbers of those that were: precious."""
        return self.root / "outbox.db"

    @property
    def spool(self) -> Path:
        """The second copy: one file an envelope."""
        return self.root / "spool"

    @property
    def ballast(self) -> Path:
        """Space kept for reports when the disk is full."""
        return self.root / "ballast"

    @property
    def content(self) -> Path:
        """The replica of the feed: can be rebuilt."""
        return self.root / "content.db"

    @property
    def good(self) -> Path:
        """The last good copy of the replica: one file, named by its sha256."""
        return self.root / "good"

    @property
    def media(self) -> Path:
        """Verified pictures of posters, named by their hash."""
        return self.root / "media"

    @property
    def keys(self) -> Path:
        """This device's key, the platform's keys, the leases."""
        return self.root / "keys"

    @property
    def device_key(self) -> Path:
        return self.keys / "device.key"

    @property
    def next_key(self) -> Path:
        """The key that takes the place of a revoked one, once an enrolment with it has succeeded."""
        return self.keys / "device.next"

    @property
    def enrolment(self) -> Path:
        """Who this kiosk is, and the root key it was told at enrolment."""
        return self.keys / "enrolment.json"

    @property
    def key_list(self) -> Path:
        """keys.json of the platform, as received."""
        return self.keys / "keys.json"

    @property
    def leases(self) -> Path:
        """Signed lists of receipt numbers, one immutable file each."""
        return self.keys / "leases"

    @property
    def spent(self) -> Path:
        """Numbers used so long ago that only this line remembers them besides the outbox."""
        return self.keys / "spent"

    @property
    def newest(self) -> Path:
        """The newest signed pointer and its place in the feed's order; outside the cache, so it outlives it."""
        return self.keys / "newest.json"

    @property
    def clock(self) -> Path:
        """The platform's last signed time."""
        return self.root / "clock.json"

    @property
    def hall_settings(self) -> Path:
        """How staff want the kiosks of this hall to behave: the last good word of the platform."""
        return self.root / "hall.json"

    @property
    def heartbeat(self) -> Path:
        """What the sync process last saw, for `health`."""
        return self.root / "sync.json"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

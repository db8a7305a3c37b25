"""The key of the audit chain and its heads, beside the platform's keys and so in no backup of the database.

`audit.key` 32 random bytes, base64. `audit-heads.jsonl` one line a head: `{"seq", "hash", "at", "mac"}`; a line with
`lost` says that an older database was put in place knowingly: from here on the log is what had come to `seq`.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from central_platform import crypto
from central_platform.feed import disk, keys

START = "0" * 64
KEY, HEADS = "audit.key", "audit-heads.jsonl"


class Forged(Exception):
    """A head that this platform's key did not make; `seq` is the line it speaks of (0 = it cannot be read)."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


@dataclass(frozen=True)
class Head:
    """The log had come to line `seq` with this hash; `lost` (first, last) when a restore took lines away."""

    seq: int
    hash: str
    at: str
    lost: tuple[int, int] | None = None


@dataclass
class Heads:
    """What the heads say together: the hash of each line, the newest line, and the gaps that are known."""

    at: dict[int, str] = field(default_factory=dict)
    gaps: tuple[Head, ...] = ()

    @property
    def last(self) -> int:
        return max(self.at, default=0)


def digest(value: object) -> str:
    """The keyed hash of a value, in hex."""
    return hmac.new(_key(), crypto.compact(value).encode(), hashlib.sha256).hexdigest()


def write_head(seq: int, line_hash: str) -> None:
    """The log has come to this line; on disk when this returns."""
    _write(Head(seq, line_hash, _now()))


def write_gap(seq: int, line_hash: str, first: int, last: int) -> None:
    """The log is what it was at line `seq`; lines `first` to `last` that came after are lost, and that is known."""
    _write(Head(seq, line_hash, _now(), (first, last)))


def path() -> Path:
    return _folder() / HEADS


def heads(copy: Path | None = None) -> Heads:
    """The heads of this platform, and of a copy of them kept elsewhere; Forged when one was not made by it."""
    found = Heads()
    for row in [*(disk.read_lines(copy) if copy else ()), *disk.read_lines(path())]:
        head = _read(row)
        if head.lost:
            found.at = {seq: known for seq, known in found.at.items() if seq < head.lost[0]}
            found.gaps += (head,)
        if head.seq:
            found.at.setdefault(head.seq, head.hash)  # what was written first was true
    return found


def _write(head: Head) -> None:
    row = {"seq": head.seq, "hash": head.hash, "at": head.at, "lost": head.lost}
    disk.append(path(), crypto.compact(row | {"mac": digest(list(row.values()))}))


def _read(row: dict) -> Head:
    try:
        lost = tuple(row["lost"]) if row["lost"] else None
        head = Head(row["seq"], row["hash"], row["at"], lost)  # type: ignore[arg-type]
        values = [row["seq"], row["hash"], row["at"], row["lost"]]
        genuine = hmac.compare_digest(row["mac"], digest(values))
    except (KeyError, TypeError, ValueError) as error:
        raise Forged(0) from error
    if not genuine:
        raise Forged(head.seq)
    return head


def _now() -> str:
    return timezone.localtime().isoformat(timespec="seconds")


def _folder() -> Path:
    return keys.directory()


def _key() -> bytes:
    """Made when it is first used; it never changes, for every line that was written depends on it."""
    file = _folder() / KEY
    if not file.exists():
        with disk.locked(_folder() / ".audit.lock"):
            if not file.exists():
                disk.write(file, crypto.b64(secrets.token_bytes(crypto.KEY_BYTES)).encode(), disk.PRIVATE)
    made = crypto.unb64(file.read_text().strip())
    if made is None or len(made) != crypto.KEY_BYTES:
        raise keys.KeysMissing(f"{file} is damaged: bring it back from a key export")
    return made

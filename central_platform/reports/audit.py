"""What must not be forgotten — who opened a resident's words, who cut a kiosk off: a chain of keyed hashes, append only.

Each line's hash is made with a key that lies beside the platform's keys, and the newest hash is written there too
(`chain.Heads`): who can change the database but not that folder can neither alter a line nor cut the end off unseen.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from central_platform.feed.models import Duty
from central_platform.reports import chain
from central_platform.reports.chain import START, Head
from central_platform.reports.models import AccessLog

CHAIN = "audit-chain"


@dataclass(frozen=True)
class Whole:
    """Every line follows from the one before and is the one that was signed; `gaps` are lines a restore took away."""

    lines: int
    gaps: tuple[Head, ...]


@dataclass(frozen=True)
class Broken:
    """The first line that is not what was written, and why."""

    seq: int
    why: Literal["changed", "missing", "replaced", "forged"]

    @property
    def words(self) -> str:
        """For staff."""
        return {
            "changed": f"line {self.seq} was changed, put in, or does not follow from the one before",
            "missing": f"line {self.seq} is missing: the log was cut, or an older database was put in place",
            "replaced": f"line {self.seq} is not the one that was written first: an older database was put in place",
            "forged": f"the head of line {self.seq} in {chain.HEADS} was not written by this platform",
        }[self.why]


def append(user: AbstractBaseUser | None, act: str, about: str) -> AccessLog:
    """Add a line; it is part of the caller's transaction, so nothing happens without it, and its head is on disk
    before the request is answered."""
    with transaction.atomic():
        _hold_chain()
        last = AccessLog.objects.order_by("-seq").first()
        line = AccessLog(
            seq=last.seq + 1 if last else 1,
            at=timezone.now(),
            user_id=user.pk if user else None,
            role=role_of(user),
            act=act,
            about=about,
            previous=last.hash if last else START,
        )
        line.hash = _hash(line)
        line.save(force_insert=True)
        transaction.on_commit(partial(chain.write_head, line.seq, line.hash))
    return line


def verify(copy: Path | None = None) -> Whole | Broken:
    """Walk the chain, and hold it against the signed heads, and a copy of them that was kept elsewhere."""
    try:
        heads = chain.heads(copy)
    except chain.Forged as error:
        return Broken(error.seq, "forged")
    previous, count = START, 0
    for line in AccessLog.objects.order_by("seq").iterator():
        if line.seq != count + 1:
            return Broken(count + 1, "missing")
        if line.previous != previous or line.hash != _hash(line):
            return Broken(line.seq, "changed")
        if heads.at.get(line.seq, line.hash) != line.hash:
            return Broken(line.seq, "replaced")
        previous, count = line.hash, count + 1
    return Broken(count + 1, "missing") if count < heads.last else Whole(count, heads.gaps)


def anchor() -> None:
    """Write the head of a line whose process died between its commit and its head."""
    last = AccessLog.objects.order_by("-seq").first()
    if last is not None and chain.heads().last < last.seq:
        chain.write_head(last.seq, last.hash)


def seal_again() -> None:
    """Lines that came from an export, without hashes, become a chain made with the key of this platform. With the key
    they were written with, that is the very chain they were."""
    previous = START
    for line in AccessLog.objects.order_by("seq").iterator():
        line.previous, line.hash = previous, ""
        previous = line.hash = _hash(line)
        AccessLog.objects.filter(pk=line.pk).update(previous=line.previous, hash=line.hash)


def note_gap(act: str, user: AbstractBaseUser | None = None) -> bool:
    """An older database was put in place and that is known: the lines it lacks become a line of their own.

    False when nothing is lacking. `act` is `restore`, or `gap` when a person has looked into it.
    """
    heads = chain.heads()
    with transaction.atomic():
        last = AccessLog.objects.order_by("-seq").first()
        seq, digest = (last.seq, last.hash) if last else (0, START)
        here = dict(AccessLog.objects.values_list("seq", "hash"))
        lost = [n for n, known in heads.at.items() if here.get(n) != known]
        if not lost:
            return False
        chain.write_gap(seq, digest, min(lost), max(lost))
        append(user, act, f"lines {min(lost)}-{max(lost)} of the log before are not in this database")
    return True


def role_of(user: AbstractBaseUser | None) -> str:
    """The word for who it was: the staff member's first group."""
    if user is None:
        return "platform"
    group = user.groups.order_by("pk").first()  # type: ignore[attr-defined]
    return group.name[:40] if group else "staff"


def _hold_chain() -> None:
    """One writer at a time: a row lock on PostgreSQL, the whole transaction on SQLite."""
    Duty.objects.get_or_create(name=CHAIN, defaults={"holder": "", "until": timezone.now()})
    Duty.objects.select_for_update().get(name=CHAIN)


def _hash(line: AccessLog) -> str:
    at = line.at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    return chain.digest([line.seq, at, line.user_id, line.role, line.act, line.about, line.previous])

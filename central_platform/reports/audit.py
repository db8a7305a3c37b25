"""What must not be forgotten — who opened a resident's words, who cut a kiosk off: a chain of hashes, append only."""

import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from central_platform import crypto
from central_platform.feed.models import Duty
from central_platform.reports.models import AccessLog

START = "0" * 64
CHAIN = "audit-chain"


@dataclass(frozen=True)
class Broken:
    """The first line that does not follow from the one before."""

    seq: int


def append(user: AbstractBaseUser | None, act: str, about: str) -> AccessLog:
    """Add a line; it is part of the caller's transaction, so nothing happens without it."""
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
    return line


def verify() -> int | Broken:
    """Walk the chain; how many lines hold, or the first that does not."""
    previous, count = START, 0
    for line in AccessLog.objects.order_by("seq").iterator():
        if line.seq != count + 1 or line.previous != previous or line.hash != _hash(line):
            return Broken(line.seq)
        previous, count = line.hash, count + 1
    return count


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
    fields = [line.seq, at, line.user_id, line.role, line.act, line.about, line.previous]
    return hashlib.sha256(crypto.compact(fields).encode()).hexdigest()

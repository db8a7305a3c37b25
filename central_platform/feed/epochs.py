"""The platform's age (docs/wire.md §3, epoch): it only grows, and a restored platform begins a new one."""

import json
import secrets
import time

from django.db import transaction

from central_platform.feed import disk, keys
from central_platform.feed.models import Epoch

DIGITS = 10


def current() -> int:
    """The epoch now; the first one is minted when it is first asked for."""
    number = Epoch.objects.order_by("-number").values_list("number", flat=True).first()
    return number if number is not None else mint("first").number


def digit() -> int:
    """The first digit of receipts leased in this epoch."""
    return Epoch.objects.get(number=current()).digit


def mint(why: str, above: int = 0) -> Epoch:
    """Begin a new epoch, above every one this platform has known and `above`."""
    with transaction.atomic():
        known = dict(Epoch.objects.values_list("number", "digit")) | beside_the_keys()
        number = max(int(time.time()), above + 1, *(old + 1 for old in known))
        used = [taken for taken in known.values() if taken is not None]
        least = min(used.count(candidate) for candidate in range(DIGITS))
        chosen = secrets.choice([candidate for candidate in range(DIGITS) if used.count(candidate) == least])
        disk.append(keys.directory() / "epochs.jsonl", json.dumps({"number": number, "digit": chosen, "why": why}))
        return Epoch.objects.create(number=number, digit=chosen, why=why)


def announce() -> None:
    """A restore is about to begin: killed in the middle of it, the next start finds this and begins a new epoch."""
    number = max(int(time.time()), *(old + 1 for old in beside_the_keys()), 0)
    line = {"number": number, "digit": None, "why": "a restore begins"}
    disk.append(keys.directory() / "epochs.jsonl", json.dumps(line))


def beside_the_keys() -> dict[int, int | None]:
    """What the file beside the keys remembers: it is in no backup, so it outlives a restored database."""
    return {row["number"]: row["digit"] for row in disk.read_lines(keys.directory() / "epochs.jsonl")}


def notice_restore() -> bool:
    """Whether the database is older than the keys' memory; then a new epoch has been minted."""
    newest = max(beside_the_keys(), default=0)
    known = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if newest <= known:
        return False
    mint("the database is older than the keys' memory", above=newest)
    return True

"""Put a change of content into the feed: numbered in the transaction that makes it, filed after that commits."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from central_platform.feed import files
from central_platform.feed.models import FeedChange, FeedHead
from central_platform.fleet.models import Publication

HELD = ("pk", "kind", "item_id", "sha256")
BATCH = 500  # rows of one INSERT
Items = Mapping[tuple[str, str], dict | None]  # (kind, id) -> body; None = deleted


def record(kind: str, item_id: str, body: dict | None, publications: Iterable[str] | None = None) -> None:
    """The item now has this body (None = deleted) in these publications (None = all) and is gone from the others.

    Call it inside the transaction that changes the content. A body that is already what the feed holds is no change.
    """
    with transaction.atomic(savepoint=False):
        chosen = None if publications is None else set(publications)
        known = _publications()
        if chosen is not None and (unknown := chosen - {publication.slug for publication in known}):
            raise ValueError(f"no publication {sorted(unknown)}")
        changed = [
            publication
            for publication in known
            if _put(publication, {(kind, item_id): body if chosen is None or publication.slug in chosen else None})
        ]
        if changed:
            files.write_after_commit()


def record_all(items: Items) -> None:
    """`record` of many items at once, for every publication: a catalogue of a thousand items in a few queries."""
    with transaction.atomic(savepoint=False):
        if sum(_put(publication, items) for publication in _publications()):
            files.write_after_commit()


def _publications() -> list[Publication]:
    """In one order for every writer: no deadlock on PostgreSQL."""
    return list(Publication.objects.order_by("pk"))


def state(kind: str, item_id: str) -> dict | None:
    """The body an item has now in any publication; None when it is in none."""
    rows = FeedChange.objects.filter(kind=kind, item_id=item_id, latest=True, body__isnull=False)
    return rows.order_by("-seq").values_list("body", flat=True).first()


def ever(kind: str, item_id: str) -> bool:
    """Whether the item was ever published."""
    return FeedChange.objects.filter(kind=kind, item_id=item_id).exists()


def _put(publication: Publication, items: Items) -> int:
    """Number what is new of `items`; how many were."""
    # The lock on the head orders the writers, so numbers become visible without gaps (SQLite: the whole transaction).
    head, _ = FeedHead.objects.select_for_update().get_or_create(publication=publication)
    kinds, ids = {kind for kind, _ in items}, {item_id for _, item_id in items}
    before = FeedChange.objects.filter(publication=publication, kind__in=kinds, item_id__in=ids, latest=True)
    held = {(kind, item_id): (pk, sha256) for pk, kind, item_id, sha256 in before.values_list(*HELD)}
    nothing = digest(None)  # what never was there is as good as deleted
    made = [
        FeedChange(publication=publication, kind=key[0], item_id=key[1], body=body, sha256=sha256)
        for key, body in items.items()
        if (sha256 := digest(body)) != held.get(key, (None, nothing))[1]
    ]
    if not made:
        return 0
    for seq, change in enumerate(made, head.seq + 1):
        change.seq = seq
    old = [held[key][0] for change in made if (key := (change.kind, change.item_id)) in held]
    FeedChange.objects.filter(pk__in=old).update(latest=False)
    FeedHead.objects.filter(publication=publication).update(seq=F("seq") + len(made))
    FeedChange.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def digest(body: dict | None) -> str:
    """What tells two bodies apart: sha256 of their canonical JSON."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

"""Put a change of content into the feed: numbered in the transaction that makes it, filed after that commits."""

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from central_platform.feed import files
from central_platform.feed.models import FeedChange, FeedHead
from central_platform.fleet.models import Publication

HELD = ("pk", "kind", "item_id", "sha256")
BATCH = 500  # rows of one INSERT
Key = tuple[str, str]  # (kind, id)
Items = Mapping[Key, dict | None]  # body; None = deleted
Elsewhere = Mapping[Key, Mapping[str, dict]]  # slug of a publication -> the body it has instead


def record(kind: str, item_id: str, body: dict | None, instead: Mapping[str, dict] | None = None) -> None:
    """The item now has this body (None = deleted) in every publication but those that have another `instead`, by slug.

    Call it inside the transaction that changes the content. A body that is already what the feed holds is no change.
    """
    record_all({(kind, item_id): body}, {(kind, item_id): instead or {}})


def record_all(items: Items, instead: Elsewhere | None = None) -> None:
    """`record` of many items at once: a catalogue of a thousand items in a few queries."""
    with transaction.atomic(savepoint=False):
        known, other = _publications(), instead or {}
        slugs = {publication.slug for publication in known}
        if unknown := {slug for bodies in other.values() for slug in bodies} - slugs:
            raise ValueError(f"no publication {sorted(unknown)}")
        changed = [
            _put(publication, {key: other.get(key, {}).get(publication.slug, body) for key, body in items.items()})
            for publication in known
        ]
        if any(changed):
            files.write_after_commit()


def copy(source: Publication, target: Publication) -> None:
    """The new publication `target` now holds what `source` holds; nothing is published in `source` meanwhile."""
    with transaction.atomic(savepoint=False):
        FeedHead.objects.select_for_update().get_or_create(publication=source)
        rows = FeedChange.objects.filter(publication=source, latest=True, body__isnull=False).order_by("seq")
        _put(target, {(kind, item_id): body for kind, item_id, body in rows.values_list("kind", "item_id", "body")})
        files.write_after_commit()


def _publications() -> list[Publication]:
    """In one order for every writer: no deadlock on PostgreSQL."""
    return list(Publication.objects.order_by("pk"))


def main() -> Publication | None:
    """The publication that holds what is live, and never what one hall only tries."""
    return Publication.objects.order_by("pk").first()


def state(kind: str, item_id: str) -> dict | None:
    """The live body of an item; None when there is none."""
    rows = FeedChange.objects.filter(publication=main(), kind=kind, item_id=item_id, latest=True)
    return rows.values_list("body", flat=True).first()


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

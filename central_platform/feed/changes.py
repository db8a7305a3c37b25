"""Put a change of content into the feed: numbered in the transaction that makes it, filed after that commits."""

import hashlib
import json
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from central_platform.feed import files
from central_platform.feed.models import FeedChange, FeedHead
from central_platform.fleet.models import Publication


def record(kind: str, item_id: str, body: dict | None, publications: Iterable[str] | None = None) -> None:
    """The item now has this body (None = deleted) in these publications (None = all) and is gone from the others.

    Call it inside the transaction that changes the content. A body that is already what the feed holds is no change.
    """
    with transaction.atomic(savepoint=False):
        chosen = None if publications is None else set(publications)
        known = list(Publication.objects.order_by("pk"))  # one order for every writer: no deadlock on PostgreSQL
        if chosen is not None and (unknown := chosen - {publication.slug for publication in known}):
            raise ValueError(f"no publication {sorted(unknown)}")
        changed = [
            publication
            for publication in known
            if _put(publication, kind, item_id, body if chosen is None or publication.slug in chosen else None)
        ]
        if changed:
            files.write_after_commit()


def state(kind: str, item_id: str) -> dict | None:
    """The body an item has now in any publication; None when it is in none."""
    rows = FeedChange.objects.filter(kind=kind, item_id=item_id, latest=True, body__isnull=False)
    return rows.order_by("-seq").values_list("body", flat=True).first()


def ever(kind: str, item_id: str) -> bool:
    """Whether the item was ever published."""
    return FeedChange.objects.filter(kind=kind, item_id=item_id).exists()


def _put(publication: Publication, kind: str, item_id: str, body: dict | None) -> bool:
    # The lock on the head orders the writers, so numbers become visible without gaps (SQLite: the whole transaction).
    head, _ = FeedHead.objects.select_for_update().get_or_create(publication=publication)
    sha256 = digest(body)
    before = FeedChange.objects.filter(publication=publication, kind=kind, item_id=item_id, latest=True)
    last = before.values_list("pk", "sha256").first()
    held = last[1] if last else digest(None)  # what never was there is as good as deleted
    if held == sha256:
        return False
    if last is not None:
        FeedChange.objects.filter(pk=last[0]).update(latest=False)
    FeedHead.objects.filter(publication=publication).update(seq=F("seq") + 1)
    FeedChange.objects.create(
        publication=publication, seq=head.seq + 1, kind=kind, item_id=item_id, body=body, sha256=sha256
    )
    return True


def digest(body: dict | None) -> str:
    """What tells two bodies apart: sha256 of their canonical JSON."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

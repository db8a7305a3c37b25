"""Hold the feed's files against its rows, and its rows against what is live in the console; make good what differs."""

import hashlib
import logging
import time
from datetime import timedelta

from django.db import transaction

from central_platform.content import live as live_content
from central_platform.feed import changes, files
from central_platform.feed.models import FeedChange, FeedFile
from central_platform.fleet.models import Publication

log = logging.getLogger(__name__)

STRAY_AFTER = timedelta(days=1)  # a kiosk may still hold a pointer that names the file


def check_files(deep: bool) -> int:
    """Write again every file that is missing or (deep) damaged, remove strays; how many were wrong."""
    wrong = 0
    for publication in Publication.objects.order_by("pk"):
        bad = [row for row in FeedFile.objects.filter(publication=publication) if not _is_whole(publication, row, deep)]
        for row in bad:
            log.warning("feed %s: file %s is missing or damaged", publication.slug, row.sha256[:12])
            row.delete()
        files.write(publication, again=bool(bad))
        _sweep(publication)
        wrong += len(bad)
    return wrong


@transaction.atomic
def check_content() -> int:
    """Record every item the feed does not hold as it is live, or as a hall tries it, and delete what is neither; how
    many differed."""
    before = FeedChange.objects.count()
    held = FeedChange.objects.filter(latest=True, body__isnull=False).values_list("kind", "item_id")
    bodies: dict[changes.Key, dict | None] = dict.fromkeys(held)
    tried = {}
    for kind, item_id, body, instead in live_content.items():
        bodies[kind, item_id], tried[kind, item_id] = body, instead
    changes.record_all(bodies, tried)
    differed = FeedChange.objects.count() - before
    if differed:
        log.warning("feed: %d items differed from what is live and were recorded again", differed)
    return differed


def _is_whole(publication: Publication, row: FeedFile, deep: bool) -> bool:
    path = files.directory(publication) / f"{row.sha256}.json.gz"
    try:
        if path.stat().st_size != row.bytes:
            return False
        return not deep or hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
    except OSError:
        return False


def _sweep(publication: Publication) -> None:
    named = {f"{sha256}.json.gz" for sha256 in publication.files.values_list("sha256", flat=True)}
    oldest = time.time() - STRAY_AFTER.total_seconds()
    for path in files.directory(publication).glob("*.json.gz"):
        if path.name not in named and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)

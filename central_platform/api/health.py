"""`/healthz`: whether the parts a kiosk needs are there."""

import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from central_platform.feed import keys

STALE_AFTER_SECONDS = 3 * 60 * 60  # pointers are signed every hour


@transaction.non_atomic_requests
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    parts = {"database": _database(), "keys": "ok" if keys.exist() else "missing", "feed": feed_state()}
    ok = parts["database"] == "ok" and parts["keys"] == "ok" and parts["feed"] != "stale"
    return JsonResponse({"ok": ok, **parts}, status=200 if ok else 503, headers={"Cache-Control": "no-store"})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"


def feed_state() -> str:
    """ok; empty = nothing is published yet; stale = a pointer was not signed for hours."""
    pointers = list(Path(settings.FEED_DIR).glob("*/pointer.json"))
    if not pointers:
        return "empty"
    oldest = min(path.stat().st_mtime for path in pointers)
    return "stale" if time.time() - oldest > STALE_AFTER_SECONDS else "ok"

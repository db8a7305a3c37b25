"""The public feed, served from disk when no web server does; never touches the database."""

import hashlib
import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from central_platform.feed import keys as keyring

POINTER_MAX_AGE_SECONDS = 10
FOR_EVER = "public, max-age=31536000, immutable"
FEED_FILE = re.compile(r"[0-9a-f]{64}\.json\.gz")
MEDIUM = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp|mp4|vtt|wav)")


@transaction.non_atomic_requests
@require_safe
def keys(request: HttpRequest) -> HttpResponseBase:
    return _fresh(request, keyring.directory() / "keys.json")


@transaction.non_atomic_requests
@require_safe
def roots(request: HttpRequest) -> HttpResponseBase:
    return _fresh(request, keyring.directory() / keyring.ROOTS)


@transaction.non_atomic_requests
@require_safe
def pointer(request: HttpRequest, publication: str) -> HttpResponseBase:
    return _fresh(request, Path(settings.FEED_DIR) / publication / "pointer.json")


@transaction.non_atomic_requests
@require_safe
def file(_request: HttpRequest, publication: str, name: str) -> HttpResponseBase:
    if not FEED_FILE.fullmatch(name):
        raise Http404
    return _immutable(Path(settings.FEED_DIR) / publication / name, "application/gzip")


@transaction.non_atomic_requests
@require_safe
def medium(_request: HttpRequest, name: str) -> HttpResponseBase:
    if not MEDIUM.fullmatch(name):
        raise Http404
    kind, _ = mimetypes.guess_type(name)
    return _immutable(Path(settings.FEED_DIR) / "media" / name, kind or "application/octet-stream")


def _fresh(request: HttpRequest, path: Path) -> HttpResponseBase:
    """A small signed file that may change: asked again after ten seconds, answered 304 when it has not."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Http404 from error
    headers = {
        "ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"',
        "Cache-Control": f"public, max-age={POINTER_MAX_AGE_SECONDS}",
    }
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(data, content_type="application/json", headers=headers)


def _immutable(path: Path, content_type: str) -> HttpResponseBase:
    try:
        data = path.open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(data, content_type=content_type, headers={"Cache-Control": FOR_EVER})

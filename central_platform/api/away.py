"""What is answered when a request fails: 503 and a plain sentence while the database is away, else an ordinary 500."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error

from central_platform.api.headers import CONSOLE

COME_AGAIN = {"Retry-After": "10", "Cache-Control": "no-store"}  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500. No connection, no room on the disk, a lock that was waited for too long: come again."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    if not request.path.startswith("/staff/"):
        return JsonResponse({"detail": "away; ask again"}, status=503, headers=COME_AGAIN)
    page = (settings.PACKAGE / "static/staff/away.html").read_text(encoding="utf-8")
    return HttpResponse(page, status=503, headers=COME_AGAIN | {"Content-Security-Policy": CONSOLE})

"""Whose address counts when a proxy stands before us: limits on wrong codes and passwords are per address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class TrustedProxy:
    """Believes X-Forwarded-For of PLATFORM_TRUSTED_PROXY and of nobody else, and there only its last entry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded and settings.TRUSTED_PROXY and request.META.get("REMOTE_ADDR") == settings.TRUSTED_PROXY:
            request.META["REMOTE_ADDR"] = forwarded.rsplit(",", 1)[-1].strip()
        return self.get_response(request)

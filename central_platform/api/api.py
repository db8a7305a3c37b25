"""The JSON API and its OpenAPI document; errors are short and say nothing of the inside."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from central_platform.api import kiosk

api = NinjaAPI(
    title="邻声 central platform",
    version="1",
    description="What kiosks ask of the platform. Signed things and their meaning: docs/wire.md.",
    docs_url=None,  # its page loads scripts from another host
    openapi_url="openapi.json",
)
api.add_router("kiosk/v1/", kiosk.router, tags=["kiosk"])


def urls() -> tuple[Any, ...]:
    """Its addresses, outside ATOMIC_REQUESTS: each door opens its own transaction when who asks has been verified."""
    patterns, *names = api.urls
    for pattern in patterns:
        transaction.non_atomic_requests(pattern.callback)
    return patterns, *names


@api.exception_handler(kiosk.Refused)
def refused(_request: HttpRequest, error: kiosk.Refused) -> HttpResponse:
    return kiosk.answer_json(403, error.thing)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = sorted({".".join(str(part) for part in row["loc"][2:]) for row in error.errors})
    if request.path.endswith("/enrol"):
        return kiosk.answer_json(400, {"why": "form"})
    return kiosk.answer_json(400, {"detail": f"malformed: {', '.join(places)[:200]}"})


@api.exception_handler(HttpError)
def stopped(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja says before a view is reached, such as of a body that is no JSON."""
    if request.path.endswith("/enrol") and error.status_code == 400:
        return kiosk.answer_json(400, {"why": "form"})
    return kiosk.answer_json(error.status_code, {"detail": error.message})


@api.exception_handler(RequestDataTooBig)
def too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return kiosk.answer_json(413, {"detail": "too large"})

"""The kiosk API, `/api/kiosk/v1/`: four doors; the thinking is in fleet and reports."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.errors import HttpError
from ninja.security import APIKeyHeader

from central_platform.api.schemas import (
    Answers,
    Detail,
    EnrolIn,
    Enrolled,
    EnvelopesIn,
    HelloIn,
    Signed,
    StatusesIn,
    Why,
)
from central_platform.feed import keys
from central_platform.fleet import requests
from central_platform.fleet.enrolment import NotEnrolled, enrol
from central_platform.fleet.hello import hello
from central_platform.fleet.models import Kiosk
from central_platform.reports import intake
from central_platform.reports.statuses import TooMany, statuses

BATCH_CAP = 2**20  # bytes
VOICE_NOTE_BATCH_CAP = 4 * 2**20  # bytes: a voice note travels alone
ENROL_STATUS = {"form": 400, "code": 403, "too-many": 429}

router = Router()


class Refused(Exception):
    """A device that was cut off asked; it is told so by a signed word."""

    def __init__(self, thing: dict[str, str]) -> None:
        self.thing = thing


class DeviceSignature(APIKeyHeader):
    """The header every request after enrolment carries; what is in it is checked by fleet.requests."""

    param_name = requests.HEADER

    def authenticate(self, request: HttpRequest, _key: str | None) -> Kiosk | None:
        """The kiosk that signed this request (None becomes 401)."""
        if int(request.headers.get("Content-Length") or 0) > VOICE_NOTE_BATCH_CAP:
            raise HttpError(413, "too large")
        match requests.device_of(request):
            case requests.Revoked(thing):
                raise Refused(thing)
            case requests.Unknown():
                return None
            case kiosk:
                return kiosk


signed_by_device: dict[str, Any] = {"auth": DeviceSignature()}
DENIED = {400: Detail, 401: Detail, 403: Signed, 413: Detail, 429: Detail}


@router.post("enrol", response={200: Enrolled, 400: Why, 403: Why, 429: Why}, summary="Let a kiosk in, with a code")
def post_enrol(request: HttpRequest, said: EnrolIn) -> Status:
    with transaction.atomic():
        answer = enrol(said.code, said.device_public, request.META.get("REMOTE_ADDR", ""))
    if isinstance(answer, NotEnrolled):
        return Status(ENROL_STATUS[answer.why], {"why": answer.why})
    return Status(200, answer)


@router.post("envelopes", **signed_by_device, response={200: Answers} | DENIED, summary="Offer envelopes")
def post_envelopes(request: HttpRequest, said: EnvelopesIn) -> Status:
    if len(request.body) > BATCH_CAP and len(said.envelopes) > 1:
        return Status(413, {"detail": "more than 1 MiB: send fewer envelopes at a time, a voice note alone"})
    return Status(200, {"answers": intake.take(said.envelopes, request.auth)})  # type: ignore[attr-defined]


@router.post("hello", **signed_by_device, response={200: Signed} | DENIED, summary="Say how the kiosk is")
def post_hello(request: HttpRequest, said: HelloIn) -> dict[str, str]:
    with transaction.atomic():
        answer = hello(request.auth, said.model_dump())  # type: ignore[attr-defined]
    return keys.load().sign("hello", answer)


@router.post("statuses", **signed_by_device, response={200: Signed} | DENIED, summary="Ask what became of reports")
def post_statuses(request: HttpRequest, said: StatusesIn) -> Status:
    with transaction.atomic():
        answer = statuses(request.auth, said.receipts)  # type: ignore[attr-defined]
    if isinstance(answer, TooMany):
        return Status(429, {"detail": "too many unknown numbers; ask again in an hour"})
    return Status(200, keys.load().sign("statuses", answer))


def answer_json(status: int, value: object, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(json.dumps(value), status=status, content_type="application/json", headers=headers)

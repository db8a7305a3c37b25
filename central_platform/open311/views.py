"""GeoReport v2's addresses; `.xml` and `.json` alike. The test endpoint checks all and keeps nothing."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from central_platform.fleet import attempts
from central_platform.open311 import filing, formats, requests, services
from central_platform.open311.models import ApiKey

CHANGESET = "2026-11-01T00:00:00+08:00"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
FILED_AN_HOUR = 1000
TRY = "open311"
KEY_SERVICE = "向社区要一把对接钥匙（api_key）：工作人员在后台“对接钥匙”里发。"


@require_safe
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where everything is."""
    endpoints = [
        {
            "specification": SPECIFICATION,
            "url": request.build_absolute_uri(f"/open311/{path}v2/"),
            "changeset": CHANGESET,
            "type": kind,
            "formats": list(formats.TYPES.values()),
        }
        for kind, path in (("production", ""), ("test", "test/"))
    ]
    contact = request.build_absolute_uri("/")
    row = {"changeset": CHANGESET, "contact": contact, "key_service": KEY_SERVICE, "endpoints": endpoints}
    return formats.single(form, "discovery", row)


@require_safe
def service_list(_request: HttpRequest, form: str, **_: str) -> HttpResponse:
    return formats.answer(form, "services", "service", services.listed())


@require_safe
def definition(_request: HttpRequest, form: str, code: str, **_: str) -> HttpResponse:
    row = services.category(code)
    if row is None:
        return formats.problem(form, 404, "没有这样的服务。")
    return formats.single(form, "service_definition", services.definition(row))


@csrf_exempt  # other systems file here with a key of their own; no cookie counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_list(request: HttpRequest, form: str, test: str = "") -> HttpResponse:
    if request.method == "POST":
        return _file(request, form, keep=not test)
    found = requests.found(request.GET.dict())
    if isinstance(found, requests.Wrong):
        return formats.problem(form, 400, found.why)
    return formats.answer(form, "service_requests", "request", [] if test else found)


@require_safe
@never_cache
def one_request(_request: HttpRequest, form: str, request_id: str, test: str = "") -> HttpResponse:
    row = None if test else requests.one(request_id)
    if row is None:
        return formats.problem(form, 404, "没有这件事。")
    return formats.answer(form, "service_requests", "request", [row])


@require_safe
@never_cache
def token(_request: HttpRequest, form: str, token: str, test: str = "") -> HttpResponse:
    """Requests get their id at once here, so a token is that id."""
    row = None if test else requests.one(token)
    if row is None:
        return formats.problem(form, 404, "没有这个 token。")
    named = {"service_request_id": row["service_request_id"], "token": row["service_request_id"]}
    return formats.answer(form, "service_requests", "request", [named])


def _file(request: HttpRequest, form: str, keep: bool) -> HttpResponse:
    key = ApiKey.of(request.POST.get("api_key", ""))
    if key is None:
        return formats.problem(form, 403, "api_key 不对，或者没有写。")
    key.used()
    if attempts.count(TRY, str(key.pk)) >= FILED_AN_HOUR:
        return formats.problem(form, 429, "这一小时送得太多了，请过一会儿再送。")
    taken = filing.file(request.POST, key, keep)
    if isinstance(taken, filing.Wrong):
        return formats.problem(form, taken.status, taken.why)
    attempts.add(TRY, str(key.pk))
    notice = "图片没有收下，请用文字说明。" if request.FILES else ""
    named = {
        "service_request_id": str(taken.report.public_id if keep else uuid.uuid4()),
        "service_notice": notice,
        "account_id": None,
    }
    return formats.answer(form, "service_requests", "request", [named], 200 if taken.again else 201)

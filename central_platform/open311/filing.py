"""`POST requests`: a form becomes a report; what a person wrote is sealed on arrival, like everything a resident says."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import QueryDict

from central_platform.content.maps import distance_km
from central_platform.content.models import Place, ReportCategory
from central_platform.open311 import services
from central_platform.open311.models import ApiKey, Submission
from central_platform.reports import desk
from central_platform.reports.models import Report

DESCRIPTION_CAP = 4000  # characters
FIELD_CAP = 500
REF_CAP = 64
NEAR_KM = 0.15
ALSO_SEALED = ("email", "media_url", "account_id", "device_id")


@dataclass(frozen=True)
class Wrong:
    """Why a form cannot be taken: the HTTP status and a sentence for the sender."""

    status: int
    why: str


@dataclass(frozen=True)
class Taken:
    """The report, and whether it was there already."""

    report: Report
    again: bool = False


def file(form: QueryDict, key: ApiKey, keep: bool = True) -> Taken | Wrong:
    """Takes a form once: the same `client_ref` with the same form is the same request, with another form a 409.

    `keep=False` is the test endpoint: everything is checked, nothing is stored.
    """
    asked = {name: value.strip() for name, value in form.items() if value.strip()}  # empty = not sent
    kind = _kind(asked) or Wrong(400, "要写 service_code。")
    if isinstance(kind, Wrong):
        return kind
    wrong = _wrong(asked) or _wrong_place(asked, kind)
    if wrong:
        return wrong
    ref, digest = asked.get("attribute[client_ref]", ""), _digest(form)
    if before := _before(key, ref):
        return _same(before, digest)
    if not keep:
        return Taken(Report(category=kind.code))
    try:
        with transaction.atomic():
            report = desk.take(desk.Case(kind.code, _building(asked), _sealed(asked), source="open311"))
            Submission.objects.create(report=report, key=key, client_ref=ref, form_sha256=digest)
    except IntegrityError:  # the same ref came by another door at the same instant
        before = _before(key, ref)
        if before is None:
            raise
        return _same(before, digest)
    return Taken(report)


def _kind(asked: dict[str, str]) -> ReportCategory | Wrong | None:
    code = asked.get("service_code")
    return (services.category(code) or Wrong(404, f"没有这样的服务：{code[:40]}。")) if code else None


def _wrong(asked: dict[str, str]) -> Wrong | None:
    if any(not _clean(value) for value in asked.values()):
        return Wrong(400, "有看不懂的字符。")
    if len(asked.get("description", "")) > DESCRIPTION_CAP:
        return Wrong(400, f"description 最多{DESCRIPTION_CAP}个字。")
    if long := [name for name, value in asked.items() if name != "description" and len(value) > FIELD_CAP]:
        return Wrong(400, f"太长了：{', '.join(name[:40] for name in long)}。")
    if len(asked.get("attribute[client_ref]", "")) > REF_CAP:
        return Wrong(400, f"client_ref 最多{REF_CAP}个字。")
    return None


def _clean(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def _wrong_place(asked: dict[str, str], kind: ReportCategory) -> Wrong | None:
    if "address_id" in asked and not Place.objects.filter(code=asked["address_id"]).exists():
        return Wrong(400, "没有这个 address_id。")
    if ("lat" in asked or "long" in asked) and _point(asked) is None:
        return Wrong(400, "lat 和 long 要一起写，是度数。")
    if kind.needs_place and not {"lat", "address_string", "address_id"} & asked.keys():
        return Wrong(400, "要写在哪里：lat 和 long，或 address_string，或 address_id。")
    return None


def _point(asked: dict[str, str]) -> tuple[float, float] | None:
    try:
        lat, long = float(asked["lat"]), float(asked["long"])
    except (KeyError, ValueError):
        return None
    return (lat, long) if -90 <= lat <= 90 and -180 <= long <= 180 else None


def _building(asked: dict[str, str]) -> str:
    """The code of the building meant, nothing finer; empty when none is near."""
    if place := Place.objects.filter(code=asked.get("address_id", "")).select_related("parent").first():
        return place.parent.code if place.kind == "unit" and place.parent else place.code
    point = _point(asked)
    if point is None:
        return ""
    known = Place.objects.exclude(kind__in=("unit", "window")).exclude(lat=None).exclude(long=None)
    near = min(((distance_km(point, (row.lat, row.long)), row.code) for row in known), default=(math.inf, ""))
    return near[1] if near[0] <= NEAR_KM else ""


def _sealed(asked: dict[str, str]) -> dict[str, str]:
    """What goes into the box: words, who said them, and the place as it was written."""
    where = asked.get("address_string") or ", ".join(asked[name] for name in ("lat", "long") if name in asked)
    name = " ".join(asked[part] for part in ("first_name", "last_name") if part in asked)
    inside = {"words": asked.get("description", ""), "contact": asked.get("phone", ""), "place": where, "name": name}
    inside |= {name: asked.get(name, "") for name in ALSO_SEALED}
    return {name: value for name, value in inside.items() if value}


def _digest(form: QueryDict) -> str:
    """What makes two forms the same one; the key that came with it does not count."""
    pairs = sorted((name, value) for name, values in form.lists() if name != "api_key" for value in values)
    return hashlib.sha256(repr(pairs).encode("utf-8", "surrogatepass")).hexdigest()


def _before(key: ApiKey, ref: str) -> Submission | None:
    return Submission.objects.filter(key=key, client_ref=ref).select_related("report").first() if ref else None


def _same(before: Submission, digest: str) -> Taken | Wrong:
    if before.form_sha256 != digest:
        return Wrong(409, "这个 client_ref 已经用在另一件事上了。")
    return Taken(before.report, again=True)

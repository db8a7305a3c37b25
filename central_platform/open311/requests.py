"""Requests as the public may see them: never a receipt, never a resident's words, no place finer than a building."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from central_platform.content.models import Place, ReportCategory
from central_platform.open311.formats import Row
from central_platform.reports import categories
from central_platform.reports.models import OPEN, Report, Status

SPAN = timedelta(days=90)
MOST = 1000
PAGE = 50
IDS = 1000


@dataclass(frozen=True)
class Wrong:
    """A question that cannot be answered, and why."""

    why: str


def public() -> QuerySet[Report]:
    """What nobody needs a key for: private matters are not in it."""
    return Report.objects.filter(private=False).select_related("department").annotate(moved_at=Max("events__at"))


def found(asked: Mapping[str, str]) -> list[Row] | Wrong:
    """`GET requests`: filters hold together; ids stand above all others. Newest first, at most 1,000."""
    asked = {name: value.strip() for name, value in asked.items() if value.strip()}  # empty = not sent
    if any("\x00" in value for value in asked.values()):
        return Wrong("有看不懂的字符。")
    if "service_request_id" in asked:
        return rows(public().filter(public_id__in=_ids(asked["service_request_id"])).order_by("-received_at"))
    between = _between(asked)
    if isinstance(between, Wrong):
        return between
    chosen = public().filter(received_at__gte=between[0], received_at__lte=between[1])
    if "service_code" in asked:
        chosen = chosen.filter(category__in=asked["service_code"].split(","))
    if "status" in asked:
        wanted = set(asked["status"].split(","))
        if not wanted <= {"open", "closed"}:
            return Wrong("status 只能是 open 或 closed。")
        if len(wanted) == 1:
            chosen = chosen.filter(status__in=OPEN) if wanted == {"open"} else chosen.exclude(status__in=OPEN)
    page = _page(asked)
    if isinstance(page, Wrong):
        return page
    return rows(chosen.order_by("-received_at")[page])


def one(request_id: str) -> Row | None:
    made = rows(public().filter(public_id__in=_ids(request_id)))
    return made[0] if made else None


def rows(reports: Iterable[Report]) -> list[Row]:
    """GeoReport rows: every member is always there, empty where nothing can be said."""
    reports = list(reports)
    kinds = {row.code: row for row in ReportCategory.objects.filter(code__in={one.category for one in reports})}
    places = {row.code: row for row in Place.objects.filter(code__in={one.place for one in reports})}
    return [_row(one, kinds.get(one.category), places.get(one.place)) for one in reports]


def _row(report: Report, kind: ReportCategory | None, place: Place | None) -> Row:
    name = kind.name_zh if kind else categories.name(report.category)
    return {
        "service_request_id": str(report.public_id),
        "status": "open" if report.status in OPEN else "closed",
        "status_notes": Status(report.status).label,
        "service_name": name,
        "service_code": report.category,
        "description": report.summary or name,
        "agency_responsible": str(report.department or ""),
        "service_notice": "",
        "requested_datetime": _iso(report.received_at),
        "updated_datetime": _iso(report.moved_at or report.received_at),
        "expected_datetime": _iso(report.due_at),
        "address": place.name_zh if place else "",
        "address_id": place.code if place else "",
        "zipcode": "",
        "lat": place.lat if place else None,
        "long": place.long if place else None,
        "media_url": "",
    }


def _iso(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _ids(text: str) -> list[UUID]:
    """The ids of a comma list; what is no id names nothing."""
    made = []
    for word in text.split(",")[:IDS]:
        try:
            made.append(UUID(word.strip()))
        except ValueError:
            continue
    return made


def _between(asked: Mapping[str, str]) -> tuple[datetime, datetime] | Wrong:
    """The span asked for, or the last 90 days; never longer than that."""
    given = {}
    for name in ("start_date", "end_date"):
        if name in asked and (at := _moment(asked[name])) is None:
            return Wrong(f"{name} 要像 2026-01-31T08:00:00+08:00 这样写。")
        if name in asked:
            given[name] = at
    try:
        end = given.get("end_date") or (given["start_date"] + SPAN if "start_date" in given else timezone.now())
        start = given.get("start_date") or end - SPAN
    except OverflowError:
        return Wrong("没有这样的日子。")
    return (start, end) if end - start <= SPAN else Wrong("一次最多查90天。")


def _moment(text: str) -> datetime | None:
    """A w3 time with its zone; a `+` that became a blank on the way is forgiven, a missing zone is ours."""
    try:
        at = parse_datetime(text.replace(" ", "+") if "T" in text else text)
        at = at if at is None or at.tzinfo else timezone.make_aware(at)
        return at.astimezone(timezone.get_fixed_timezone(0)) if at else None
    except (ValueError, OverflowError):
        return None


def _page(asked: Mapping[str, str]) -> slice | Wrong:
    """`page` and `page_size` (also called `count`); without them the first 1,000."""
    size_said = asked.get("page_size") or asked.get("count")
    if "page" not in asked and size_said is None:
        return slice(0, MOST)
    try:
        page, size = int(asked.get("page", "1")), int(size_said or PAGE)
    except ValueError:
        return Wrong("page 和 page_size 要写数字。")
    if not (1 <= page <= 10**6 and 1 <= size <= MOST):
        return Wrong(f"page 从1开始，page_size 最多{MOST}。")
    return slice((page - 1) * size, page * size)

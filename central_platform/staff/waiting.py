"""What waits for somebody now: calls, orders, drafts to approve, silent kiosks; each asker sees only their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState

from central_platform.content.models import Drafted, Hall, Notice, Service, Trial, two_persons
from central_platform.fleet.models import Kiosk
from central_platform.people import name_of
from central_platform.reports.models import OPEN, Report, Status
from central_platform.staff import freshness

SILENT_AFTER = timedelta(minutes=15)  # three missed heartbeats
TO_TAKE = (Status.FILED, Status.REOPENED)
AT_WORK = (Status.TAKEN, Status.STARTED)
SHOWN = 20
OLDEST_ORDERS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A draft in a list: where to edit it, who wrote it, and how it stands."""

    title: str
    kind: str
    url: str
    who: str
    since: datetime
    state: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the home page shows one person; None = none of their business."""

    orders: int | None = None
    working: int | None = None
    overdue: int | None = None
    oldest: list[Report] = field(default_factory=list)
    approvals: list[Item] | None = None
    drafts: list[Item] | None = None
    to_check: int | None = None
    tried: int | None = None
    silent: list[Kiosk] | None = None
    kiosks: int = 0


def for_person(user: AbstractUser) -> Waiting:
    """Everything that waits for `user`."""
    seen: dict[str, Any] = {}
    if user.has_perm("reports.view_report"):
        seen |= _reports()
    if user.has_perm("content.publish_service"):
        seen["approvals"] = approvals(user)
    elif user.has_perm("content.change_service"):
        seen["drafts"] = drafts(user)
    if user.has_perm("content.change_service"):
        seen["to_check"] = sum(one.waits for one in freshness.services())
    if user.has_perm("content.view_service"):
        seen["tried"] = Trial.objects.count()
    if user.has_perm("fleet.view_kiosk"):
        seen["silent"] = list(silent().select_related("heartbeat", "hall"))
        seen["kiosks"] = Kiosk.objects.filter(revoked_at=None).count()
    return Waiting(**seen)


def calls() -> QuerySet[Kiosk]:
    """Kiosks with an unanswered 叫人, the longest waiting first; each has `since`."""
    unanswered = Q(calls__isnull=False, calls__acknowledged_at=None)
    found = Kiosk.objects.filter(unanswered, revoked_at=None)
    return found.annotate(since=Min("calls__received_at", filter=unanswered)).order_by("since")


def silent() -> QuerySet[Kiosk]:
    """Enrolled kiosks nothing was heard of for a while."""
    long_ago = timezone.now() - SILENT_AFTER
    quiet = Q(heartbeat=None) | Q(heartbeat__at__lt=long_ago)
    return Kiosk.objects.filter(quiet, revoked_at=None, enrolled_at__lt=long_ago)


def approvals(user: AbstractUser) -> list[Item]:
    """Drafts this person may approve, the longest waiting first."""
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__base_content_type__app_label="content")
    finder, found = AdminURLFinder(user), []
    if two_persons():
        states = states.exclude(revision__user=user)
    for state in states.select_related("workflow_state", "revision__user").order_by("started_at")[:SHOWN]:
        item = state.revision.as_object()
        found.append(_item(item, finder, state.revision.user, state.started_at))
    return found


def drafts(user: AbstractUser) -> list[Item]:
    """What this person changed last and has not seen published."""
    finder, found = AdminURLFinder(user), []
    for model in (Service, Notice):
        rows = model.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        for row in rows.select_related("latest_revision").order_by("-latest_revision__created_at")[:SHOWN]:
            state = "等人审核" if row.workflow_in_progress else "还没提交审核"
            revision = row.latest_revision
            found.append(_item(revision.as_object(), finder, user, revision.created_at, state))
    return sorted(found, key=lambda item: item.since, reverse=True)


def hall_names() -> dict[str, str]:
    """slug -> name of every hall."""
    return dict(Hall.objects.values_list("code", "name_zh"))


def _reports() -> dict[str, Any]:
    rows = Report.objects.filter(status__in=OPEN).order_by("received_at")
    return {
        "orders": rows.filter(status__in=TO_TAKE).count(),
        "working": rows.filter(status__in=AT_WORK).count(),
        "overdue": rows.overdue().count(),
        "oldest": list(rows.filter(status__in=TO_TAKE)[:OLDEST_ORDERS]),
    }


def _item(row: Drafted, finder: AdminURLFinder, who: Any, since: datetime, state: str = "") -> Item:
    return Item(str(row), str(row._meta.verbose_name), finder.get_edit_url(row) or "", name_of(who), since, state)

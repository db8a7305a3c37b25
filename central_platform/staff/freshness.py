"""该核对的: services nobody has made sure of for too long, and those residents say are wrong. One press says: still true.

A resident's 这条不对 is a letter of kind `correction` whose `about` is the service's id. That there are some is told from
one on, for it says something about the service; what they say is read in 来信, where opening is written down.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from central_platform.content.models import Checked, Service
from central_platform.people import name_of
from central_platform.reports import audit
from central_platform.reports.models import Letter
from central_platform.staff.pages import ConsolePage

CHECK_DAYS = 180  # where the category says nothing else
SOON_DAYS = 30
EDIT = "content.change_service"


@dataclass(frozen=True, slots=True)
class Row:
    """One live service: when and by whom it was last made sure of (None = never since it was published), until when
    that counts, and how many residents have said since then that it is wrong."""

    pk: int
    name: str
    category: str
    on: date | None
    by: str
    due: date
    wrong: int = 0

    @property
    def overdue(self) -> bool:
        return self.due < timezone.localdate()

    @property
    def waits(self) -> bool:
        return self.overdue or self.wrong > 0

    @property
    def soon(self) -> bool:
        return not self.waits and self.due <= timezone.localdate() + timedelta(days=SOON_DAYS)


def services() -> list[Row]:
    """All live services: those residents call wrong first, then the longest overdue."""
    wrong = _wrong()
    found = [
        Row(
            row.pk,
            row.name_zh,
            row.category.name_zh,
            row.checked.on if hasattr(row, "checked") else None,
            name_of(row.checked.by) if hasattr(row, "checked") else "",
            _due(row),
            wrong[row.pk],
        )
        for row in Service.objects.filter(live=True).select_related("category", "checked__by")
    ]
    return sorted(found, key=lambda row: (-row.wrong, row.due, row.pk))


def _due(row: Service) -> date:
    """What was published for the first time was looked at then."""
    if hasattr(row, "checked"):
        known = row.checked.on
    else:
        known = timezone.localdate(row.first_published_at) if row.first_published_at else timezone.localdate()
    return known + timedelta(days=row.category.check_days or CHECK_DAYS)


def _wrong() -> Counter[int]:
    """Service pk -> letters of correction that came after it was last made sure of."""
    said: dict[str, list[Any]] = {}
    for about, at in Letter.objects.filter(kind="correction", report=None).values_list("about", "received_at"):
        said.setdefault(about.lower(), []).append(at)
    if not said:
        return Counter()
    rows = Service.objects.annotate(at=F("checked__at")).values_list("pk", "uid", "at")
    return Counter({pk: sum(at is None or one > at for one in said.get(str(uid), ())) for pk, uid, at in rows})


class FreshnessPage(ConsolePage):
    permission = "content.view_service"
    template_name = "staff/freshness.html"
    page_title = "该核对的"
    header_icon = "circle-check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from central_platform.content.wagtail_hooks import Services

        rows, user = services(), self.request.user
        return super().get_context_data(
            rows=[row for row in rows if row.waits],
            soon=[row for row in rows if row.soon],
            fresh=sum(not row.waits for row in rows),
            days=CHECK_DAYS,
            edit_name=Services().get_url_name("edit"),
            may_check=user.has_perm(EDIT),
            letters=reverse("letters") if user.has_perm("reports.view_letter") else "",
            **kwargs,
        )


def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody made sure: everything on the service's page is still so."""
    if not request.user.has_perm(EDIT):
        raise PermissionDenied
    if request.method == "POST":
        service = get_object_or_404(Service, pk=pk, live=True)
        with transaction.atomic():
            Checked.objects.update_or_create(service=service, defaults={"at": timezone.now(), "by": request.user})
            audit.append(request.user, "checked", service.slug)
        messages.success(request, f"记下了：“{service}”今天核对过。")
    return redirect("freshness")

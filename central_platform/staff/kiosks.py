"""The kiosks: who calls, who is silent, what each last said; let one in, cut one off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from central_platform.content.models import Hall
from central_platform.fleet import codes, enrolment, halls
from central_platform.fleet.models import EnrolmentCode, HallLink, Kiosk
from central_platform.reports import audit, categories
from central_platform.reports.calls import acknowledge
from central_platform.reports.models import OPEN, Report
from central_platform.staff import waiting
from central_platform.staff.pages import ConsolePage
from central_platform.staff.templatetags.console import kiosk_name

LEASE_RECEIPTS = 2000
LEASE_LOW = 0.2  # of what a kiosk was given
DISK_LOW = 2**30  # bytes


class KiosksPage(ConsolePage):
    permission = "fleet.view_kiosk"
    template_name = "staff/kiosks.html"
    page_title = "自助机"
    header_icon = "desktop"
    code = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        names = waiting.hall_names()
        rows = Kiosk.objects.select_related("heartbeat", "hall").order_by("revoked_at", "enrolled_at")
        broken = _broken()
        return super().get_context_data(
            kiosks=[_row(kiosk, names) | {"order": broken.get(kiosk.pk)} for kiosk in rows],
            code=self.code,
            code_lives=codes.LIVES.seconds // 60,
            waiting_codes=EnrolmentCode.objects.filter(used_at=None, expires_at__gt=timezone.now()).count(),
            halls=Hall.objects.filter(code__in=halls.published()),
            may_enrol=user.has_perm("fleet.add_enrolmentcode"),
            links=[(link, names.get(link.slug, link.slug)) for link in HallLink.objects.exclude(kiosks=None)],
            may_revoke=user.has_perm("fleet.change_kiosk"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make an enrolment code; it is shown once, on this answer."""
        if not request.user.has_perm("fleet.add_enrolmentcode"):
            raise PermissionDenied
        hall = halls.link(request.POST.get("hall", ""))
        if hall is None:
            messages.error(request, "请先选一个服务大厅。")
        else:
            self.code = codes.make(hall, LEASE_RECEIPTS, by=request.user)
            audit.append(request.user, "enrol-code", hall.slug)
        return self.render_to_response(self.get_context_data())


def _broken() -> dict[UUID, UUID]:
    """kiosk -> the oldest open order by which somebody reported on it that this machine is broken."""
    rows = Report.objects.filter(category=categories.KIOSK_BROKEN, status__in=OPEN).exclude(kiosk=None)
    return dict(rows.order_by("-received_at").values_list("kiosk", "pk"))


def _row(kiosk: Kiosk, names: dict[str, str]) -> dict[str, Any]:
    beat, long_ago = getattr(kiosk, "heartbeat", None), timezone.now() - waiting.SILENT_AFTER
    heard = beat.at if beat else kiosk.enrolled_at
    lease_low = bool(beat) and beat.lease_left < kiosk.lease_size * LEASE_LOW
    return {
        "kiosk": kiosk,
        "name": kiosk_name(kiosk),
        "hall": names.get(kiosk.hall.slug, kiosk.hall.slug),
        "beat": beat,
        "silent": kiosk.revoked_at is None and heard < long_ago,
        "troubles": _troubles(beat, lease_low),
    }


def _troubles(beat: Any, lease_low: bool) -> list[str]:
    if beat is None:
        return []
    found = (
        (beat.parked, f"{beat.parked} 件送不出去，要人看"),
        (lease_low, "回执号快用完了"),
        (not beat.voice, "语音没开"),
        (not beat.clock_ok, "时钟不准"),
        (beat.disk_free is not None and beat.disk_free < DISK_LOW, "磁盘快满了"),
    )
    return [words for wrong, words in found if wrong]


class NameForm(forms.Form):
    name = forms.CharField(max_length=80, required=False)


@never_cache
def calls(request: HttpRequest) -> HttpResponse:
    """The unanswered calls as a piece of page, for whoever may answer them; asked by every open page of the console."""
    if not request.user.has_perm("reports.change_callevent"):
        return HttpResponse()
    names = waiting.hall_names()
    found = [(kiosk, names.get(kiosk.hall.slug, "")) for kiosk in waiting.calls().select_related("hall")]
    return render(request, "staff/calls.html", {"calls": found})


def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """我去: the call is answered and the kiosk's row goes out."""
    if not request.user.has_perm("reports.change_callevent"):
        raise PermissionDenied
    kiosk = get_object_or_404(Kiosk, pk=pk)
    if request.method == "POST" and acknowledge(kiosk, request.user):
        messages.success(request, f"好，{kiosk_name(kiosk)} 那边记下您去了。")
    return redirect("wagtailadmin_home")


def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cut a kiosk off: it sends and receives nothing more; what waits in it stays there."""
    if not request.user.has_perm("fleet.change_kiosk"):
        raise PermissionDenied
    kiosk = get_object_or_404(Kiosk, pk=pk)
    if request.method == "POST":
        audit.append(request.user, "revoke", str(kiosk.pk))
        enrolment.revoke(kiosk)
        messages.success(request, f"{kiosk_name(kiosk)} 停用了。")
    return redirect("kiosks")


def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a kiosk by where it stands."""
    if not request.user.has_perm("fleet.change_kiosk"):
        raise PermissionDenied
    form = NameForm(request.POST)
    if request.method == "POST" and form.is_valid():
        Kiosk.objects.filter(pk=pk).update(name=form.cleaned_data["name"].strip())
    return redirect("kiosks")

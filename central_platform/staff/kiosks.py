"""The kiosks: who calls, who is silent, what each last said; let one in, cut one off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from central_platform.content.models import Hall
from central_platform.fleet import codes, enrolment, halls
from central_platform.fleet.models import EnrolmentCode, Kiosk
from central_platform.reports import audit
from central_platform.reports.calls import acknowledge
from central_platform.staff import waiting
from central_platform.staff.pages import ConsolePage

LEASE_RECEIPTS = 2000
LEASE_LOW = 0.2  # of what a kiosk was given
GIB = 2**30


class KiosksPage(ConsolePage):
    permission = "fleet.view_kiosk"
    template_name = "staff/kiosks.html"
    page_title = "自助机"
    header_icon = "desktop"
    code = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        calling = {kiosk.pk: kiosk.since for kiosk in waiting.calls()}
        rows = Kiosk.objects.select_related("heartbeat", "hall").order_by("revoked_at", "enrolled_at")
        kiosks = sorted((_row(kiosk, calling.get(kiosk.pk)) for kiosk in rows), key=lambda row: row["since"] is None)
        return super().get_context_data(
            kiosks=kiosks,
            code=self.code,
            code_lives=codes.LIVES.seconds // 60,
            waiting_codes=EnrolmentCode.objects.filter(used_at=None, expires_at__gt=timezone.now()).count(),
            halls=Hall.objects.filter(code__in=halls.published()),
            may_answer=user.has_perm("reports.change_callevent"),
            may_enrol=user.has_perm("fleet.add_enrolmentcode"),
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


def _row(kiosk: Kiosk, since: Any) -> dict[str, Any]:
    beat, long_ago = getattr(kiosk, "heartbeat", None), timezone.now() - waiting.SILENT_AFTER
    heard = beat.at if beat else kiosk.enrolled_at
    lease_low = bool(beat) and beat.lease_left < kiosk.lease_size * LEASE_LOW
    return {
        "kiosk": kiosk,
        "since": since,
        "beat": beat,
        "silent": kiosk.revoked_at is None and heard < long_ago,
        "disk_gib": round(beat.disk_free / GIB, 1) if beat and beat.disk_free is not None else None,
        "lease_low": lease_low,
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
    )
    return [words for wrong, words in found if wrong]


class NameForm(forms.Form):
    name = forms.CharField(max_length=80, required=False)


def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """我去: the call is answered and the kiosk's row goes out."""
    if not request.user.has_perm("reports.change_callevent"):
        raise PermissionDenied
    kiosk = get_object_or_404(Kiosk, pk=pk)
    if request.method == "POST" and acknowledge(kiosk, request.user):
        messages.success(request, f"好，{kiosk} 那边知道您去了。")
    return redirect(request.POST.get("next") if request.POST.get("next") in ("/staff/", "/staff/kiosks/") else "kiosks")


def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cut a kiosk off: it sends and receives nothing more; what waits in it stays there."""
    if not request.user.has_perm("fleet.change_kiosk"):
        raise PermissionDenied
    kiosk = get_object_or_404(Kiosk, pk=pk)
    if request.method == "POST":
        audit.append(request.user, "revoke", str(kiosk.pk))
        enrolment.revoke(kiosk)
        messages.success(request, f"{kiosk} 停用了。")
    return redirect("kiosks")


def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a kiosk by where it stands."""
    if not request.user.has_perm("fleet.change_kiosk"):
        raise PermissionDenied
    form = NameForm(request.POST)
    if request.method == "POST" and form.is_valid():
        Kiosk.objects.filter(pk=pk).update(name=form.cleaned_data["name"].strip())
    return redirect("kiosks")

"""先在一个大厅试的: what differs there, and the two ways it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder

from central_platform.content import sheet_cells, trials
from central_platform.content.models import Trial
from central_platform.staff.pages import ConsolePage

MORE = ("image", "expire_at")  # no columns of a table, but seen on kiosks
HIDDEN = ("uid", "slug", "code")  # nobody reads them
GONE = "这一条已经不在试了：有人发布了，或者收回了。"


@dataclass(frozen=True, slots=True)
class Shown:
    """One trial for the page; `columns` are (label, live text, text of the hall) of what differs."""

    trial: Trial
    title: str
    kind: str
    hall: str
    url: str
    live: bool
    columns: tuple[tuple[str, str, str], ...]
    may: bool
    alone: bool


class TrialsPage(ConsolePage):
    permission = "content.view_service"
    template_name = "content/trials.html"
    page_title = "先在一个大厅试的"
    header_icon = "mobile-alt"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, places = self.request.user, trials.places()
        finder = AdminURLFinder(user)
        rows = Trial.objects.select_related("hall__publication", "by", "revision")
        return super().get_context_data(shown=[_shown(row, user, places, finder) for row in rows], **kwargs)


@require_POST
def to_all(request: HttpRequest, pk: int) -> HttpResponse:
    """发到所有大厅."""
    return _end(request, pk, _publish)


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """收回."""
    return _end(request, pk, _take_back)


def _end(request: HttpRequest, pk: int, act: Callable[[HttpRequest, Trial], None]) -> HttpResponse:
    if not request.user.has_perm(TrialsPage.permission):
        raise PermissionDenied
    trial = Trial.objects.select_for_update(of=("self",)).select_related("hall", "revision").filter(pk=pk).first()
    if not trials.may(request.user, trials.MODELS[trial.kind] if trial else trials.MODELS["service"]):
        raise PermissionDenied
    if trial is None:
        messages.warning(request, GONE)
    else:
        act(request, trial)
    return redirect("trials")


def _publish(request: HttpRequest, trial: Trial) -> None:
    if trials.alone(trial, request.user):
        messages.error(request, "这里要两个人看过才能发布。这一版是您写的，请让另一个人来发。")
        return
    try:
        item = trials.tried(trial)
        trials.publish(trial, request.user)
    except ValidationError as problem:
        messages.error(request, f"还不能发到所有大厅：{' '.join(problem.messages)}请先去改好，再发。")
    else:
        messages.success(request, f"“{item}”发到所有大厅了。")


def _take_back(request: HttpRequest, trial: Trial) -> None:
    item, hall = trials.tried(trial), trials.place(trial.hall.slug)
    trials.take_back(trial, request.user)
    messages.success(request, f"“{item}”收回了，{hall}和别的大厅又一样了。")


def _shown(trial: Trial, user: Any, places: dict[str, str], finder: AdminURLFinder) -> Shown:
    old, new = trials.live_row(trial), trials.tried(trial)
    return Shown(
        trial,
        str(new),
        str(new._meta.verbose_name),
        places.get(trial.hall.slug, trial.hall.slug),
        finder.get_edit_url(old) or "",
        old.in_feed,
        tuple(_different(old, new)),
        trials.may(user, type(old)),
        trials.alone(trial, user),
    )


def _different(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    """Column by column, as staff read them; of what is nowhere else, what somebody has filled in."""
    live = old.in_feed
    old = old if live else type(old)()
    for column in sheet_cells.columns(type(new)):
        before, after = _text(old, column), _text(new, column)
        if before != after and column.name not in HIDDEN:
            yield column.label, before if live else "", after
    for name in MORE:
        if hasattr(new, name) and (before := getattr(old, name)) != (after := getattr(new, name)):
            yield str(new._meta.get_field(name).verbose_name), _plain(before), _plain(after)


def _text(row: Any, column: sheet_cells.Column) -> str:
    if column.part:
        return sheet_cells.text_of(row, column)
    value = getattr(row, column.name, None)
    if value is None or isinstance(value, models.Model):
        return _plain(value)
    return str(dict(column.field.flatchoices).get(value, sheet_cells.text_of(row, column)))


def _plain(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return date_format(timezone.localtime(value), "Y年n月j日 H:i")
    return "" if value is None else str(value)

"""转给…: an order goes to a partner. First it is written down that it goes and with what, then it goes, then how it went.

Nothing is sent from inside a transaction: a slow partner must not hold the database. Nothing is sent twice unless the
partner knows our number (`client_ref`): else it is looked whether it is there, and if that says nothing a person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from central_platform.content.models import Place
from central_platform.handover import georeport
from central_platform.handover.http import NotSent, Unknown
from central_platform.handover.models import Handover, Partner
from central_platform.reports import audit, opening, transitions
from central_platform.reports.models import OPEN, Report, Status, StatusEvent

State = Handover.State
LOOK_BACK = timedelta(minutes=5)  # the partner's clock may go wrong by so much
MARK_LENGTH = 8


@dataclass(frozen=True)
class Parcel:
    """What goes: `summary` is fit for anybody; the resident's words and telephone only where a person chose so."""

    partner: Partner
    summary: str
    with_words: bool = False
    with_contact: bool = False


@dataclass(frozen=True)
class Sealed:
    """What was opened for this one sending; never stored, never shown."""

    inside: Mapping[str, Any] = field(default_factory=dict, repr=False)


def hand_over(report: Report, parcel: Parcel, by: AbstractUser) -> Handover | str:
    """Give the order away; a sentence for staff when nothing was begun."""
    row = Handover.objects.filter(report=report, partner=parcel.partner, state=State.SENDING).first()
    if row is not None:
        if not georeport.knows_our_number(row.partner, row.service_code):
            return "对方可能已经收到了。请先弄清楚，再决定要不要送。"
        parcel = Parcel(row.partner, row.summary, row.with_words, row.with_contact)  # the same form: the same request
    begun = _begin(report, parcel, by, again=row is not None)
    if isinstance(begun, str):
        return begun
    row, sealed = begun
    return _settle(row, georeport.file(row.partner, _fields(row, sealed)), by)


def look(row: Handover) -> Handover:
    """Whether one that may have arrived is there, by the mark in its description. Finding nothing decides nothing."""
    begin = timezone.localtime(row.at - LOOK_BACK).isoformat(timespec="seconds")
    found = georeport.since(row.partner, row.service_code, begin)
    if isinstance(found, list):
        ours = [one for one in found if _mark(row.report) in one.get("description", "")]
        if len(ours) == 1 and ours[0].get("service_request_id"):
            return settle_by_hand(row, ours[0]["service_request_id"], None)
    return row


def settle_by_hand(row: Handover, request_id: str, by: AbstractUser | None) -> Handover:
    """It is there, under this id of theirs."""
    return _settle(row, [{"service_request_id": request_id}], by)


def never_came(row: Handover) -> Handover:
    """Somebody asked the partner: it is not there, so it may be sent again."""
    _change(row, state=State.UNSENT, trouble="对方说没收到。")
    return row


@transaction.atomic
def _begin(report: Report, parcel: Parcel, by: AbstractUser, again: bool) -> tuple[Handover, Sealed] | str:
    partner, kind = parcel.partner, parcel.partner.services.filter(category__code=report.category).first()
    if kind is None or not partner.active:
        return "这一类事转不到那里。"
    if not Report.objects.select_for_update().filter(pk=report.pk, status__in=OPEN).exists():
        return "这张单已经办完了，不用再转。"
    row = Handover.objects.filter(report=report, partner=partner).first() or Handover(report=report, partner=partner)
    if row.pk and not row.may_send and not (again and row.state == State.SENDING):
        return "已经转过去了，或者别人正在转。"
    sealed = _opened(report, parcel, by)
    if isinstance(sealed, str):
        return sealed
    row.by, row.state, row.trouble = by, State.SENDING, ""
    row.service_code, row.summary = kind.service_code, parcel.summary
    row.with_words, row.with_contact = parcel.with_words, parcel.with_contact
    row.save()
    return row, sealed


def _opened(report: Report, parcel: Parcel, by: AbstractUser) -> Sealed | str:
    """What of the resident's goes along: opening it is written down, and that it left this house too."""
    wanted = [name for name, yes in (("words", parcel.with_words), ("contact", parcel.with_contact)) if yes]
    if not wanted:
        return Sealed()
    inside = opening.open_person(report, by)
    if isinstance(inside, opening.Closed):
        return "居民的话已经删了，或者打不开，不能带上。"
    audit.append(by, "hand-over", f"{report.pk} {parcel.partner}"[:80])
    kept = {"words": ("words", "place"), "contact": ("contact", "name")}
    return Sealed({name: inside[name] for one in wanted for name in kept[one] if inside.get(name)})


def _fields(row: Handover, sealed: Sealed) -> dict[str, str]:
    """The form of `POST requests`."""
    report, inside = row.report, sealed.inside
    words = f"\n居民说：{inside['words']}" if inside.get("words") else ""
    place = Place.objects.filter(code=report.place).first() if report.place else None
    return {
        "service_code": row.service_code,
        "description": f"{row.summary}{words}\n{_mark(report)}",
        "address_string": inside.get("place") or (place.name_zh if place else ""),
        "lat": str(place.lat) if place and place.lat is not None and place.long is not None else "",
        "long": str(place.long) if place and place.lat is not None and place.long is not None else "",
        "phone": inside.get("contact", ""),
        "first_name": inside.get("name", ""),
        georeport.CLIENT_REF: str(report.public_id),
    }


def _mark(report: Report) -> str:
    """A line by which the request is found again at a partner that knows no `client_ref`."""
    return f"来文编号 {str(report.public_id)[:MARK_LENGTH]}"


def _settle(row: Handover, said: georeport.Said, by: AbstractUser | None) -> Handover:
    """Write down how it went."""
    match said:
        case NotSent(why):
            _change(row, state=State.UNSENT, trouble=why)
        case Unknown(why):
            _change(row, state=State.SENDING, trouble=why)
        case georeport.Refused(_, why):
            _change(row, state=State.REFUSED, trouble=why)
        case [{"service_request_id": str(number)}, *_] if number:
            _given(row, by, request_id=number)
        case [{"token": str(token)}, *_] if token:
            _given(row, by, token=token)
        case _:
            _change(row, state=State.SENDING, trouble="对方收了，却没有给编号。")
    return row


@transaction.atomic
def _given(row: Handover, by: AbstractUser | None, **named: str) -> None:
    """The partner has it: the order is taken, if nobody had taken it, and its story says where it went."""
    _change(row, state=State.SENT, trouble="", **named)
    report = Report.objects.get(pk=row.report_id)
    if report.status in (Status.FILED, Status.REOPENED):
        transitions.act(report, "take", by)
    StatusEvent.objects.create(
        report=report, action="hand-over", status=report.status, by=by, note=f"转给{row.partner}。"
    )


def _change(row: Handover, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    Handover.objects.filter(pk=row.pk).update(**columns)

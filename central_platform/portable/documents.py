"""What other systems read of an export: the catalogue as HSDS, the requests in the words of Open311."""

from __future__ import annotations

import base64
from typing import Any

from django.db.models import Max

from central_platform.content.export import document
from central_platform.open311.requests import rows
from central_platform.reports.models import Report, StatusEvent


def hsds() -> dict[str, Any]:
    """Every live service, with what HSDS has no field for in attributes."""
    return document()


def open311() -> list[dict[str, Any]]:
    """All requests, private ones too, oldest first: GeoReport's members, and ours in `extended_attributes`.

    What a resident said stays sealed: `sealed` is base64 of the sealed box and opens with the platform's key only.
    """
    reports = list(
        Report.objects.annotate(moved_at=Max("events__at"))
        .select_related("person", "merged_into")
        .order_by("received_at", "pk")
    )
    told: dict[Any, list[dict[str, Any]]] = {}
    for event in StatusEvent.objects.order_by("pk").select_related("by"):
        told.setdefault(event.report_id, []).append(
            {
                "action": event.action,
                "status": event.status,
                "at": event.at,
                "by": event.by.username if event.by else "",
                "reply": event.reply,
                "note": event.note,
            }
        )
    return [row | {"extended_attributes": _more(one, told)} for one, row in zip(reports, rows(reports), strict=True)]


def _more(report: Report, told: dict[Any, list[dict[str, Any]]]) -> dict[str, Any]:
    person = getattr(report, "person", None)
    return {
        "receipt": report.receipt,
        "private": report.private,
        "source": report.source,
        "merged_into": str(report.merged_into.public_id) if report.merged_into else "",
        "history": told.get(report.pk, []),
        "sealed": base64.b64encode(bytes(person.sealed)).decode() if person else "",
        "sealing_key_id": person.sealing_key_id if person else "",
    }

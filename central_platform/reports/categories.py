"""What can be reported: as staff published it, else as the kiosks came with it."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from django.core.cache import cache as shared

from central_platform.content.models import ReportCategory
from central_platform.feed import changes

KIND = "report-category"
KIOSK_BROKEN = "kiosk-broken"  # 这台机器: said on the machine it is about
TARGET_HOURS = 72  # where a category names no target
FRESH_SECONDS = 5


@dataclass(frozen=True, slots=True)
class FiledAs:
    """What a category means for a report that is filed under it."""

    private: bool = False
    target: timedelta = timedelta(hours=TARGET_HOURS)
    department: int | None = None
    """Primary key of the department it goes to."""
    known: bool = True
    """Whether a kiosk can hold it."""


def filed_as(code: str) -> FiledAs:
    """The category, at most `FRESH_SECONDS` old: every report asks."""
    name = f"filed-as:{code}"
    kind: FiledAs | None = shared.get(name)
    if kind is None:
        said = body(code)
        if not said and not known(code):
            return FiledAs(known=False)
        owner = ReportCategory.objects.filter(code=code).values_list("owner", flat=True).first()
        kind = FiledAs(bool(said.get("private")), timedelta(hours=_hours(said)), owner)
        shared.set(name, kind, FRESH_SECONDS)
    return kind


def known(code: str) -> bool:
    """Whether a kiosk may hold this category: it was published at some time, or is packaged with the program."""
    return code in _packaged() or changes.ever(KIND, code)


def body(code: str) -> dict[str, Any]:
    """The category as it is now."""
    return changes.state(KIND, code) or _packaged().get(code, {})


def target_hours(code: str) -> int:
    return _hours(body(code))


def _hours(said: dict[str, Any]) -> int:
    return said.get("target_hours") or TARGET_HOURS


def name(code: str) -> str:
    return body(code).get("name", {}).get("zh") or code


@cache
def _packaged() -> dict[str, dict[str, Any]]:
    text = package_files("assets").joinpath("content/report_categories.json").read_text(encoding="utf-8")
    return {row["id"]: row for row in json.loads(text)}

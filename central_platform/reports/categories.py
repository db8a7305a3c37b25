"""What can be reported: as staff published it, else as the kiosks came with it."""

import json
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from central_platform.content.models import ReportCategory
from central_platform.feed import changes

KIND = "report-category"
KIOSK_BROKEN = "kiosk-broken"  # 这台机器: said on the machine it is about
TARGET_HOURS = 72  # where a category names no target


def known(code: str) -> bool:
    """Whether a kiosk may hold this category: it was published at some time, or is packaged with the program."""
    return code in _packaged() or changes.ever(KIND, code)


def body(code: str) -> dict[str, Any]:
    """The category as it is now."""
    return changes.state(KIND, code) or _packaged().get(code, {})


def target_hours(code: str) -> int:
    return body(code).get("target_hours") or TARGET_HOURS


def is_private(code: str) -> bool:
    return bool(body(code).get("private"))


def departments() -> dict[str, int]:
    """code -> primary key of the department new reports of it go to."""
    return dict(ReportCategory.objects.values_list("code", "owner"))


def name(code: str) -> str:
    return body(code).get("name", {}).get("zh") or code


@cache
def _packaged() -> dict[str, dict[str, Any]]:
    text = package_files("assets").joinpath("content/report_categories.json").read_text(encoding="utf-8")
    return {row["id"]: row for row in json.loads(text)}

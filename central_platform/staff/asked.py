"""大家在问什么: four weeks of what kiosks counted, never a number so small that somebody could be meant by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from central_platform.content.models import Elsewhere, Saying, Service
from central_platform.content.words import lines
from central_platform.fleet import counters
from central_platform.staff.pages import ConsolePage

DAYS = 28
SHOWN = 30  # rows of a list
ANSWERS = (
    ("answer:sure", "一下就找到"),
    ("answer:which", "问了“是哪一个”"),
    ("answer:nothing", "没找到"),
    ("none-of-these", "居民说“都不是”"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing people asked: how often, as long a bar as its part of the most asked, and where to edit it."""

    name: str
    times: str
    percent: int
    line: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The most asked of one kind; `rare` when there are more that are told no number."""

    rows: tuple[Row, ...]
    rare: bool


class AskedPage(ConsolePage):
    permission = "fleet.view_daycount"
    template_name = "staff/asked.html"
    page_title = "大家在问什么"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        counted, user = counters.since(today - timedelta(days=DAYS - 1)), self.request.user
        return super().get_context_data(
            since=today - timedelta(days=DAYS - 1),
            today=today,
            counted=bool(counted),
            answers=[(label, times(counted.get(name, 0))) for name, label in ANSWERS],
            services=listing(_of("service", counted), _services(user.has_perm("content.change_service"))),
            sayings=listing(_of("saying", counted), _sayings()),
            elsewhere=listing(_of("elsewhere", counted), _elsewhere()),
            too_few=times(0),
            **kwargs,
        )


def times(count: int) -> str:
    """A number that is told, or that it is too small to be."""
    return f"{counters.told(count)}次"


def listing(counts: Mapping[str, int], names: Mapping[str, tuple[str, str, str]]) -> Listing:
    """The most asked first; `names` gives (name, line, url) of each that still is in the content."""
    known = {key: count for key, count in counts.items() if key in names}
    told = sorted((key for key, count in known.items() if count >= counters.FEW), key=lambda key: (-known[key], key))[
        :SHOWN
    ]
    most = known[told[0]] if told else 1
    rows = tuple(
        Row(name, times(known[key]), max(1, round(100 * known[key] / most)), line, url)
        for key in told
        for name, line, url in (names[key],)
    )
    return Listing(rows, rare=any(count < counters.FEW for count in known.values()))


def _of(kind: str, counted: Mapping[str, int]) -> dict[str, int]:
    start = f"{kind}:"
    return {name.removeprefix(start): count for name, count in counted.items() if name.startswith(start)}


def _services(editable: bool) -> dict[str, tuple[str, str, str]]:
    from central_platform.content.wagtail_hooks import Services

    edit = Services().get_url_name("edit")
    rows = Service.objects.values_list("slug", "name_zh", "category__name_zh", "pk")
    return {slug: (name, kind, reverse(edit, args=[pk]) if editable else "") for slug, name, kind, pk in rows}


def _sayings() -> dict[str, tuple[str, str, str]]:
    rows = Saying.objects.values_list("said", "means")
    return {said: (said, "、".join(lines(means)), "") for said, means in rows}


def _elsewhere() -> dict[str, tuple[str, str, str]]:
    rows = Elsewhere.objects.values_list("code", "name_zh", "advice_zh")
    return {code: (name, advice, "") for code, name, advice in rows}

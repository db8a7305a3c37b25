"""Charts as SVG made here, each with the same numbers as a table beneath: no script, prints, and can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, FOOT, HEAD = 720, 220, 28, 22
GAP = 0.28  # of a group's width


@dataclass(frozen=True, slots=True)
class Group:
    """The bars that stand together over one label; as many values as the chart has series."""

    label: str
    values: tuple[int, ...]


def bars(title: str, series: Sequence[str], groups: Sequence[Group]) -> SafeString:
    """Grouped bars with their numbers on top; the first series is dark, the second light and hatched, so that nobody
    needs to see colours."""
    most = max((value for group in groups for value in group.values), default=0) or 1
    wide = WIDTH / max(1, len(groups))
    thick = wide * (1 - GAP) / max(1, len(series))
    room = HEIGHT - FOOT - HEAD
    drawn = []
    for at, group in enumerate(groups):
        left = at * wide + wide * GAP / 2
        for number, value in enumerate(group.values):
            tall = room * value / most
            drawn.append(
                format_html(
                    '<rect class="ls-bar-{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
                    '<text class="ls-bar-number" x="{}" y="{}">{}</text>',
                    number, _px(left + number * thick), _px(HEIGHT - FOOT - tall), _px(thick - 2), _px(tall),
                    _px(left + (number + 0.5) * thick - 1), _px(HEIGHT - FOOT - tall - 5), value,
                )
            )  # fmt: skip
        drawn.append(
            format_html(
                '<text class="ls-bar-label" x="{}" y="{}">{}</text>', _px((at + 0.5) * wide), HEIGHT - 8, group.label
            )
        )
    return format_html(
        '<figure class="ls-chart"><figcaption>{}{}</figcaption><svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="ls-axis" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>{}</figure>',
        title, _legend(series), WIDTH, HEIGHT, WIDTH, HEIGHT - FOOT, HEIGHT - FOOT, mark_safe("".join(drawn)),
        _table(title, series, groups),
    )  # fmt: skip


def _legend(series: Sequence[str]) -> SafeString:
    return format_html_join("", '<span class="ls-key ls-key-{}">{}</span>', list(enumerate(series)))


def _table(title: str, series: Sequence[str], groups: Sequence[Group]) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', [(name,) for name in series])
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        [(group.label, format_html_join("", "<td>{}</td>", [(value,) for value in group.values])) for group in groups],
    )
    return format_html(
        '<details class="ls-twin"><summary>看成表格</summary><table class="ls-numbers"><caption class="w-sr-only">{}</caption>'
        '<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></details>',
        title, head, rows,
    )  # fmt: skip


def _px(value: float) -> str:
    return f"{value:.1f}"

"""Writes what a bench found into docs/performance.md, between its markers, with date, command and machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def begin(minutes: float, what: str) -> None:
    """Says what will happen and how long it takes, before it takes it."""
    print(f"{what}: about {minutes:g} minutes on two cores.", flush=True)


def progress(words: str) -> None:
    """One line of news."""
    print(f"  {words}", flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def rss_mb(pid: int | str = "self") -> float:
    """Memory of a process, MiB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(name: str, text: str) -> None:
    """Puts `text` between the markers of `name`."""
    start, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    page = PAGE.read_text("utf-8")
    before, marked, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not marked or not closed:
        raise SystemExit(f"{PAGE} has no place for {name}")
    options = " ".join(sys.argv[1:])
    load = os.getloadavg()[0]
    said = f"`script/bench {name}{' ' + options if options else ''}` · {datetime.now().astimezone():%Y-%m-%d} · {os.cpu_count()} cores, load {load:.1f}"
    PAGE.write_text(f"{before}{start}\n{said}\n\n{text.strip()}\n{end}{after}", "utf-8")
    print(f"\n{said}\n\n{text.strip()}\n\nwritten to {PAGE.relative_to(PAGE.parents[1])}")

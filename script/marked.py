"""Writes what was measured into a page of docs/, between its markers, with command, date and machine."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
PLACES = ("--data",)
"""Options that say where files lie, which is nobody's business."""


def begin(minutes: float, what: str) -> None:
    """Says what will happen and how long it takes, before it takes it."""
    print(f"{what}: about {minutes:g} minutes on two cores.", flush=True)


def progress(words: str) -> None:
    """One line of news."""
    print(f"  {words}", flush=True)


def headline(command: str) -> str:
    """The command as it was given, the date, the machine and what else it was doing."""
    words = [command]
    given = iter(sys.argv[1:])
    for word in given:
        if word in PLACES:
            next(given, None)
        elif not word.startswith(tuple(f"{place}=" for place in PLACES)):
            words.append(word)
    today = datetime.now().astimezone()
    return f"`{' '.join(words)}` · {today:%Y-%m-%d} · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def write(page: str, place: str, text: str) -> None:
    """Puts `text` between the markers `place` of docs/`page`."""
    path, start, end = DOCS / page, f"<!-- {place} -->", f"<!-- /{place} -->"
    whole = path.read_text("utf-8")
    before, marked, rest = whole.partition(start)
    _, closed, after = rest.partition(end)
    if not marked or not closed:
        raise SystemExit(f"docs/{page} has no place for {place}")
    path.write_text(f"{before}{start}\n{text.strip()}\n{end}{after}", "utf-8")

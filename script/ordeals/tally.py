"""What an ordeal counted, and where that is written: docs/reliability.md, between its markers."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
FAILED = 3


def begin(name: str, minutes: float, what: str) -> None:
    """Says what will happen and how long it takes, before it takes it."""
    print(f"{name}: {what}; about {minutes:g} minutes on two cores.", flush=True)


def progress(words: str) -> None:
    """One line of news."""
    print(f"  {words}", flush=True)


def bound(tries: int) -> str:
    """What `tries` without a failure prove: with 95 % confidence it fails in less than 3/n of all cases (rule of three)."""
    return f"< 3/{tries:,} = {3 / tries:.2g}" if tries else "nothing"


@dataclass(slots=True)
class Tally:
    """One line of the page for each count: what was tried, how often, and how many times it went wrong (0 must)."""

    name: str
    quick: bool
    rows: list[tuple[str, int, dict[str, int]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    controls: list[tuple[str, str, bool]] = field(default_factory=list)

    def count(self, what: str, tries: int, **wrong: int) -> None:
        """`tries` of `what`; each of `wrong` (lost=0, doubled=0 …) must be 0."""
        self.rows.append((what, tries, wrong))

    def note(self, words: str) -> None:
        """A figure beside the counts: a time, a ratio."""
        self.notes.append(words)

    def control(self, variant: str, found: str, caught: bool) -> None:
        """A known-bad variant and what the ordeal found in it; `caught` must be true, or the ordeal proves nothing."""
        self.controls.append((variant, found, caught))

    @property
    def failed(self) -> bool:
        return any(any(wrong.values()) or not tries for _, tries, wrong in self.rows) or not all(
            caught for _, _, caught in self.controls
        )

    def text(self) -> str:
        """The section in Markdown."""
        lines = ["| what | tries | wrong (must be 0) | proves |", "| --- | --- | --- | --- |"]
        for what, tries, wrong in self.rows:
            said = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in wrong.items())
            proves = "**failed**" if any(wrong.values()) else bound(tries)
            lines.append(f"| {what} | {tries:,} | {said} | {proves} |")
        if self.controls:
            lines += ["", "| known-bad variant | what was found | caught |", "| --- | --- | --- |"]
            lines += [
                f"| {name} | {found} | {'yes' if caught else '**no**'} |" for name, found, caught in self.controls
            ]
        return "\n".join([*lines, *(f"\n{note}" for note in self.notes)])

    def end(self) -> None:
        """Prints the counts; a full run also writes them down. Exits 3 when anything went wrong."""
        load = os.getloadavg()[0]
        options = "".join(f" {word}" for word in sys.argv[1:])
        said = f"`script/torture {self.name}{options}` · {datetime.now().astimezone():%Y-%m-%d} · {os.cpu_count()} cores, load {load:.1f}"
        print(f"\n{said}\n\n{self.text()}", flush=True)
        if not self.quick:
            _write(self.name, f"{said}\n\n{self.text()}")
        raise SystemExit(FAILED if self.failed else 0)


def _write(name: str, text: str) -> None:
    start, end = f"<!-- torture:{name} -->", f"<!-- /torture:{name} -->"
    page = PAGE.read_text("utf-8")
    before, marked, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not marked or not closed:
        raise SystemExit(f"{PAGE.name} has no place for {name}")
    PAGE.write_text(f"{before}{start}\n{text.strip()}\n{end}{after}", "utf-8")

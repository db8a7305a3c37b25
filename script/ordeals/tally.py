"""What an ordeal is asked, what it counted, and where that is written: docs/reliability.md, between its markers."""

from __future__ import annotations

import argparse
import atexit
import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import marked
from marked import progress

__all__ = ["Notes", "Tally", "asked", "begin", "bound", "progress"]
FAILED = 3
KEPT = Path(__file__).resolve().parents[2] / "var" / "torture"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options every ordeal takes."""

    name: str
    quick: bool
    data: Path

    def folder(self, goes_on: bool = True) -> Path:
        """Where the run keeps its state. A full run that `goes_on` finds what an earlier one left; any other begins in an
        empty folder, which is gone at its end."""
        if goes_on and not self.quick:
            kept = self.data / self.name
            kept.mkdir(parents=True, exist_ok=True)
            return kept
        self.data.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f"{self.name}-", dir=self.data))
        atexit.register(shutil.rmtree, new, ignore_errors=True)
        return new

    def over(self) -> None:
        """The run is at its end: its folder stays to be looked at, under another name, and the next run begins anew."""
        last = self.data / f"{self.name}.last"
        shutil.rmtree(last, ignore_errors=True)
        with suppress(FileNotFoundError):
            (self.data / self.name).rename(last)


def asked(name: str, doc: str | None, quick: str) -> Asked:
    """Reads the command line; `quick` says what the quick run does instead."""
    parser = argparse.ArgumentParser(prog=f"script/torture {name}", description=doc)
    parser.add_argument("--quick", action="store_true", help=quick)
    parser.add_argument("--data", type=Path, default=KEPT, help="where its files go, so that a broken full run goes on")
    given = parser.parse_args()
    return Asked(name, given.quick, given.data.absolute())


def begin(name: str, minutes: float, what: str) -> None:
    """Says what will happen and how long it takes, before it takes it."""
    marked.begin(minutes, f"{name}: {what}")


class Notes(list[dict[str, Any]]):
    """What was done so far, a JSON object a line, kept in a file the moment it is done: a broken run goes on after it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        written = file.read_text("utf-8").splitlines() if file.exists() else []
        super().__init__(json.loads(line) for line in written)

    def add(self, done: dict[str, Any]) -> None:
        self.append(done)
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(done) + "\n")


def bound(tries: int) -> str:
    """What `tries` without a failure prove: with 95 % confidence it fails in less than 3/n of all cases (rule of three)."""
    return f"< 3/{tries:,} = {3 / tries:.2g}" if tries else "nothing"


@dataclass(slots=True)
class Tally:
    """One line of the page for each count: what was tried, how often, and how many times it went wrong (0 must)."""

    asked: Asked
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
        said = f"{marked.headline(f'script/torture {self.asked.name}')}\n\n{self.text()}"
        print(f"\n{said}", flush=True)
        if not self.asked.quick:
            marked.write("reliability.md", f"torture:{self.asked.name}", said)
            self.asked.over()
        raise SystemExit(FAILED if self.failed else 0)

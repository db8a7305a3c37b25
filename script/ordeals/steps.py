"""The steps of a long run, each written down when it is done: after a break the run goes on with the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ordeals.tally import Tally, progress


class Steps:
    """Fills a tally step by step; `file` keeps what is done."""

    def __init__(self, tally: Tally, file: Path) -> None:
        self._tally, self._file = tally, file
        self._done: list[str] = []
        if file.exists():
            kept = json.loads(file.read_text("utf-8"))
            self._done = kept["done"]
            tally.rows = [(what, tries, wrong) for what, tries, wrong in kept["rows"]]
            tally.controls = [(variant, found, caught) for variant, found, caught in kept["controls"]]
            tally.notes = kept["notes"]
            progress(f"goes on after: {', '.join(self._done)}")

    def do(self, name: str, step: Callable[[], None]) -> None:
        """Does a step, unless it was done before the break."""
        if name in self._done:
            return
        step()
        self._done.append(name)
        tally = self._tally
        kept = {"done": self._done, "rows": tally.rows, "controls": tally.controls, "notes": tally.notes}
        self._file.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

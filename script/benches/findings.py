"""What benches share: percentiles, memory, tables, and their place in docs/performance.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import marked
from marked import begin, progress

__all__ = ["begin", "percentile", "progress", "rss_mb", "table", "write"]


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


def write(name: str, text: str, page: str = "performance.md", place: str = "") -> None:
    """Prints what the bench `name` found and puts it between its markers, or those of `place`."""
    said = f"{marked.headline(f'script/bench {name}')}\n\n{text.strip()}"
    marked.write(page, f"bench:{place or name}", said)
    print(f"\n{said}\n\nwritten to docs/{page}")

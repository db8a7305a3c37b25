"""Every page in every look, on every panel, lowered, in words only, every leaf of every service, and stillness (90 min, resumes)."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    QT_QUICK_BACKEND="software",
    QSG_RENDER_LOOP="basic",
    QT_QUICK_CONTROLS_STYLE="Basic",
)

import findings
from audit.units import PARTS, Unit, run, units
from PySide6.QtGui import QAccessible, QGuiApplication

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "a11y"
WHAT_COUNTS = ("ui", "assets", "kiosk/shoot.py", "offline_cache", "script/audit")
CORES = 2


def state() -> str:
    """A short name for everything the result depends on: what was found before holds while it is the same."""
    digest = hashlib.sha256()
    for place in WHAT_COUNTS:
        path = ROOT / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix not in (".pyc", ".qmlc"):
                digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def done(kept: Path) -> dict[str, dict]:
    """Units that are finished, by name."""
    lines = [json.loads(line) for file in sorted(kept.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return {line["unit"]: line for line in lines}


def work(kept: Path, wanted: list[Unit], share: int, of: int) -> None:
    """One process: every `of`-th unit that is not done yet."""
    app = QGuiApplication([])
    QAccessible.setActive(True)
    finished = done(kept)
    mine = [unit for unit in wanted if unit.name not in finished][share::of]
    with tempfile.TemporaryDirectory() as data, (kept / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as out:
        for number, (unit, pages, found) in enumerate(run(app, Path(data), mine), 1):
            line = {"unit": unit.name, "part": unit.part, "pages": pages, "found": found}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            findings.progress(f"{unit.name}: {pages} pages, {len(found)} findings ({number} of {len(mine)})")


def table(wanted: list[Unit], finished: dict[str, dict]) -> Iterator[tuple[object, ...]]:
    for part in PARTS:
        names = [unit.name for unit in wanted if unit.part == part]
        if names:
            lines = [finished[name] for name in names if name in finished]
            kinds = Counter(found.split()[1] for line in lines for found in line["found"])
            told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "0"
            yield part, PARTS[part][0], f"{len(lines)} of {len(names)}", sum(line["pages"] for line in lines), told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be given again")
    parser.add_argument("--again", action="store_true", help="forget what was found before")
    parser.add_argument("--share", help=argparse.SUPPRESS)
    options = parser.parse_args()
    wanted = [unit for part in options.part or PARTS for unit in units(part)]
    kept = KEPT / state()
    kept.mkdir(parents=True, exist_ok=True)
    if options.share:
        share, of = map(int, options.share.split("/"))
        work(kept, wanted, share, of)
        return
    if options.again:
        for file in kept.glob("*.jsonl"):
            file.unlink()
    left = [unit for unit in wanted if unit.name not in done(kept)]
    minutes = sum(unit.minutes for unit in left) / CORES
    findings.begin(round(minutes), f"Accessibility: {len(left)} of {len(wanted)} looks still to audit")
    parts = [argument for part in options.part or () for argument in ("--part", part)]
    children = [
        subprocess.Popen([sys.executable, "-P", __file__, *parts, "--share", f"{share}/{CORES}"])
        for share in range(CORES)
    ]
    broken = [child for child in children if child.wait()]
    finished = done(kept)
    for unit in wanted:
        for found in finished.get(unit.name, {}).get("found", ())[:20]:
            print(f"{unit.name} {found}")
    rows = list(table(wanted, finished))
    text = findings.table(("part", "what", "looks done", "pages", "findings"), rows)
    findings.write("a11y", f"Offscreen, software scene graph, packaged content.\n\n{text}\n")
    if broken or any(line["found"] for line in finished.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

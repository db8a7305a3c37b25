"""docs/accessibility.md from docs/accessibility.toml: each row passed, for people, or not yet."""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "accessibility.toml"
PAGE = ROOT / "docs" / "accessibility.md"
STATES = {"passed": "passed", "people": "needs people", "not yet": "not yet"}
BENCH = "script/bench "


def rows() -> dict[str, dict]:
    """Row id -> asks, least, state, proof, note."""
    return tomllib.loads(TABLE.read_text("utf-8"))["rows"]


def missing(proof: str) -> bool:
    """Whether a named test or bench is not there."""
    if proof.startswith(BENCH):
        return not (ROOT / "script" / "benches" / f"{proof.removeprefix(BENCH).split()[0]}.py").is_file()
    path, _, test = proof.partition("::")
    file = ROOT / path
    return not file.is_file() or not re.search(rf"^\s*def {re.escape(test)}\(", file.read_text("utf-8"), re.MULTILINE)


def page() -> str:
    """The whole page in Markdown."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    counts = Counter(row["state"] for row in table["rows"].values())
    told = ", ".join(f"{counts[state]} {said}" for state, said in STATES.items())
    lines = [
        "# Accessibility: what is proved, what needs people, what is not yet",
        "",
        "<!-- Made by script/accessibility-report from docs/accessibility.toml: change that, and run it. -->",
        "",
        f"{len(table['rows'])} rows: {told}. A row is passed only when a test or bench named here proves it on every page.",
        "The numbers of the newest run of the whole matrix stand in [performance.md](performance.md#accessibility).",
    ]
    for letter, section in table["sections"].items():
        lines += [
            "",
            f"## {letter}. {section['title']}",
            "",
            "| row | what | at least | state | proof, and what is left |",
        ]
        lines.append("| --- | --- | --- | --- | --- |")
        for name, row in table["rows"].items():
            if name.startswith(letter):
                proof = " · ".join(f"`{_short(each)}`" for each in row.get("proof", ()))
                left = " ".join(part for part in (proof, row.get("note", "")) if part)
                lines.append(f"| {name} | {row['asks']} | {row['least']} | {STATES[row['state']]} | {left} |")
    return "\n".join(lines) + "\n"


def _short(proof: str) -> str:
    return proof if proof.startswith(BENCH) else proof.removeprefix("tests/")


def main() -> None:
    options = argparse.ArgumentParser(prog="script/accessibility-report", description=__doc__)
    options.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    if not options.parse_args().check:
        PAGE.write_text(page(), "utf-8")
    elif page() != PAGE.read_text("utf-8"):
        sys.exit("docs/accessibility.md is not up to date: run script/accessibility-report")


if __name__ == "__main__":
    main()

"""Random hands: 100,000 touches (palms, drags, several fingers) and 210 key chords on the full screen (20 min)."""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path

import findings
import stage

from kiosk.monkey import CHORDS

CHUNK = 1000
ANSWERED_MS = 1000
CHILDREN = re.compile(r"-m (voice\.mouth|voice\.ears|kiosk sync follow)\b")
EXPECTED = ("no sound", "not-enrolled", "Audio saved to", '{"sound"')
"""What this kiosk without a sound card and without a platform says of itself."""
NOT_OURS = ("home/.cache/", "home/.dbus/")
"""Qt keeps compiled pages in the first, the session bus its address in the second."""


def trouble_of(kiosk: stage.KioskMachine, folder: Path) -> list[str]:
    """Children that are not ours, files outside the data directory, and whatever was complained of in the log."""
    strange = [said for said in map(stage.called, stage.family(kiosk.pid)) if not CHILDREN.search(said)]
    found = [f"child: {said}" for said in strange]
    for place in ("home", "tmpdir"):
        files = [str(file.relative_to(folder)) for file in (folder / place).rglob("*") if file.is_file()]
        found += [f"file: {name}" for name in files if not name.startswith(NOT_OURS)]
    log = (folder / "kiosk.log").read_text("utf-8")
    lines = [line for line in log.splitlines() if line.strip() and not any(word in line for word in EXPECTED)]
    return found + [f"log: {line}" for line in lines]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--touches", type=int, default=100_000)
    options.add_argument(
        "--first", type=int, default=0, help="The chunk of 1,000 to begin with, to go on after a stop."
    )
    chosen = options.parse_args()
    findings.begin(chosen.touches / 5000, "Random hands")
    trouble: set[str] = set()
    answers, longest, grown = [], [], []
    with tempfile.TemporaryDirectory() as name, stage.lonely_kiosk(Path(name)) as kiosk:
        folder = Path(name)
        kiosk.open("--fake-clock")
        kiosk.do(see="按一下，开始", seconds=60)
        kiosk.do(pause=8)  # the children are up, the index is read
        for chunk in range(chosen.first, chosen.first + chosen.touches // CHUNK):
            told = kiosk.do(monkey=CHUNK, seed=chunk, seconds=600)
            if (told["full"], told["visible"], told["size"]) != (True, True, [1080, 1920]):
                trouble.add(f"window after chunk {chunk}: {told}")
            if chunk % 10 == 0:
                told = kiosk.do(chords=len(CHORDS), seconds=120)
                if not (told["full"] and told["visible"]):
                    trouble.add(f"window after chords: {told}")
            longest.append(told.get("longest_ms", 0.0))
            kiosk.do(rest=True)
            kiosk.do(page="rest")
            kiosk.do(forward=2)
            answers.append(kiosk.do(tap="begin", frames="page")["page_ms"])
            grown.append(findings.rss_mb(kiosk.pid))
            trouble.update(trouble_of(kiosk, folder))
            findings.progress(
                f"chunk {chunk}: answered in {answers[-1]:.0f} ms, {grown[-1]:.0f} MiB, {len(trouble)} findings"
            )
    late = [answer for answer in answers if answer > ANSWERED_MS]
    rows = [
        ("random touches", f"{chosen.touches:,}"),
        ("chords, each time of", f"{len(CHORDS) * len(range(0, len(answers), 10)):,} of {len(CHORDS)} kinds"),
        ("a tap afterwards, slowest of all chunks", f"{max(answers):.0f} ms ({len(late)} over {ANSWERED_MS} ms)"),
        ("memory after the first chunk, after the last", f"{grown[0]:.0f} MiB, {grown[-1]:.0f} MiB"),
        ("not full screen, a strange child, a file elsewhere, a warning", str(len(trouble))),
    ]
    found = "".join(f"\n- {one}" for one in sorted(trouble))
    findings.write("monkey", findings.table(("", ""), rows) + (f"\n{found}" if found else ""))
    raise SystemExit(bool(trouble or late))


if __name__ == "__main__":
    main()

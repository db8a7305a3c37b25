"""What a visit leaves behind: 200 visits with planted names and numbers, then every place is searched for them (25 min)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import findings
import stage

NAME = "桂蘭莘畇"


def words_of(number: int) -> dict[str, str]:
    """What this resident says and types."""
    return {
        "phone": f"139{70_000_000 + 7919 * number}",
        "told": f"我是{NAME[number % 3 :]}{number}号家的灯坏了",
        "asked": f"我叫{NAME}{number}想问一下我的梦是什么意思",
        "letters": "XQZRWKJ",
        "receipt": f"{52_000_000 + 6367 * number}",
    }


def typed(kiosk: stage.KioskMachine, keys: str, begin: str) -> None:
    for key in keys:
        kiosk.do(tap=f"{begin}{key}")
        kiosk.do(forward=1)


def visit(kiosk: stage.KioskMachine, words: dict[str, str]) -> None:
    """Asks, tells the community, types letters, reports with words and a telephone, and looks a report up."""
    kiosk.do(page="rest")
    kiosk.do(forward=1)
    kiosk.do(tap="begin")
    kiosk.do(page="home")
    kiosk.do(ask=words["asked"])
    kiosk.do(left="home")
    kiosk.do(open="letters")
    typed(kiosk, words["letters"], "letter-")
    kiosk.do(open="report-what")
    kiosk.do(page="report-what")
    for tap, then in (("路灯", "report-where"), ("place-unknown", "report-words")):
        kiosk.do(forward=1)
        kiosk.do(tap=tap)
        kiosk.do(page=then)
    kiosk.do(told=words["told"])
    kiosk.do(open="report-phone")
    kiosk.do(page="report-phone")
    typed(kiosk, words["phone"], "key-")
    kiosk.do(open="report-check")
    kiosk.do(page="report-check")
    kiosk.do(forward=1)
    kiosk.do(tap="read")
    kiosk.do(page="aloud")  # what is personal is read out after a yes only
    kiosk.do(forward=1)
    kiosk.do(tap="aloud-yes")
    kiosk.do(page="report-check")
    kiosk.do(forward=1)
    kiosk.do(tap="send")
    kiosk.do(page="receipt")
    kiosk.do(open="code")
    kiosk.do(page="code")
    typed(kiosk, words["receipt"], "key-")


def in_files(folder: Path, words: list[str]) -> list[str]:
    """The files below `folder` that hold one of the words in the clear."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "unicode_escape")]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [str(file.relative_to(folder)) for file in files if any(word in file.read_bytes() for word in wanted)]


def in_processes(pids: list[int], words: list[str]) -> list[str]:
    """The processes whose command line or environment holds one of the words."""
    wanted = [word.encode() for word in words]
    told = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes() for pid in pids}
    return [stage.called(pid) for pid, said in told.items() if any(word in said for word in wanted)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=200)
    visits = options.parse_args().visits
    findings.begin(visits / 8, "Planted names")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = stage.Platform(folder / "platform")
        platform.start()
        try:
            with stage.lonely_kiosk(folder, platform.url) as kiosk:
                kiosk.enrol(platform.facts["enrol_code"])
                kiosk.open("--fake-clock")
                kiosk.do(see="按一下，开始", seconds=60)
                kiosk.do(pause=8)
                seen = 0
                for number in range(visits):
                    visit(kiosk, words_of(number))
                    if number == 0:  # a search that finds nothing in the middle of a visit would find nothing ever
                        seen = len(kiosk.do(traces=[word[::-1] for word in words_of(0).values()], seconds=60)["found"])
                    kiosk.do(rest=True)
                    if number % 20 == 0:
                        findings.progress(f"visit {number + 1} of {visits}")
                kiosk.do(page="rest")
                kiosk.do(pause=2)
                words = [word for number in range(visits) for word in words_of(number).values()]
                words = list(dict.fromkeys(words))
                inside = kiosk.do(traces=[word[::-1] for word in words], seconds=300)["found"]
                files = [one for place in ("kiosk", "home", "tmpdir") for one in in_files(folder / place, words)]
                log = [word for word in words if word in (folder / "kiosk.log").read_text("utf-8")]
                processes = in_processes([kiosk.pid, *stage.family(kiosk.pid)], words)
        finally:
            platform.kill()
    rows = [
        ("visits, words planted", f"{visits}, {len(words)}"),
        ("places that showed them in the middle of the first visit", str(seen)),
        (
            "items, accessible tree, clipboard, view models, Python's texts afterwards",
            f"{len(inside)} {', '.join(inside)}",
        ),
        ("files of the kiosk, of its home, temporary ones", f"{len(files)} {', '.join(files)}"),
        ("lines of the log", str(len(log))),
        ("command lines and environments of all its processes", f"{len(processes)} {', '.join(processes)}"),
    ]
    findings.write("privacy", findings.table(("", "traces"), rows))
    raise SystemExit(bool(inside or files or log or processes or not seen))


if __name__ == "__main__":
    main()

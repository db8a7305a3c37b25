"""Touch screen: cold start, memory, tap to frame, page switch, theme, text size and language, beside the prototype; growth over 1,000 visits (15 min)."""

from __future__ import annotations

import argparse
import signal
import statistics
import tempfile
from pathlib import Path
from typing import Any

import findings
import stage

STARTS = 7
ROUNDS = 6
SWITCHES = 12
# The throw-away prototype that came before: what the product must not be slower than.
PROTOTYPE = {
    "start_cpu": 0.65,
    "rss": 107.0,
    "tap_p50": 17.5,
    "tap_p95": 36.5,
    "page_cpu": 20.0,
    "bigger": 21.0,
    "changeColours": 16.0,
    "changeLanguage": 1.9,
}
TOUR: tuple[tuple[str, ...], ...] = (
    ("找服务", "养老社保", "老人服务", "高龄津贴申请", "pager-next", "back", "home"),
    ("报事", "路灯", "锦园", "3栋", "home"),
    ("查进度", "key-4", "key-1", "key-7", "home"),
)


def starts(kiosk: stage.KioskMachine) -> list[dict[str, Any]]:
    """Cold starts, one after the other; the first fills Qt's cache of compiled pages and does not count."""
    told = []
    for number in range(STARTS + 1):
        kiosk.open()
        told.append(kiosk.do(began=True, seconds=60))
        kiosk.close()
        if number:
            findings.progress(
                f"start {number}: {told[-1]['first_frame_ms']} ms, {told[-1]['first_frame_cpu_ms']} ms CPU"
            )
    return told[1:]


def visit(kiosk: stage.KioskMachine) -> tuple[list[dict[str, Any]], float]:
    """Presses through every page, measuring; the taps and the memory afterwards."""
    kiosk.do(see="按一下，开始", seconds=60)
    kiosk.do(pause=3)  # the children are up
    taps = [kiosk.do(tap="begin", frames="page")]
    for number in range(ROUNDS):
        for steps in TOUR:
            for name in steps:
                taps.append(
                    kiosk.do(tap=name, frames="first" if name.startswith(("key", "pager", "锦", "3")) else "page")
                )
        findings.progress(f"round {number + 1} of {ROUNDS}")
    return taps, kiosk.do(pause=0.1)["rss_mb"]


def switches(kiosk: stage.KioskMachine) -> dict[str, float]:
    """Median CPU milliseconds until the frame that shows another text size, theme, language."""
    found = {}
    for name in ("bigger", "changeColours", "changeLanguage"):
        took = []
        for _ in range(SWITCHES):
            took.append(kiosk.do(switch=name, frames="first")["frame_cpu_ms"])
            kiosk.do(pause=0.3)
        found[name] = statistics.median(took)
    return found


def pressed(kiosk: stage.KioskMachine) -> float:
    """Median CPU milliseconds until the frame that shows a key going down."""
    took = []
    kiosk.do(tap="home", frames="page")
    for _ in range(SWITCHES):
        took.append(kiosk.do(press="tile-families", frames="first")["frame_cpu_ms"])
        kiosk.do(lift=True)
        kiosk.do(pause=0.6)
    return statistics.median(took)


def asked(kiosk: stage.KioskMachine) -> tuple[float, list[tuple[str, float]]]:
    """Memory with retrieval in place, less what the player of the script takes; and of each process."""
    player = told_player(kiosk)
    kiosk.do(ask="高血压拿药能不能报")
    kiosk.do(left="rest")
    kiosk.do(ask="社保卡丢了怎么办")
    kiosk.do(pause=2)
    family = sorted((stage.called(pid).split("-m ")[-1].split(" --")[0], pid) for pid in stage.family(kiosk.pid))
    return findings.rss_mb(kiosk.pid) - player, [(name, findings.rss_mb(pid)) for name, pid in family]


def growth(kiosk: stage.KioskMachine, visits: int) -> tuple[float, float]:
    """Memory (MiB) after the first tenth of the visits and after all, each visit the same eleven pages."""
    route = ("home", "families", "letters", "report-what", "code", "help", "sound", "notice", "person", "practice")
    memory = []
    for number in range(visits):
        for page in route:
            kiosk.do(open=page)
            kiosk.do(page=page)
        kiosk.do(ask="社保卡")
        kiosk.do(page="which")
        kiosk.do(rest=True)
        kiosk.do(page="rest")
        memory.append(findings.rss_mb(kiosk.pid))
        if number % 100 == 99:
            findings.progress(f"visit {number + 1} of {visits}: {memory[-1]:.1f} MiB")
    tenth = max(1, visits // 10)
    return statistics.median(memory[tenth - 1 : 2 * tenth]), statistics.median(memory[-tenth:])


def told_player(kiosk: stage.KioskMachine) -> float:
    """MiB that the script's own parts take: they are loaded after the first frame and before anything else."""
    told = kiosk.do(began=True)
    return float(told["player_mb"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=1000, help="for the growth of memory")
    visits = options.parse_args().visits
    findings.begin(5 + visits / 100, "The screen")
    with (
        tempfile.TemporaryDirectory() as folder,
        stage.lonely_kiosk(Path(folder), KIOSK_DEMO_VOICE="true") as kiosk,
    ):
        begun = starts(kiosk)
        kiosk.open("--fake-clock")
        taps, rss = visit(kiosk)
        feedback = pressed(kiosk)
        switched = switches(kiosk)
        kiosk.do(stall=True)
        kiosk.close()
        kiosk.open("--fake-clock")
        kiosk.do(see="按一下，开始", seconds=60)
        kiosk.do(pause=8)
        alone, below = asked(kiosk)
        kiosk.do(rest=True)
        kiosk.do(page="rest")
        kiosk.do(stall=True)
        first, last = growth(kiosk, visits)
        stall = kiosk.do(stall=True)["stall_ms"]
    wall, cpu, first_rss = (
        statistics.median(one[name] for one in begun)
        for name in ("first_frame_ms", "first_frame_cpu_ms", "first_frame_rss_mb")
    )
    frames = [tap["frame_ms"] for tap in taps]
    pages = [tap for tap in taps if "page_ms" in tap]
    page_ms, page_cpu = ([tap[name] for tap in pages] for name in ("page_ms", "page_cpu_ms"))

    def row(what: str, ours: float, unit: str, before: float | None) -> tuple[str, ...]:
        beside = (f"{before:g} {unit}", f"{ours / before:.2f}") if before else ("", "")
        return (what, f"{ours:.1f} {unit}" if ours < 100 else f"{ours:.0f} {unit}", *beside)

    p = findings.percentile
    rows = [
        row("cold start to the first frame, CPU", cpu / 1000, "s", PROTOTYPE["start_cpu"]),
        row("cold start to the first frame, wall", wall / 1000, "s", None),
        row("memory (RSS) at the first frame", first_rss, "MiB", PROTOTYPE["rss"]),
        row(f"memory after {len(taps)} taps on every main page", rss, "MiB", None),
        row("tap → first new frame, p50", p(frames, 0.5), "ms", PROTOTYPE["tap_p50"]),
        row("tap → first new frame, p95", p(frames, 0.95), "ms", PROTOTYPE["tap_p95"]),
        row("tap → first frame of the next page, p50", p(page_ms, 0.5), "ms", None),
        row("tap → first frame of the next page, p95", p(page_ms, 0.95), "ms", None),
        row("the same, CPU, p50", p(page_cpu, 0.5), "ms", PROTOTYPE["page_cpu"]),
        row("press feedback: touch → the key has gone down, CPU, median", feedback, "ms", 4.2),
        row("memory (RSS) of the GUI process after questions, the script's player apart", alone, "MiB", None),
        row(
            "memory of all processes: " + ", ".join(f"{name} {mib:.0f}" for name, mib in below),
            alone + sum(mib for _, mib in below),
            "MiB",
            None,
        ),
        row(f"growth over {visits} visits", last - first, "MiB", None),
        row("longest time the event loop did not turn in these visits", stall, "ms", None),
        row("larger text, CPU, median", switched["bigger"], "ms", PROTOTYPE["bigger"]),
        row("another theme, CPU, median", switched["changeColours"], "ms", PROTOTYPE["changeColours"]),
        row("another language, CPU, median", switched["changeLanguage"], "ms", PROTOTYPE["changeLanguage"]),
    ]
    text = "Xvfb 1080 × 1920 with openbox, xcb, software scene graph, real application, packaged content.\n\n"
    text += findings.table(("", "now", "prototype", "ratio"), rows)
    findings.write("ui", text)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: exit(1))
    main()

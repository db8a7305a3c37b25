"""Every page from outside: pressed open by AT-SPI in two languages, the effect of each button observed (6 h; --quick 60 min; resumes)."""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import eyes
import findings
import stage

KEPT = stage.ROOT / "build" / "outside"
MOST_PRESSES = 5
"""A service is four presses from home; what stands behind it (a word explained, a telephone) is one more."""
BARE = ("rest", "still", "calibration")
LISTS = ("kinds", "services", "terms")
"""With --quick only the first of such a list is opened, and its leaves."""
CHANGES_THE_VISIT = ("ways", "practice", "assist", "newcomer")
LOOKS = {"bigger": 3, "theme": 3, "read": 2}
"""Keys that leave the page where it is: so many presses and all is as before."""
REPORT = (
    "tile-report-what", "category-streetlight", "place-jy", "place-jy-3", "place-unknown", "sentence-0", "words-done",
)  # fmt: skip
FORGOTTEN_AFTER_S = 400
SLOW_MS = 300
Way = tuple[str, ...]
Sign = tuple[str, str, Way]


def doors(receipt: str) -> dict[str, list[dict[str, str]]]:
    """Steps from home to pages that only words open, or only several right answers; the crawl goes on behind them."""
    asked = {
        "which": "社保卡", "place": "锦园怎么走", "none": "帮我看看我的梦是什么意思", "elsewhere": "护照在哪里办", "term": "统筹是什么意思", "danger": "我晕倒了",
    }  # fmt: skip
    typed = ["tile-code", *(f"key-{digit}" for digit in receipt), "key-act"]
    return {
        "": [],
        **{page: [{"ask": words}, {"page": page}] for page, words in asked.items()},
        "report-check": [*({"tap": name} for name in REPORT), {"page": "report-check"}],
        "story": [*({"tap": name} for name in typed), {"page": "story"}],
    }


class Crawl:
    """One language behind one door: breadth first, so that a page is found by the fewest presses."""

    def __init__(self, outside: eyes.Outside, lang: str, steps: list[dict[str, str]], quick: bool) -> None:
        self.outside, self.lang, self.steps, self.quick = outside, lang, steps, quick
        self.depth: dict[Sign, int] = {}
        self.pages: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.late: list[int] = []

    def sign(self, nodes: list[eyes.Node]) -> Sign:
        """What a page is known by."""
        page = self.outside.kiosk.do(pause=0.01)["page"]
        return page, eyes.heading(nodes), tuple(eyes.own(nodes))

    def stand(self, way: Way) -> list[eyes.Node]:
        """A new visit, through the door and along the way."""
        kiosk = self.outside.kiosk
        while kiosk.do(forward=FORGOTTEN_AFTER_S)["page"] != "rest":
            kiosk.do(pause=0.6)
        kiosk.do(pause=0.6)
        self.effect("begin")
        kiosk.do(page="home")
        if self.lang == "en":
            self.effect("lang")
        for step in self.steps:
            kiosk.do(**step)
            kiosk.do(pause=0.7 if "tap" in step else 0.1)
        nodes = self.outside.look()
        for name in way:
            nodes = self.effect(name)["nodes"]
        return nodes

    def effect(self, name: str) -> dict:
        told: dict = self.outside.ask(effect=name)
        if told["ms"] is not None:
            self.late.append(told["ms"])
        return told

    def say(self, kind: str, where: object, what: object) -> None:
        self.wrong.append(f"{kind} {where}: {what}")
        findings.progress(f"{self.lang} {self.wrong[-1]}")

    def run(self) -> None:
        todo: deque[Way] = deque([()])
        found: set[Sign] = set()
        while todo:
            way = todo.popleft()
            nodes = self.stand(way)
            here = self.sign(nodes)
            if (here in self.depth and way) or here[0] in BARE:
                continue
            self.note(here, way)
            for kind, what in eyes.findings(nodes, self.lang):
                self.say(kind, here[:2], what)
            for name in self.wanted(here):
                there = self.press(name, here, way)
                if there not in self.depth and there not in found:
                    found.add(there)
                    todo.append((*way, name))
            findings.progress(
                f"{self.lang} {' '.join(here[:2])}: {len(self.pages)} kinds, {len(self.late)} presses, {len(todo)} to go"
            )

    def note(self, here: Sign, way: Way) -> None:
        self.pages[here[0]] += 1
        self.depth[here] = len([name for name in way if not name.startswith(eyes.NOT_CHOICES)])
        if not self.steps and self.depth[here] > MOST_PRESSES:
            self.say("TOO-DEEP", here[:2], way)

    def wanted(self, here: Sign) -> Iterator[str]:
        """The page's own buttons; on the first page of each kind the ten others too."""
        page, _, mine = here
        choices = [name for name in mine if not name.startswith(eyes.NOT_CHOICES)]
        few = choices[:1] if self.quick and page in LISTS else choices
        yield from few
        yield from (name for name in mine if name not in choices)
        if self.pages[page] == 1:
            yield from eyes.FURNITURE

    def press(self, name: str, here: Sign, way: Way) -> Sign:
        """Presses, looks for the effect, and comes back; where it led."""
        told: dict = {}
        for _ in range(LOOKS.get(name, 1)):
            told = self.effect(name)
            if told["ms"] is None or not (told["changed"] or told["heard"]):
                self.say("NO-EFFECT", here[:2], name)
        there = self.sign(told["nodes"])
        if name == "lang":
            told = self.effect("lang")
        elif there != here and here[0] not in CHANGES_THE_VISIT and name not in ("home", "back"):
            told = self.effect("back") if "back" in {node["id"] for node in told["nodes"]} else told
        if self.sign(told["nodes"]) != here or here[0] in CHANGES_THE_VISIT:
            came = self.sign(self.stand(way))
            if came != here:
                self.say("NOT-AGAIN", here[:2], f"after {name}: {came[:2]}")
        return here if name in eyes.FURNITURE and name in ("lang", *LOOKS) else there


def result(crawl: Crawl, lang: str, door: str) -> dict:
    return {
        "lang": lang, "door": door, "pages": dict(crawl.pages), "presses": len(crawl.late), "deepest": max(crawl.depth.values()),
        "median_ms": round(statistics.median(crawl.late)), "slow": sum(ms > SLOW_MS for ms in crawl.late), "found": crawl.wrong,
    }  # fmt: skip


def table(results: list[dict]) -> str:
    rows = [
        (
            one["lang"], one["door"] or "home", sum(one["pages"].values()), len(one["pages"]), one["presses"], one["deepest"],
            f"{one['median_ms']} ms", one["slow"], len(one["found"]),
        )
        for one in results
    ]  # fmt: skip
    head = (
        "language",
        "from",
        "pages",
        "kinds",
        "presses",
        "deepest",
        "first news, median",
        f"over {SLOW_MS} ms",
        "findings",
    )
    return findings.table(head, rows)


def commit() -> str:
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=stage.ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="of each list of services only the first")
    parser.add_argument("--lang", action="append", choices=("zh", "en"), help="only this language")
    parser.add_argument("--door", action="append", help="only from here ('' is home)")
    parser.add_argument("--again", action="store_true", help="forget what was found before")
    options = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{commit()}-{'quick' if options.quick else 'whole'}.jsonl"
    if options.again:
        kept.unlink(missing_ok=True)
    results = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []
    done = {(one["lang"], one["door"]) for one in results}
    findings.begin(60 if options.quick else 360, f"From outside, {len(done)} parts done before")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = stage.Platform(folder / "platform")
        platform.start()
        outside = eyes.Outside(folder / "kiosk", platform.url)
        outside.kiosk.pace = 0.6
        outside.kiosk.enrol(platform.facts["enrol_code"])
        words = json.dumps({"category": "streetlight", "words": "路灯不亮"}, ensure_ascii=False)
        receipt = json.loads(outside.kiosk.command("report", "file", "-", "--json", given=words).stdout)["receipt"]
        outside.open("--fake-clock")
        try:
            for lang in options.lang or ("zh", "en"):
                for door, steps in doors(receipt).items():
                    if (lang, door) not in done and (not options.door or door in options.door):
                        crawl = Crawl(outside, lang, steps, options.quick)
                        crawl.run()
                        results.append(result(crawl, lang, door))
                        with kept.open("a", encoding="utf-8") as file:
                            file.write(json.dumps(results[-1], ensure_ascii=False) + "\n")
        finally:
            outside.close()
            platform.kill(signal.SIGTERM)
    for one in results:
        for found in one["found"]:
            print(one["lang"], one["door"] or "home", found)
    findings.write("outside", f"xcb under Xvfb 1080×1920, AT-SPI, a real platform.\n\n{table(results)}")
    if any(one["found"] for one in results):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

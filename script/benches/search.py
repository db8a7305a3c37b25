"""Search: latency, index and memory at 196 and 10,000 services, beside plain FTS5; a cold process (3 min)."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import findings

from offline_cache.catalogue import Catalogue
from offline_cache.records import Service, Text
from offline_cache.search import Index

SCALES = (196, 10_000)
QUESTIONS = 300
PHRASES = 3
ASKED = ("我想问一下{}怎么办", "{}在哪里办", "屋头的{}咋个弄", "{}要啥子材料", "{}", "请问{}要钱吗")
COLD = "高血压拿药能不能报"


def catalogue(scale: int, known: tuple[Service, ...]) -> list[Service]:
    """The packaged services, then copies whose names are mixed anew from halves of two names."""
    chance = random.Random(7)
    found = list(known)
    while len(found) < scale:
        one, two = chance.sample(known, 2)
        name = one.name.zh[: len(one.name.zh) // 2] + two.name.zh[len(two.name.zh) // 2 :]
        number = len(found)
        phrases = tuple(chance.choice(ASKED).format(name) for _ in range(PHRASES))
        found.append(replace(one, id=f"{one.id}-{number}", slug=f"s-{number}", name=Text(name, ""), phrases=phrases))
    return found[:scale]


def questions(known: tuple[Service, ...]) -> list[str]:
    """Everyday ways to ask for names and aliases of the catalogue."""
    chance = random.Random(11)
    names = [name for one in known for name in (one.name.zh, *one.aliases)]
    return [chance.choice(ASKED).format(chance.choice(names)) for _ in range(QUESTIONS)]


def fts5(db: sqlite3.Connection, services: list[Service], tokens: str) -> Callable[[str], object]:
    """A plain full-text index of the same texts; `tokens` is trigram, or characters (each one a word)."""

    def spelt(text: str) -> str:
        return text if tokens == "trigram" else " ".join(text)

    db.execute(
        f"CREATE VIRTUAL TABLE t USING fts5(name, rest, tokenize='{'trigram' if tokens == 'trigram' else 'unicode61'}')"
    )
    texts = (
        (
            one.name.zh + " ".join(one.aliases),
            " ".join([one.summary.zh, *(step.zh for step in one.steps), *one.phrases]),
        )
        for one in services
    )
    db.executemany("INSERT INTO t VALUES (?, ?)", ((spelt(name), spelt(rest)) for name, rest in texts))

    def ask(text: str) -> object:
        width = 3 if tokens == "trigram" else 1
        words = {text[at : at + width] for at in range(len(text) - width + 1)}
        query = " OR ".join(f'"{word}"' for word in words if word.strip())
        if not query:
            return []  # two characters have no trigram
        return db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 4, 1) LIMIT 10", (query,)).fetchall()

    return ask


def timed(ask: Callable[[str], object], asked: list[str]) -> dict[str, float]:
    for text in asked[:10]:
        ask(text)
    took = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        took.append((time.perf_counter() - began) * 1000)
    return {"p50": findings.percentile(took, 0.5), "p99": findings.percentile(took, 0.99)}


def peak_mb() -> float:
    """The most this process has held; ru_maxrss would count the parent it was forked from."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def one(scale: int, engine: str) -> dict[str, float]:
    """Builds and asks one engine in this process."""
    with tempfile.TemporaryDirectory() as folder:
        known = Catalogue(Path(folder)).services()
        services, asked = catalogue(scale, known), questions(known)
        path = Path(folder) / "index.db"
        before = peak_mb()
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            began = time.perf_counter()
            db.execute("BEGIN")
            ask = (lambda text: Index(path).find(text)) if engine == "ours" else fts5(db, services, engine)
            if engine == "ours":
                Index.build(db, services)
            db.execute("COMMIT")
            built = {"build_s": time.perf_counter() - began, "build_mb": peak_mb() - before}
            return timed(ask, asked) | built | {"size_mb": path.stat().st_size / 2**20}


def asking_mb(scale: int) -> dict[str, float]:
    """Peak memory of a process that only asks."""
    code = (
        "import sys; from pathlib import Path; from offline_cache.search import Index\n"
        "for text in sys.stdin.read().splitlines(): Index(Path(sys.argv[1])).find(text)\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    with tempfile.TemporaryDirectory() as folder:
        known = Catalogue(Path(folder)).services()
        path = Path(folder) / "index.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("BEGIN")
            Index.build(db, catalogue(scale, known))
            db.execute("COMMIT")
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            input="\n".join(questions(known)),
            text=True,
            capture_output=True,
            check=True,
        )
        return {"asking_mb": float(done.stdout) / 1024}


def cold() -> tuple[float, float]:
    """Median wall and CPU seconds of five cold processes."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "KIOSK_DATA_DIR": folder}
        command = [sys.executable, "-m", "kiosk", "service", "search", COLD, "--json"]
        subprocess.run(command, env=env, check=True, capture_output=True)
        wall, cpu = [], []
        for _ in range(5):
            used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, env=env, check=True, capture_output=True)
            wall.append(time.perf_counter() - began)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu.append(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)
    return statistics.median(wall), statistics.median(cpu)


def apart(*arguments: str) -> dict[str, float]:
    """The same script in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--apart", *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apart", nargs=2, help=argparse.SUPPRESS)
    if apart_of := parser.parse_args().apart:
        engine, scale = apart_of[0], int(apart_of[1])
        print(json.dumps(asking_mb(scale) if engine == "asking" else one(scale, engine)))
        return
    findings.begin(3, "Search at 196 and 10,000 services")
    rows = []
    for scale in SCALES:
        ours: dict[str, float] = {}
        for engine, name in (("ours", "邻声"), ("trigram", "FTS5 trigram"), ("characters", "FTS5 characters")):
            got = apart(engine, str(scale))
            ours = ours or got
            findings.progress(f"{scale} services, {name}: p99 {got['p99']:.1f} ms")
            asking = f"{apart('asking', str(scale))['asking_mb']:.0f}" if engine == "ours" else ""
            ratio = f"{got['p50'] / ours['p50']:.2f} / {got['p99'] / ours['p99']:.2f}"
            figures = (f"{got[part]:.1f}" for part in ("p50", "p99", "build_s", "size_mb", "build_mb"))
            rows.append((f"{scale:,}", name, *figures, asking, ratio))
    head = (
        "services",
        "engine",
        "p50 ms",
        "p99 ms",
        "build s",
        "index MiB",
        "build takes MiB",
        "asking: peak RSS MiB",
        "p50 / p99 beside ours",
    )
    wall, cpu = cold()
    text = findings.table(head, rows)
    text += f"\n\nOne cold `kiosk service search {COLD} --json`: {wall:.2f} s wall, {cpu:.2f} s CPU (median of 5; goal 1.5 s)."
    findings.write("search", text)


if __name__ == "__main__":
    main()

"""Search: how good beside FTS5 and rapidfuzz, how fast at 196 and 10,000 services, one change, memory (12 min)."""

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
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import findings
import hidden
import peers
import questions
from questions import CHANNELS

from offline_cache import content_writer, database, index_writer, migrations
from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed
from offline_cache.content_writer import Feed, Item

SCALES = (196, 10_000)
BLIND = ("blind/one", "blind/two", "blind/three")
SETS = ("dev_questions", *BLIND)
OUTSIDE = ("dev_out_of_scope", *BLIND)
PHRASES = 3
ASKED = ("我想问一下{}怎么办", "{}在哪里办", "屋头的{}咋个弄", "{}要啥子材料", "{}", "请问{}要钱吗")
COLD = "高血压拿药能不能报"
TABLES = "('entries', 'entries_by_number', 'postings', 'alive', 'sayings', 'sayings_by_sound', 'chars')"


def feed(scale: int) -> Feed:
    """The packaged content; beyond it copies whose names are mixed anew from halves of two, with three phrases each."""
    chance = random.Random(7)
    whole = packaged_feed()
    services = [item for item in whole.items if item.kind == "service"]
    items = list(whole.items)
    for number in range(len(services), scale):
        one, two = chance.sample(services, 2)
        name = "".join((one.body["name"]["zh"][::2], two.body["name"]["zh"][1::2]))
        body = one.body | {
            "id": f"{one.id}-{number}",
            "slug": f"s-{number}",
            "name": {"zh": name, "en": ""},
            "phrases": [chance.choice(ASKED).format(name) for _ in range(PHRASES)],
            "words": [],
        }
        items.append(replace(one, id=body["id"], seq=whole.end + number, body=body))
    return replace(whole, items=tuple(items), publication="bench", epoch=1, end=whole.end + scale)


def asked_of(services: Iterable[Item]) -> list[str]:
    """The development questions in all channels, and everyday ways to ask for names."""
    chance = random.Random(11)
    names = [name for item in services for name in (item.body["name"]["zh"], *item.body["aliases"])]
    everyday = [chance.choice(ASKED).format(chance.choice(names)) for _ in range(300)]
    return everyday + [question.text for channel in CHANNELS for question in questions.read("dev_questions", channel)]


def timed(ask: Callable[[str], object], asked: list[str]) -> dict[str, float]:
    for text in asked[:20]:
        ask(text)
    took = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        took.append((time.perf_counter() - began) * 1000)
    return {"p50": findings.percentile(took, 0.5), "p99": findings.percentile(took, 0.99)}


def ours(scale: int, folder: Path) -> dict[str, float]:
    """Builds and asks our index, and changes one service of it."""
    content = feed(scale)
    catalogue = Catalogue(folder)
    with database.opened(catalogue.at.content, migrations.CONTENT) as db, database.transaction(db):
        content_writer.replace_all(db, content, index=False)
        began, cpu = time.perf_counter(), time.process_time()
        index_writer.build(db)
        got = {"build_s": time.perf_counter() - began, "build_cpu_s": time.process_time() - cpu}
        (size,) = (
            db.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {TABLES}").fetchone() if dbstat(db) else (0,)
        )
    got |= {"size_mb": size / 2**20}
    services = [item for item in content.items if item.kind == "service"]
    changes = []
    for step, item in enumerate(services[50:60], 1):
        body = item.body | {"name": {"zh": item.body["name"]["zh"] + "试办", "en": ""}}
        delta = Feed(
            "bench", 1, content.end + step - 1, content.end + step, (replace(item, seq=content.end + step, body=body),)
        )
        with database.opened(catalogue.at.content, migrations.CONTENT) as db, database.transaction(db):
            began = time.perf_counter()
            content_writer.write(db, [delta])
            changes.append((time.perf_counter() - began) * 1000)
    return got | {"change_ms": statistics.median(changes)} | timed(catalogue.find, asked_of(services[:196]))


def dbstat(db: sqlite3.Connection) -> bool:
    try:
        db.execute("SELECT 1 FROM dbstat LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


def peer(name: str, scale: int) -> dict[str, float]:
    """Builds and asks one of the others."""
    services = [content_writer.bodies.service(item.body) for item in feed(scale).items if item.kind == "service"]
    with closing(sqlite3.connect(":memory:")) as db:
        began = time.perf_counter()
        ask = peers.rapidfuzz(services) if name == "rapidfuzz" else peers.fts5(db, services, name == "trigram")
        built = {"build_s": time.perf_counter() - began}
        asked = asked_of(item for item in packaged_feed().items if item.kind == "service")
        return built | timed(ask, asked if name != "rapidfuzz" or scale < 1000 else asked[:40])


def asking_mb(folder: Path) -> dict[str, float]:
    """What asking adds to a process that shows content already."""
    catalogue = Catalogue(folder)
    catalogue.services()
    catalogue.categories()
    before = findings.rss_mb()
    for text in asked_of(item for item in packaged_feed().items if item.kind == "service")[:400]:
        catalogue.find(text)
    return {"asking_mb": findings.rss_mb() - before}


def cold(folder: Path) -> tuple[float, float]:
    """Median wall and CPU seconds of five cold processes."""
    env = {**os.environ, "KIOSK_DATA_DIR": str(folder)}
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
    """A part of this script in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--apart", *arguments]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def quality(catalogue: Catalogue) -> str:
    """Recall on the development and blind questions, beside the peers, and the three answers."""
    services = list(catalogue.services())
    with closing(sqlite3.connect(":memory:")) as one, closing(sqlite3.connect(":memory:")) as two:
        engines: dict[str, peers.Ask] = {
            "邻声": lambda text: [hit.slug for hit in catalogue.find(text).hits],
            "FTS5 characters": peers.fts5(one, services, False),
            "FTS5 trigram": peers.fts5(two, services, True),
            "rapidfuzz": peers.rapidfuzz(services),
        }
        rows = []
        for name in SETS:
            for engine, ask in engines.items():
                cells = [_recall(ask, questions.read(name, channel)) for channel in CHANNELS]
                rows.append((name, engine, *cells))
                findings.progress(f"{name}, {engine}: {', '.join(cells)}")
    text = "Recall@3 (recall@1), all phrases loaded for every engine:\n\n"
    text += findings.table(("questions", "engine", *CHANNELS), rows) + "\n\n"
    rows = []
    for name in SETS:
        for kind, tally in questions.by_kind(catalogue, [one for one in questions.read(name) if one.slugs]).items():
            rows.append((name, kind, tally.asked, f"{tally.share('among_three'):.3f}", f"{tally.share('first'):.3f}"))
    text += findings.table(("questions, clean", "kind", "asked", "recall@3", "recall@1"), rows) + "\n\n"
    rows = []
    for name in dict.fromkeys((*SETS, *OUTSIDE)):
        for channel in CHANNELS:
            asked = questions.read(name, channel)
            inside = questions.asked(catalogue, [one for one in asked if one.slugs])
            outside = questions.asked(catalogue, [one for one in asked if not one.slugs])
            right = inside.sure_and_right / inside.sure if inside.sure else 0.0
            shares = (inside.share("nothing"), inside.share("sure"), right) if inside.asked else None
            first = [f"{share:.3f}" for share in shares] if shares else ["", "", ""]
            last = [f"{outside.share(part):.3f}" for part in ("nothing", "sure")] if outside.asked else ["", ""]
            rows.append((name, channel, *first, *last))
    head = ("questions", "channel", "in scope: nothing", "sure", "sure and right", "out of scope: nothing", "sure")
    return text + findings.table(head, rows)


def hiding() -> str:
    """Clean recall@3 with a third of the aliases and phrases hidden, for each third."""
    rows = []
    for fold in range(3):
        hide = lambda item, field, text, fold=fold: field in ("aliases", "phrases") and hidden.third(text, fold)  # noqa: E731
        with hidden.catalogue(hide) as catalogue:
            recall = [questions.asked(catalogue, [q for q in questions.read(name) if q.slugs]) for name in SETS]
            rows.append((fold + 1, *(f"{tally.share('among_three'):.3f}" for tally in recall)))
        findings.progress(f"a third hidden: {rows[-1]}")
    return findings.table(("third hidden", *SETS), rows)


def _recall(ask: peers.Ask, asked: list[questions.Question]) -> str:
    inside = [question for question in asked if question.slugs]
    got = [(ask(question.text), question.slugs) for question in inside]
    three = sum(any(slug in slugs for slug in found[:3]) for found, slugs in got) / len(got)
    first = sum(bool(found) and found[0] in slugs for found, slugs in got) / len(got)
    return f"{three:.3f} ({first:.2f})"


def speed(folder: Path) -> str:
    """Latency, build, one change, size, memory."""
    rows = []
    for scale in SCALES:
        here = folder / str(scale)
        here.mkdir()
        mine = apart("ours", str(scale), str(here))
        mine |= apart("asking", str(scale), str(here))
        findings.progress(f"{scale} services: p99 {mine['p99']:.1f} ms, build {mine['build_s']:.1f} s")
        figures = [
            f"{mine[part]:.1f}"
            for part in ("p50", "p99", "build_s", "build_cpu_s", "change_ms", "size_mb", "asking_mb")
        ]
        rows.append((f"{scale:,}", "邻声", *figures, "1.00"))
        for name in ("characters", "trigram", "rapidfuzz"):
            got = apart(name, str(scale), str(here))
            findings.progress(f"{scale} services, {name}: p99 {got['p99']:.1f} ms")
            figures = [f"{got[part]:.1f}" for part in ("p50", "p99", "build_s")]
            rows.append((f"{scale:,}", name, *figures, "", "", "", "", f"{got['p99'] / mine['p99']:.2f}"))
    head = (
        "services",
        "engine",
        "p50 ms",
        "p99 ms",
        "build s",
        "its CPU s",
        "one change ms",
        "index MiB",
        "asking adds MiB",
        "p99 beside ours",
    )
    wall, cpu = cold(folder / "196")
    said = (
        f"One cold `kiosk service search {COLD} --json`: {wall:.2f} s wall, {cpu:.2f} s CPU (median of 5; goal 1.5 s)."
    )
    return findings.table(head, rows) + "\n\n" + said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apart", nargs=3, help=argparse.SUPPRESS)
    if apart_of := parser.parse_args().apart:
        part, scale, folder = apart_of[0], int(apart_of[1]), Path(apart_of[2])
        got = ours(scale, folder) if part == "ours" else asking_mb(folder) if part == "asking" else peer(part, scale)
        print(json.dumps(got))
        return
    findings.begin(12, "Search: quality, then speed at 196 and 10,000 services")
    with hidden.catalogue() as catalogue:
        text = quality(catalogue)
        text += "\n\nClean recall@3 with a third of aliases and phrases hidden:\n\n" + hiding()
        text += "\n\n" + speed(catalogue.at.root)
    findings.write("search", text)


if __name__ == "__main__":
    main()

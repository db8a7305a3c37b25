"""Tampering with the log of who opened what, by somebody who may write everything in the database: is each noticed?"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ordeals import machines, tally
from ordeals.desk import Desk

TAMPERINGS = 100
LINES = 12
BY_COMMAND = 4  # of them are also looked at by `central-platform audit verify`; the others on the console's page
FIELDS = ("seq", "at", "user_id", "role", "act", "about", "previous", "hash")
Row = dict[str, Any]


@dataclass(frozen=True)
class Tampering:
    """What is done to the rows, and the line that must be named."""

    what: str
    rows: list[Row]
    line: int


class Log:
    """The table, with nothing but SQL."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.kept = self.rows()

    def rows(self) -> list[Row]:
        with self._opened() as db:
            return [dict(row) for row in db.execute("SELECT * FROM reports_accesslog ORDER BY seq")]

    def put(self, rows: list[Row]) -> None:
        """These rows and no others."""
        with self._opened() as db:
            db.execute("DELETE FROM reports_accesslog")
            db.executemany(
                f"INSERT INTO reports_accesslog ({', '.join(FIELDS)}) VALUES ({', '.join(':' + f for f in FIELDS)})",
                rows,
            )

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.database, timeout=20)
        db.row_factory = sqlite3.Row
        return db


def tamperings(kept: list[Row]) -> Iterator[Tampering]:
    """Every kind at the first, a middle and the last line, then at random ones, without end."""
    chance, last = random.Random(6), len(kept)
    places = iter((1, last // 2, last))
    while True:
        k = next(places, None) or chance.randint(1, last)
        for field in FIELDS:
            yield Tampering(f"{field} of line {k} changed", _edited(kept, k, field, chance), k)
        yield Tampering(f"line {k} taken out", [row for row in kept if row["seq"] != k], k)
        yield Tampering(f"cut off from line {k}", kept[: k - 1], k)
        yield Tampering(f"line put in before {k}", _inserted(kept, k), k)
        yield Tampering(f"line {k} again at the end", [*kept, kept[k - 1] | {"seq": last + 1}], last + 1)
        other = chance.choice([n for n in range(1, last + 1) if n != k])
        yield Tampering(f"lines {k} and {other} change places", _swapped(kept, k, other), min(k, other))
        yield Tampering(f"line {k} changed, the chain made anew", _anew(_edited(kept, k, "user_id", chance), k), k)
        yield Tampering(f"line {k} taken out, the chain made anew", _anew(_without(kept, k), k), k)
        yield Tampering(f"line put in before {k}, the chain made anew", _anew(_inserted(kept, k), k), k)


def _edited(kept: list[Row], k: int, field: str, chance: random.Random) -> list[Row]:
    values: dict[str, Callable[[Any], Any]] = {
        "seq": lambda _: len(kept) + 100 + k,
        "at": lambda at: at[:-1] + str((int(at[-1]) + 1) % 10),
        "user_id": lambda user: (user or 0) + chance.randint(1, 9),
        "role": lambda role: role + "们",
        "act": lambda _: "look",
        "about": lambda about: about[:-1] + ("0" if about[-1] != "0" else "1"),
        "previous": lambda _: f"{chance.getrandbits(256):064x}",
        "hash": lambda _: f"{chance.getrandbits(256):064x}",
    }
    return [row | {field: values[field](row[field])} if row["seq"] == k else row for row in kept]


def _without(kept: list[Row], k: int) -> list[Row]:
    """Taken out and the following lines moved up; of the last line an end that is one shorter."""
    return [row | {"seq": row["seq"] - (row["seq"] > k)} for row in kept if row["seq"] != k]


def _inserted(kept: list[Row], k: int) -> list[Row]:
    new = kept[k - 1] | {"act": "open", "about": "somebody else's"}
    return [*kept[: k - 1], new, *(row | {"seq": row["seq"] + 1} for row in kept[k - 1 :])]


def _swapped(kept: list[Row], one: int, other: int) -> list[Row]:
    rows = list(kept)
    rows[one - 1], rows[other - 1] = kept[other - 1] | {"seq": one}, kept[one - 1] | {"seq": other}
    return rows


def _anew(rows: list[Row], k: int) -> list[Row]:
    """Hashes of all lines from `k` on, as somebody makes them who has read the program and has not got the key."""
    made: list[Row] = []
    for row in rows:
        if row["seq"] >= k:
            row = row | {"previous": made[-1]["hash"] if made else "0" * 64}
            at = datetime.fromisoformat(row["at"] + "+00:00").isoformat()
            fields = [row["seq"], at, *(row[name] for name in ("user_id", "role", "act", "about", "previous"))]
            text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
            row["hash"] = hashlib.sha256(text.encode()).hexdigest()
        made.append(row)
    return made


def opened(platform: machines.Platform) -> Log:
    """Staff open every report there is; the log of that."""
    desk = Desk(platform.url, platform.data, "triage")
    for row in platform.reports():
        desk.open(row["ref"])
    desk.close()
    return Log(platform.database)


def try_all(platform: machines.Platform, log: Log, number: int) -> list[str]:
    """Each tampering for itself; what was not noticed, or noticed at another line."""
    missed = []
    desk = Desk(platform.url, platform.data, "admin")
    assert desk.broken_line() is None, "an honest log is called broken"
    for n, one in zip(range(number), tamperings(log.kept), strict=False):
        log.put(one.rows)
        named = desk.broken_line()
        if n % (number // BY_COMMAND) == 0 and _by_command(platform) != named:
            missed.append(f"{one.what}: the command says {_by_command(platform)}, the page {named}")
        if named != one.line:
            missed.append(f"{one.what}: line {named} is named")
        log.put(log.kept)
        if n % 25 == 24:
            tally.progress(f"{n + 1} tamperings, {len(missed)} missed")
    assert desk.broken_line() is None, "an honest log is called broken"
    desk.close()
    return missed


def _by_command(platform: machines.Platform) -> int | None:
    done = platform.tried("audit", "verify", "--json")
    said = json.loads(done.stdout.splitlines()[0])
    assert (done.returncode == 0) == said["ok"], done.stderr
    return said.get("line")


def main() -> None:
    arguments = tally.asked("audit", __doc__, "the same: all of them take a minute")
    tally.begin("audit", 1, f"{TAMPERINGS} ways to falsify a log of {LINES} lines")
    counts = tally.Tally(arguments)
    folder = arguments.folder(goes_on=False)
    platform = machines.Platform(folder / "platform")
    platform.start()
    try:
        kiosk = machines.kiosk(folder / "kiosk", platform)
        assert len(machines.filed(kiosk, LINES)) == LINES and kiosk.synced()
    finally:
        platform.kill()
    bad = machines.Platform(folder / "bad", "unkeyed_audit")
    machines.copied(platform.data, bad.data)
    platform.start()
    try:
        log = opened(platform)
        assert len(log.kept) >= LINES
        missed = try_all(platform, log, TAMPERINGS)
    finally:
        platform.kill()
    for words in missed:
        tally.progress(words)
    counts.count("falsified logs: noticed, and the line named", TAMPERINGS, not_noticed=len(missed))
    bad.start()
    try:
        few = try_all(bad, opened(bad), 16)
    finally:
        bad.kill()
    counts.control("a chain without a key, and no heads", f"{len(few)} of 16 not noticed", bool(few))
    counts.end()


if __name__ == "__main__":
    main()

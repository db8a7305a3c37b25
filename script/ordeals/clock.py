"""Clocks that are wrong: 1970 to 2099, a year off, an hour off; nothing a resident was promised depends on one."""

from __future__ import annotations

import json
import random
from collections import Counter

from ordeals import rig, tally, wrong_time

TIMES = {
    "1970": "@1970-01-02 00:00:00",
    "2000": "@1999-12-31 23:59:50",
    "2038": "@2038-01-19 03:14:00",
    "2099": "@2099-12-31 23:59:50",
    "a year ago": "-365d",
    "in a year": "+365d",
    "an hour ago": "-1h",
    "in an hour": "+1h",
}
EACH, QUICK_EACH = 50, 2
VARIANT = "believes_its_clock"
FILED = 2
KINDS = ("refused", "not_sent", "out_of_order", "no_status", "not_fetched", "said_stale")


def jump(kiosk: rig.Kiosk, when: str, chance: random.Random, acked: dict[str, str]) -> Counter[str]:
    """The clock jumps: reports are filed at once and one by one, sent, and asked after; then it is right again."""
    wrong: Counter[str] = Counter()
    right = dict(kiosk.env)
    kiosk.env |= wrong_time.surroundings(when)
    try:
        pipe = kiosk.pipe()
        asked = [rig.report(words="路" * chance.randrange(1, 100)) for _ in range(FILED)]
        for one in asked:
            pipe.file(one)
        told = dict(pipe.close())
        wrong["refused"] += len(asked) - len(told)
        acked |= told
        once = kiosk.command("sync", "once", "--json")
        wrong["not_sent"] += once.returncode != 0
        receipt = chance.choice(list(told.values()))
        status = kiosk.command("report", "status", receipt, "--json")
        wrong["no_status"] += status.returncode != 0 or json.loads(status.stdout)["state"] != "delivered"
        content = kiosk.command("content", "status", "--json")
        wrong["not_fetched"] += content.returncode != 0 or json.loads(content.stdout)["version"] == 0
        wrong["said_stale"] += json.loads(content.stdout)["stale"]  # the platform has just vouched for it
    finally:
        kiosk.env.clear()
        kiosk.env |= right
    filed = [row["ref"] for row in kiosk.outbox() if row["ref"] in told]
    wrong["out_of_order"] += filed != [one["ref"] for one in asked]
    return wrong


def main() -> None:
    arguments = tally.asked("clock", __doc__, f"{QUICK_EACH} times each instead of {EACH}")
    quick = arguments.quick
    each = QUICK_EACH if quick else EACH
    tally.begin("clock", 1.5 if quick else 30, f"{len(TIMES)} wrong times, {each} jumps to each")
    folder = arguments.folder()
    platform = rig.Platform(folder / "platform")
    platform.start()
    counts = tally.Tally(arguments)
    try:
        (kiosk,) = rig.enrolled(folder, platform)
        done = tally.Notes(folder / "jumps.jsonl")
        acked = {ref: receipt for one in done for ref, receipt in one["acked"].items()}
        for number in range(len(done), each * len(TIMES)):
            name = list(TIMES)[number % len(TIMES)]
            told: dict[str, str] = {}
            wrong = jump(kiosk, TIMES[name], random.Random(number), told)
            acked |= told
            done.add({"when": name, "wrong": dict(wrong), "acked": told})
            tally.progress(f"{name}: {dict(+wrong) or 'well'}")
        reckoned = rig.reckoned(acked, kiosk, platform).counts
        total = sum((Counter(one["wrong"]) for one in done), Counter())
        counts.count("jumps of the clock", len(done), **{kind: total[kind] for kind in KINDS})
        counts.count("receipts given at a wrong time", len(acked), **reckoned)
        kiosk.env |= rig.surroundings(VARIANT)
        bad = +jump(kiosk, TIMES["2099"], random.Random(0), {})
        counts.control(f"`{VARIANT}`: no word of the platform corrects it", rig.listed(bad) or "nothing", bool(bad))
    finally:
        platform.kill()
    counts.end()


if __name__ == "__main__":
    main()

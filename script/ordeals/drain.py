"""A long outage ends: 10,000 queued reports drained, beside raw batched inserts and verify+sign alone."""

from __future__ import annotations

import json
import signal
import time

import stage
import yardsticks

from ordeals import rig, tally

REPORTS, QUICK_REPORTS = 10_000, 1_000
LEAST_PER_SECOND = REPORTS / 60
IN_HAND = 50
"""Lines given to the pipe ahead of its answers."""


def filed(kiosk: rig.Kiosk, count: int) -> dict[str, str]:
    """Reports filed while the platform cannot be reached."""
    pipe = kiosk.pipe()
    for number in range(count):
        pipe.file(rig.report(words=f"{rig.WORDS}第{number}盏。"))
        while number - len(pipe.acked) > IN_HAND and pipe.alive:
            time.sleep(0.01)
    return pipe.close()


def main() -> None:
    arguments = tally.asked("drain", __doc__, f"{QUICK_REPORTS:,} reports instead of {REPORTS:,}")
    quick = arguments.quick
    count = QUICK_REPORTS if quick else REPORTS
    tally.begin("drain", 0.7 if quick else 12, f"{count:,} queued reports drained to the platform")
    folder = arguments.folder(goes_on=False)
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        lease = {"lease": 2 * count, "KIOSK_READ_TIMEOUT": "60"}
        (kiosk,) = rig.enrolled(folder, platform, **lease)
        kiosk.env["KIOSK_BACKOFF_BASE"] = kiosk.env["KIOSK_BACKOFF_MAX"] = "300"
        kiosk.through(f"http://127.0.0.1:{stage.free_port()}")
        began = time.monotonic()
        acked = filed(kiosk, count)
        tally.progress(f"{count / (time.monotonic() - began):.0f} filed a second")
        kiosk.command("outbox", "export", str(folder / "envelopes.json"))
        kiosk.through(platform.url)
        began = time.monotonic()
        kiosk.command("sync", "once")
        drained = time.monotonic() - began
        began = time.monotonic()
        left = kiosk.command("sync", "once").returncode
        idle = time.monotonic() - began
        found = rig.reckoned(acked, kiosk, platform)
    finally:
        platform.kill(signal.SIGTERM)
    things = json.loads((folder / "envelopes.json").read_text("utf-8"))["envelopes"]
    counts = tally.Tally(arguments)
    slow = int(not quick and count / drained < LEAST_PER_SECOND)
    counts.count("queued reports drained", len(acked), **found.counts, left=int(left != 0), slower_than_a_minute=slow)
    counts.note(f"`kiosk sync once`, process start and all: {drained:.1f} s, {count / drained:.0f} reports a second.")
    counts.note(f"An idle `sync once`: {idle:.1f} s.")
    counts.note(
        f"Raw inserts of the same envelopes, {yardsticks.BATCH} a transaction: {yardsticks.inserted(things, folder / 'raw.db'):.1f} s."
    )
    counts.note(f"One signature verified and one made for each: {yardsticks.verified_and_signed(things):.1f} s.")
    counts.end()


if __name__ == "__main__":
    main()

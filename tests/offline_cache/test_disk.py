"""A full and a read-only disk: a clear word, never a false receipt, and nothing lost."""

import os
import subprocess

from offline_cache.catalogue import Catalogue
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Refused


def fill(disk):
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            return


def test_a_full_disk_takes_reports_from_the_ballast_then_refuses(small_disk, platform, report):
    disk = small_disk("24m")
    data = disk / "data"
    platform.enrol_directly(data, numbers=2000)
    outbox = Outbox(data, Catalogue(data))
    outbox.ballast.hold()
    assert outbox.ballast.pieces == 16
    before = [outbox.file(report(words="长" * 500)) for _ in range(20)]
    fill(disk)
    after = []
    while isinstance(receipt := outbox.file(report(words="长" * 500)), Receipt):
        after.append(receipt)
    assert receipt == Refused("disk-full")
    assert len(after) >= 50
    fresh = Outbox(data, Catalogue(data))
    small = fresh.file(report())  # a start on a full disk: a smaller report may still fit
    if isinstance(small, Receipt):
        after.append(small)
    else:
        assert small == Refused("disk-full")
    (disk / "filler").unlink()
    kept = {row.envelope.ref for row in Ledger(Outbox(data, Catalogue(data))).queued(1000)}
    assert kept == {receipt.ref for receipt in (*before, *after)}


def test_a_read_only_disk_refuses_reports_and_still_finds_services(small_disk, platform, report):
    disk = small_disk("24m")
    data = disk / "data"
    platform.enrol_directly(data)
    Catalogue(data).prepare()
    outbox = Outbox(data, Catalogue(data))
    receipt = outbox.file(report())
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert outbox.file(report()) == Refused("read-only")
    assert Outbox(data, Catalogue(data)).file(report()) == Refused("read-only")
    assert Catalogue(data).find("路灯").hits[0].name.zh == "路灯报修"
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert isinstance(outbox.file(report()), Receipt)
    assert receipt.ref in {row.envelope.ref for row in Ledger(outbox).queued(10)}

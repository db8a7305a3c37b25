"""A report from the command line alone, on the real platform: killed, revoked, behind a captive portal; it arrives once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from stage import ROOT, KioskMachine, Platform

KILLS = 4
REPORTS_A_ROUND = 25
PORTAL = b"<html><body>Welcome! Please log in to the free WiFi.</body></html>"


@pytest.fixture
def kiosk(platform: Platform, tmp_path: Path) -> KioskMachine:
    """An enrolled kiosk that is used by its command line only."""
    kiosk = KioskMachine(tmp_path / "kiosk", platform.url, dict(os.environ))
    kiosk.enrol(platform.facts["enrol_code"])
    return kiosk


def file_some(kiosk: KioskMachine, number: int) -> dict[str, str]:
    """Files reports through `report pipe`; their receipts by ref."""
    asked = [{"ref": str(uuid.uuid4()), "category": "streetlight", "words": f"路灯不亮{n}"} for n in range(number)]
    done = kiosk.command("report", "pipe", given="".join(json.dumps(one) + "\n" for one in asked))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("ack") for answer in answers] == [one["ref"] for one in asked], done.stderr
    return {answer["ack"]: answer["receipt"] for answer in answers}


def sync_with_a_dying_platform(kiosk: KioskMachine, platform: Platform, seconds: float) -> int:
    """Runs `sync once` and kills the platform meanwhile; the exit code of the kiosk."""
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sync", "once"],
        env=kiosk.env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    platform.kill()
    return child.wait(60)


@pytest.mark.walk
def test_exactly_once_though_the_platform_is_killed_again_and_again(platform, kiosk, sqlite) -> None:
    chance = random.Random(2026)
    filed: dict[str, str] = {}
    ended = []
    for _ in range(KILLS):
        platform.kill()
        filed |= file_some(kiosk, REPORTS_A_ROUND)
        platform.start()
        ended.append(sync_with_a_dying_platform(kiosk, platform, chance.uniform(0.4, 1.4)))
    assert 69 in ended, f"no kill met a sync at work: {ended}"
    platform.start()
    done = kiosk.command("sync", "once", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"synced": True, "left": 0, "parked": []})
    database = platform.data / "platform.sqlite3"
    rows = dict(line.split("|") for line in sqlite(database, "SELECT id, receipt FROM reports_report").splitlines())
    assert {str(uuid.UUID(ref)): receipt for ref, receipt in rows.items()} == filed
    assert sqlite(database, "SELECT count(*), count(DISTINCT id), count(DISTINCT receipt) FROM reports_report") == (
        "|".join([str(len(filed))] * 3)
    )
    delivered = "SELECT count(*) FROM envelopes WHERE state = 'delivered'"
    assert sqlite(kiosk.data / "outbox.db", delivered) == str(len(filed))

    ref, receipt = next(iter(filed.items()))
    platform.command("reports", "act", receipt, "take", "--reply", "师傅明天来。")
    story = kiosk.told("report", "status", receipt)["story"]
    assert (story["status"], story["reply"], story["fresh"]) == ("taken", "师傅明天来。", True)
    again = kiosk.command(
        "report", "file", "-", "--ref", ref, "--json", given='{"category": "road", "words": "别的事"}'
    )
    assert json.loads(again.stdout) == {"ref": ref, "state": "queued", "receipt": receipt, "already": True}


@pytest.mark.walk
def test_revoked_then_enrolled_again_nothing_is_lost(platform, kiosk, sqlite) -> None:
    platform.kill()
    filed = file_some(kiosk, 3)
    platform.start()
    device_id = json.loads(platform.command("device", "list", "--json").splitlines()[-1])["device_id"]
    platform.command("device", "revoke", device_id)
    refused = kiosk.command("sync", "once")
    assert refused.returncode == 77
    assert "重新登记" in refused.stderr
    assert platform.reports() == []
    queued = "SELECT count(*) FROM envelopes WHERE state = 'queued' AND sealed IS NOT NULL"
    assert sqlite(kiosk.data / "outbox.db", queued) == "3"
    kiosk.enrol(platform.command("enrol-code").strip())
    assert kiosk.command("sync", "once").returncode == 0
    assert {report["ref"]: report["receipt"] for report in platform.reports()} == filed


@contextmanager
def captive_portal(port: int) -> Iterator[list[str]]:
    """Somebody else answers everything on the platform's port: 200, and a page of HTML. Yields what it was asked."""
    asked: list[str] = []

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PORTAL)))
            self.end_headers()
            self.wfile.write(PORTAL)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Portal)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.walk
def test_a_captive_portal_takes_nothing_and_fools_nobody(platform, kiosk, sqlite) -> None:
    platform.kill()
    filed = file_some(kiosk, 2)
    outbox = kiosk.data / "outbox.db"
    everything = "SELECT ref, state, why, epoch, delivered_at, row_sha256 FROM envelopes ORDER BY seq"
    before = sqlite(outbox, everything)
    with captive_portal(platform.port) as asked:
        done = kiosk.command("sync", "once", "--json")
        update = kiosk.command("content", "update")
        receipt = next(iter(filed.values()))
        status = kiosk.told("report", "status", receipt)
    assert asked, "the portal was met"
    assert (done.returncode, json.loads(done.stdout)["left"]) == (69, 2)
    assert update.returncode == 69
    assert (status["state"], status["story"]["fresh"]) == ("queued", False)
    assert sqlite(outbox, everything) == before
    platform.start()
    assert kiosk.command("sync", "once").returncode == 0
    assert {report["ref"]: report["receipt"] for report in platform.reports()} == filed

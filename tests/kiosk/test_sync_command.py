"""`kiosk enrol`, `sync`, `content`: against a platform on a real socket."""

import json
import queue
import subprocess
import sys
import threading
import time

import pytest

from offline_cache import packaged


@pytest.fixture
def joined(kiosk, server):
    done = kiosk("enrol", "--code", "ABCD1234", "--platform", server.url, "--json")
    assert done.code == 0, done.err
    server.publish(items(), 1)
    return done.said


def items():
    """What can be reported, and nothing else."""
    kinds = [item for item in packaged.snapshot()["items"] if item["kind"] == "report-category"]
    return [item | {"seq": 1} for item in kinds]


def file_one(kiosk):
    done = kiosk("report", "file", "-", "--json", feed='{"category": "road", "words": "路坏了"}')
    assert done.code == 0, done.err
    return done.said


def test_enrol_shows_the_fingerprint_and_sends_later(kiosk, server, joined):
    assert len(joined["fingerprint"].replace(" ", "")) == 12
    said = file_one(kiosk)
    done = kiosk("sync", "once", "--json")
    assert (done.code, done.said) == (0, {"synced": True, "left": 0, "parked": []})
    assert list(server.stored) == [said["ref"]]
    assert kiosk("report", "status", said["receipt"], "--json").said["state"] == "delivered"


def test_enrol_with_a_wrong_code_or_fingerprint(kiosk, server):
    assert kiosk("enrol", "--code", "NOPE", "--platform", server.url).code == 77
    args = ("enrol", "--code", "ABCD1234", "--platform", server.url, "--fingerprint", "1234 5678 9012")
    assert kiosk(*args).code == 77
    assert kiosk("enrol", "--code", "X", "--platform", "http://example.org").code == 64
    assert kiosk("enrol", "--code", "X", "--platform", "http://127.0.0.1:9").code == 69


def test_sync_exit_codes(kiosk, server, joined):
    file_one(kiosk)
    assert kiosk("sync", "once", "--max-seconds", "0").code == 2
    server.fault = lambda path: (200, b"<html>log in</html>")
    away = kiosk("sync", "once", "--json")
    assert (away.code, away.said["left"]) == (69, 1)
    server.fault = lambda path: None
    server.revoked.add(joined["device_id"])
    assert kiosk("sync", "once").code == 77
    server.revoked.clear()
    assert kiosk("sync", "once").code == 0


def test_sync_before_enrolment_exits_77(kiosk):
    assert kiosk("sync", "once").code == 77


def test_parked_ones_are_named_and_are_not_left(kiosk, server, joined):
    said = file_one(kiosk)
    server.refuse[said["ref"]] = "category"
    done = kiosk("sync", "once", "--json")
    assert (done.code, done.said["left"], done.said["parked"]) == (0, 0, [said["ref"]])
    assert said["ref"] in kiosk("outbox", "list", "--state", "parked").out


def test_status_of_an_unknown_number_after_asking(kiosk, server, joined):
    done = kiosk("report", "status", "417093568", "--json")
    assert (done.code, done.said["no_story"]) == (65, "unknown")


@pytest.fixture
def follow(env, tmp_path):
    """The sync process as the kiosk starts it: wishes in, facts out."""
    fast = {
        "KIOSK_POINTER_SECONDS": "0.2",
        "KIOSK_HELLO_SECONDS": "0.5",
        "KIOSK_BACKOFF_BASE": "0.1",
        "KIOSK_BACKOFF_MAX": "0.3",
    }
    command = [sys.executable, "-m", "kiosk", "sync", "follow"]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env | fast,
        cwd=tmp_path,
        encoding="utf-8",
    )
    facts = queue.Queue()
    reader = threading.Thread(target=lambda: [facts.put(json.loads(line)) for line in child.stdout], daemon=True)
    reader.start()
    child.facts = facts
    yield child
    child.stdin.close()
    assert child.wait(10) == 0
    reader.join(5)
    child.stdout.close()


def until(child, wanted):
    """The first fact from now on that is the wanted one."""
    while not wanted(fact := child.facts.get(timeout=15)):
        pass
    return fact


def wish(child, **said):
    child.stdin.write(json.dumps(said) + "\n")
    child.stdin.flush()


def test_follow_sends_tells_and_answers(kiosk, server, joined, follow):
    until(follow, lambda fact: fact.get("online") is True)
    said = file_one(kiosk)
    wish(follow, nudge=True)
    ends = time.monotonic() + 15
    while said["ref"] not in server.stored and time.monotonic() < ends:
        time.sleep(0.02)
    assert list(server.stored) == [said["ref"]]
    server.statuses[said["receipt"]] = {"status": "taken", "history": [], "reply": "来了"}
    wish(follow, ask=said["receipt"])
    story = until(follow, lambda fact: "story" in fact)["story"]
    assert (story["status"], story["reply"], story["fresh"]) == ("taken", "来了", True)
    wish(follow, ask="417093569")
    assert until(follow, lambda fact: "no_story" in fact)["no_story"] == {"receipt": "417093569", "why": "wrong"}
    server.publish(items(), 7)
    until(follow, lambda fact: fact.get("content", {}).get("version") == 7)
    server.fault = lambda path: (503, b"")
    until(follow, lambda fact: fact.get("online") is False)
    wish(follow, ask="417093568")
    assert until(follow, lambda fact: "no_story" in fact)["no_story"]["why"] == "offline"
    server.fault = lambda path: None
    until(follow, lambda fact: fact.get("online") is True)
    assert server.hellos[-1]["queue"] == {"queued": 0, "parked": 0}


def test_follow_waits_for_an_enrolment_and_then_works(kiosk, server, follow):
    until(follow, lambda fact: fact.get("online") is False)
    server.publish(items(), 3)
    assert kiosk("enrol", "--code", "ABCD1234", "--platform", server.url).code == 0
    until(follow, lambda fact: fact.get("content", {}).get("version") == 3)

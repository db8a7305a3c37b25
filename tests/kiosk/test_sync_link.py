"""The screen's way to its sync process: what was counted arrives, once, also when that process dies in between."""

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

from kiosk.sync_link import SyncLink
from offline_cache import packaged

PATIENCE_MS = 20_000


@pytest.fixture
def link(qapp, kiosk, server, env, monkeypatch, with_content):
    assert kiosk("enrol", "--code", "ABCD1234", "--platform", server.url).code == 0
    server.publish([item | {"seq": 1} for item in packaged.snapshot()["items"] if item["kind"] == "report-category"], 1)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    fast = {"KIOSK_HELLO_SECONDS": "0.3", "KIOSK_BACKOFF_BASE": "0.1", "KIOSK_BACKOFF_MAX": "0.2"}
    link = SyncLink(fast)
    yield link
    link.close()


def until(happened, what):
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not happened():
        assert not deadline.hasExpired(), what
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def total(server):
    counts = {}
    for hello in server.hellos:
        for name, count in hello["counters"].items():
            counts[name] = counts.get(name, 0) + count
    return counts


def test_what_was_counted_arrives_once(link, server):
    link.count("answer:sure", "service:ll-gaoling")  # before there is anybody to tell
    link.start()
    until(lambda: link.online, "online")
    link.count("answer:sure")
    until(lambda: total(server) == {"answer:sure": 2, "service:ll-gaoling": 1}, "the counters")
    hellos = len(server.hellos)
    until(lambda: len(server.hellos) > hellos + 2, "more hellos")
    assert total(server) == {"answer:sure": 2, "service:ll-gaoling": 1}
    assert not link._counted and not link._handed


def test_a_dead_sync_process_takes_no_counter_with_it(link, server):
    link.start()
    until(lambda: link.online, "online")
    server.fault = lambda path: (503, b"")
    until(lambda: not link.online, "offline")
    link.count("none-of-these")
    first = link._sync.pid
    link._sync.kill()
    until(lambda: link._sync.pid not in (0, first), "another process")
    server.fault = lambda path: None
    until(lambda: total(server) == {"none-of-these": 1}, "the counter")


def test_staff_are_told_whether_residents_can_talk(link, server):
    link.start()
    until(lambda: link.online, "online")
    assert {hello["voice"] for hello in server.hellos} == {"off"}
    link.hears(True)
    until(lambda: server.hellos[-1]["voice"] == "on", "the heartbeat says so")
    first = link._sync.pid
    link._sync.kill()
    until(lambda: link._sync.pid not in (0, first), "another process")
    hellos = len(server.hellos)
    until(lambda: len(server.hellos) > hellos + 3, "its heartbeats")
    assert server.hellos[-1]["voice"] == "on", "told again to the new process"

"""The words to the supervisor: sent from the event loop, to a path or an abstract name, and to nobody without harm."""

import os
import socket
import time

import pytest

from kiosk.renewal import OLD_SECONDS, QUIET_SECONDS, Renewal
from kiosk.watchdog import Supervisor, Watchdog, claimed

FIRST = "READY=1\nWATCHDOG=1\nSTATUS=在运行"


@pytest.fixture(params=["path", "abstract"])
def supervisor(request, tmp_path, monkeypatch):
    """A socket that hears what is told."""
    address = (
        str(tmp_path / "notify") if request.param == "path" else f"@linsheng-{tmp_path.name}-{time.monotonic_ns()}"
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(address.replace("@", "\0", 1))
        heard.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        yield heard


def said(heard):
    return heard.recv(4096).decode()


def test_the_event_loop_feeds_it_twice_as_often_as_needed(supervisor, qtbot):
    dog = Watchdog(claimed())
    dog.ready("在运行")
    assert said(supervisor) == FIRST
    began = time.monotonic()
    qtbot.wait(450)
    supervisor.setblocking(False)
    fed = 0
    while time.monotonic() - began < 5:
        try:
            assert said(supervisor) == "WATCHDOG=1"
        except BlockingIOError:
            break
        fed += 1
    assert 3 <= fed <= 5
    dog.stopping()


def test_a_blocked_loop_feeds_nobody(supervisor, qtbot):
    dog = Watchdog(claimed())
    dog.ready("在运行")
    assert said(supervisor) == FIRST
    time.sleep(0.5)
    supervisor.setblocking(False)
    with pytest.raises(BlockingIOError):
        said(supervisor)


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "vsock:2:1234", "@nobody-listens-here"])
def test_nobody_there_is_no_error(address):
    Supervisor(address).tell("READY=1")


def test_no_child_learns_of_the_supervisor(supervisor):
    """A D-Bus daemon says READY=1 to whatever NOTIFY_SOCKET it finds."""
    assert claimed().patience_ms == 200
    assert {"NOTIFY_SOCKET", "WATCHDOG_USEC"} & set(os.environ) == set()


def test_a_full_socket_makes_nobody_wait(supervisor):
    told = claimed()
    began = time.monotonic()
    for _ in range(2000):
        told.tell("WATCHDOG=1")
    assert time.monotonic() - began < 5


def test_the_daily_renewal_waits_until_nobody_has_been_there_for_an_hour(qtbot):
    now, rest, ended = [0.0], [True], []
    renewal = Renewal(lambda: rest[0], lambda: ended.append(now[0]), lambda: now[0])

    def pass_time(seconds):
        now[0] += seconds
        renewal.look()

    pass_time(OLD_SECONDS - QUIET_SECONDS / 2)
    rest[0] = False
    pass_time(QUIET_SECONDS / 2)
    assert not ended
    rest[0] = True
    pass_time(QUIET_SECONDS - 1)
    assert not ended
    pass_time(1)
    assert len(ended) == 1

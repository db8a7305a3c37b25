"""A kiosk that crashed says so when it is back, keeps no draft, and after three crashes works by touch alone; it never listens."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from stage import KioskMachine, called, family, wait_until

SENTENCE = "刚才断了一下，请再说一遍。"
DRAFT = "隔壁周桂芳家漏水三天了"
NETWORKS = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
LISTENS = "0A"
"""TCP_LISTEN in /proc/net/tcp; a datagram socket that is bound and connected to nobody has 07."""
UNCONNECTED = "07"


def crash(kiosk: KioskMachine) -> None:
    os.kill(kiosk.pid, signal.SIGKILL)
    kiosk.wait()


def holding(folder: Path, words: str) -> list[Path]:
    """Files in which these words lie in any of three encodings."""
    forms = [words.encode(form) for form in ("utf-8", "utf-16-le", "gb18030")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.mark.walk
def test_a_draft_dies_with_the_kiosk_which_asks_to_say_it_again(make_kiosk, tmp_path: Path, null_sink) -> None:
    kiosk: KioskMachine = make_kiosk("http://127.0.0.1:9")
    kiosk.open()
    kiosk.do(sound=True, seconds=60)
    kiosk.tap("begin", "报事", "路灯", "锦园", "3栋", "不知道")
    kiosk.do(told=DRAFT)
    kiosk.do(see=DRAFT)
    crash(kiosk)
    assert holding(tmp_path, DRAFT) == []
    heard = null_sink.record()
    kiosk.open()
    kiosk.do(page="home", seconds=60)
    kiosk.do(see=SENTENCE)
    kiosk.do(sound=True, seconds=60)
    wait_until(lambda: heard.sounding(), 20, "the kiosk says so too")
    heard.stop()
    kiosk.tap("报事")
    kiosk.do(page="report-what")  # from the beginning
    kiosk.close()
    kiosk.open()  # it was closed, not cut off
    kiosk.do(page="rest", seconds=60)


@pytest.mark.walk
def test_after_three_crashes_it_has_no_voice_and_works_by_touch_until_it_is_repaired(make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk("http://127.0.0.1:9")
    for _ in range(3):
        kiosk.open()
        kiosk.do(began=True, seconds=60)
        crash(kiosk)
    kiosk.open()
    kiosk.do(page="home", seconds=60)
    kiosk.do(see="机器不太好，请用手按")
    wait_until(lambda: any("sync follow" in line for line in children(kiosk)), 30, "what was promised is still sent")
    assert not any("voice." in line for line in children(kiosk))
    kiosk.tap("找服务", "养老社保", "老人服务", "高龄津贴申请")
    kiosk.do(page="service")
    assert kiosk.told("health")["safe_mode"] is True
    assert kiosk.command("doctor", "--repair").returncode == 4
    kiosk.do(sound=True, seconds=60)  # the mouth is back, in the same kiosk
    kiosk.tap("home")
    kiosk.close()
    kiosk.open()
    kiosk.do(page="rest", seconds=60)


@pytest.mark.walk
def test_the_kiosk_and_its_children_listen_on_no_port(platform, make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    kiosk.open()
    kiosk.do(sound=True, seconds=60)
    wait_until(lambda: kiosk.told("health")["sync"], 30, "sync has talked to the platform")
    wait_until(lambda: len(family(kiosk.pid)) >= 4, 30, "all children are there")
    assert listening([kiosk.pid, *family(kiosk.pid)]) == []
    assert listening([platform.pid]), "a program that listens is found"


def children(kiosk: KioskMachine) -> list[str]:
    return [called(pid) for pid in family(kiosk.pid)]


def listening(pids: list[int]) -> list[str]:
    """The open doors of these processes: lines of /proc/net whose inode they hold."""
    held = {
        str(link.readlink()).removeprefix("socket:[").rstrip("]")
        for pid in pids
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if link.is_symlink() and str(link.readlink()).startswith("socket:")
    }
    doors = []
    for network in NETWORKS:
        for line in Path(f"/proc/net/{network}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            open_ = fields[3] == (LISTENS if network.startswith("tcp") else UNCONNECTED)
            if open_ and fields[9] in held:
                doors.append(f"{network} {fields[1]}")
    return doors

"""Whatever still can work does, and says so in plain words: no platform, no network, no voice, no fonts, no disk."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from stage import KioskMachine, Platform, apart, without

REPORT = '{"category": "streetlight", "place": "jy-3", "words": "路灯不亮。"}'


@pytest.mark.walk
def test_the_platform_dies_and_the_kiosk_goes_on(platform: Platform, make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    platform.kill(signal.SIGKILL)
    kiosk.open()
    kiosk.tap("begin", "查进度", *(f"key-{digit}" for digit in "417093567"), "查")
    kiosk.do(see="这个号好像差一个数字，请再看看。")  # a slip is told before any network
    kiosk.tap("home", "查进度", *(f"key-{digit}" for digit in "417093568"), "查")
    kiosk.do(see="网还没通，这个号现在查不到。", seconds=30)
    kiosk.tap("home", "找服务", "养老社保", "老人服务", "高龄津贴申请")
    kiosk.do(page="service")
    kiosk.tap("叫人")
    kiosk.do(see="请稍等，有人来")
    kiosk.close()
    assert kiosk.command("sync", "once").returncode == 69


@pytest.mark.walk
def test_without_a_network_everything_can_be_read_and_reported(platform: Platform, make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    kiosk.prefix = apart("--net")
    kiosk.open()
    kiosk.tap("begin", "报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "对了，下一步", "对，送出去")
    kiosk.do(page="receipt", seconds=5)
    kiosk.do(see="网断了")


@pytest.mark.walk
def test_without_espeak_the_kiosk_is_silent_but_whole(make_kiosk) -> None:
    libraries = sorted(Path("/usr/lib").glob("*/libespeak-ng.so.1"))
    assert libraries, "espeak-ng is installed for the tests"
    kiosk: KioskMachine = make_kiosk("http://127.0.0.1:9")
    kiosk.prefix = without(f"mount --bind /dev/null {libraries[0]}")
    kiosk.open()
    kiosk.tap("begin", "声音")
    kiosk.do(see="现在没有声音")
    kiosk.tap("home", "找服务", "养老社保", "老人服务", "高龄津贴申请", "read")
    kiosk.do(see="高龄津贴申请")  # the words still pass through the caption row


@pytest.mark.walk
def test_without_fonts_it_says_which_and_does_not_show_boxes(make_kiosk, tmp_path: Path) -> None:
    empty = tmp_path / "no-fonts"
    empty.mkdir()
    kiosk: KioskMachine = make_kiosk("http://127.0.0.1:9", FONTCONFIG_FILE=str(tmp_path / "none.conf"))
    kiosk.prefix = without(f"mount --bind {empty} /usr/share/fonts")
    run = kiosk.command("run")
    assert (run.returncode, "fonts-noto-cjk" in run.stderr, "Traceback" in run.stderr) == (3, True, False), run.stderr
    doctor = kiosk.command("doctor")
    assert doctor.returncode == 3
    assert "fonts-noto-cjk" in doctor.stdout


@pytest.mark.walk
def test_on_a_read_only_disk_lookup_works_and_a_report_is_refused_plainly(platform: Platform, make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    kiosk.told("content", "status")
    kiosk.prefix = without(f"mount --bind {kiosk.data} {kiosk.data} && mount -o remount,ro,bind {kiosk.data}")
    assert kiosk.told("service", "search", "高血压拿药能不能报")["hits"][0]["name"] == "门诊慢特病认定"
    filed = kiosk.command("report", "file", "-", given=REPORT)
    assert (filed.returncode, filed.stderr.strip() != "", "Traceback" in filed.stderr) == (74, True, False), (
        filed.stderr
    )
    kiosk.open()
    kiosk.tap("begin", "找服务", "养老社保", "老人服务", "高龄津贴申请")
    kiosk.do(page="service")
    kiosk.tap("home", "报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "对了，下一步", "对，送出去")
    kiosk.do(see="叫人")
    kiosk.do(page="report-check")


@pytest.mark.walk
def test_a_second_kiosk_says_that_one_is_running(make_kiosk) -> None:
    kiosk: KioskMachine = make_kiosk("http://127.0.0.1:9")
    kiosk.open()
    kiosk.do(see="按一下，开始", seconds=60)
    second = kiosk.command("run")
    assert second.returncode == 64
    assert "已经有一个在运行了" in second.stderr

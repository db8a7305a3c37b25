"""A report: filed while the platform is dead, receipt at once; it arrives exactly once, staff take it, the kiosk tells."""

from __future__ import annotations

import signal

import pytest
from selenium.webdriver.common.by import By
from stage import KioskMachine, Platform, Screen, sign_in, wait_until


@pytest.mark.walk
@pytest.mark.sound
@pytest.mark.browser
def test_a_lamp_is_reported_taken_and_told(platform: Platform, make_kiosk, screen: Screen, sqlite, browser) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    platform.kill(signal.SIGKILL)
    outbox = kiosk.data / "outbox.db"
    kiosk.open()
    kiosk.do(see="按一下，开始", seconds=60)
    kiosk.tap("begin", "报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "对了，下一步")
    kiosk.do(page="report-check")
    kiosk.do(see="路灯坏了")
    assert sqlite(outbox, "SELECT count(*) FROM envelopes") == "0", "nothing is kept before the resident sends it"
    kiosk.tap("对，送出去")
    kiosk.do(page="receipt", seconds=3)
    receipt = sqlite(outbox, "SELECT receipt FROM envelopes WHERE kind = 'report' AND state = 'queued'")
    kiosk.do(see=f"{receipt[:3]} {receipt[3:6]} {receipt[6:]}")
    assert "路灯不亮" not in outbox.read_bytes().decode("utf-8", "ignore"), (
        "words are sealed before they touch the disk"
    )

    platform.start()
    wait_until(lambda: kiosk.told("health")["queue"]["queued"] == 0, 60, "the queue is empty")
    rows = f"SELECT count(*) FROM reports_report WHERE receipt = '{receipt}'"
    assert sqlite(platform.data / "platform.sqlite3", rows) == "1"
    assert [report["status"] for report in platform.reports()] == ["filed"]

    sign_in(browser, platform, "接单员")
    browser.get(f"{platform.url}/staff/orders/")
    browser.find_element(By.XPATH, "//button[normalize-space()='接单']").click()
    wait_until(lambda: platform.reports()[0]["status"] == "taken", 20, "the order is taken")

    kiosk.tap("home", "查进度")
    kiosk.tap(*(f"key-{digit}" for digit in receipt), "查")
    kiosk.do(page="story", seconds=20)
    kiosk.do(see="已接单")
    kiosk.do(see="路灯坏了")

"""A staff edit: written by one and approved by another in the browser, it stands on the page a resident has open, untouched, within a minute."""

from __future__ import annotations

import time

import pytest
from selenium.webdriver.common.by import By
from stage import KioskMachine, Platform, approve, sign_in, submit

NEW_WORDS = "满80岁的老人，每月发一笔津贴，今年多发五十元。"
MINUTE = 60


@pytest.mark.walk
@pytest.mark.browser
def test_an_edit_reaches_the_open_page_within_a_minute(platform: Platform, make_kiosk, browser) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    kiosk.open()
    kiosk.do(see="按一下，开始", seconds=60)
    kiosk.tap("begin", "找服务", "养老社保", "老人服务", "高龄津贴申请")
    kiosk.do(page="service")
    kiosk.do(see="满80岁的老人，每月发一笔津贴。")

    sign_in(browser, platform, "编辑")
    browser.get(f"{platform.url}/staff/services/?q=高龄津贴")
    browser.find_element(By.LINK_TEXT, "高龄津贴申请").click()
    words = browser.find_element(By.NAME, "summary_zh")
    words.clear()
    words.send_keys(NEW_WORDS)
    submit(browser)
    approve(browser, platform, "高龄津贴申请")
    published = time.monotonic()
    kiosk.do(see=NEW_WORDS, seconds=MINUTE)
    assert time.monotonic() - published <= MINUTE

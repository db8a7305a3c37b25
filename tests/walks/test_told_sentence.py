"""A question nothing answers: the resident tells the community the sentence, staff open it; staff see numbers, never words.

Then 这条不对: staff see which service it is about, and count it.
"""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from stage import KioskMachine, Platform, sign_in, wait_until

SENTENCE = "zqxjkvbwpf ghqzzt"
"""No service answers it, however the answers are calibrated."""


@pytest.mark.walk
@pytest.mark.browser
def test_a_sentence_is_told_and_opened_and_the_question_is_counted(
    platform: Platform, make_kiosk, sqlite, browser
) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"], KIOSK_HELLO_SECONDS="2")
    database = platform.data / "platform.sqlite3"
    kiosk.open()
    kiosk.do(see="按一下，开始", seconds=60)
    kiosk.tap("begin")
    kiosk.do(page="home")
    kiosk.do(ask=[{"text": SENTENCE, "score": 0.8}, {"text": SENTENCE[1:], "score": 0.2}])
    kiosk.do(see="没有找到您要的")
    kiosk.tap("none-tell")
    kiosk.do(see="社区工作人员会看到这句话，不会看到您是谁。")
    assert sqlite(kiosk.data / "outbox.db", "SELECT count(*) FROM envelopes") == "0", "nothing is kept before 送出去"
    kiosk.tap("tell-send")
    kiosk.do(page="told", seconds=5)
    kiosk.do(see="记下来了，谢谢您！")

    wait_until(lambda: kiosk.told("health")["queue"]["queued"] == 0, 60, "the queue is empty")
    assert sqlite(database, "SELECT kind FROM reports_letter") == "question"
    counts = "SELECT name || '=' || count FROM fleet_daycount ORDER BY name"
    wait_until(lambda: sqlite(database, counts) == "answer:nothing=1", 30, "the question is counted")
    for file in (*kiosk.data.rglob("*"), *platform.data.rglob("*")):
        assert not file.is_file() or SENTENCE.encode() not in file.read_bytes(), f"{file.name} has the words"

    sign_in(browser, platform, "接单员")
    browser.get(f"{platform.url}/staff/letters/")
    browser.find_element(By.XPATH, "//button[normalize-space()='打开']").click()
    assert browser.find_element(By.TAG_NAME, "blockquote").text == SENTENCE

    kiosk.tap("told-done", "找服务", "养老社保", "老人服务", "高龄津贴申请", "pager-next", "wrong", "wrong-papers")
    kiosk.do(see="告诉社区了，谢谢您！")
    of_service = (
        "SELECT count(*) FROM reports_letter letter JOIN content_service service"
        " ON replace(letter.about, '-', '') = service.uid WHERE kind = 'correction' AND slug = 'll-gaoling'"
    )
    wait_until(lambda: sqlite(database, of_service) == "1", 30, "the correction is there, about its service")
    browser.get(f"{platform.url}/staff/letters/")
    assert "高龄津贴申请" in browser.find_element(By.TAG_NAME, "tbody").text

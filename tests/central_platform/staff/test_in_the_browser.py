"""Staff at work in Chromium: an edit from the first letter to the feed, an order taken on a phone, a call answered."""

import json
import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service as Driver
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as there
from selenium.webdriver.support.ui import Select, WebDriverWait

from central_platform.content.models import Service
from central_platform.reports.models import CallEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"
PATIENCE_SECONDS = 20
DESK, PHONE = (1280, 1000), (390, 844)
PREVIEWED = "return document.querySelector('#w-preview-iframe')?.contentDocument?.body?.textContent"
CHROMIUM = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN")


class Window:
    """One browser window of one staff member."""

    def __init__(self, url, user, size):
        options = webdriver.ChromeOptions()
        for argument in (*CHROMIUM, f"--window-size={size[0]},{size[1]}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Driver("/usr/bin/chromedriver"))
        self.url = url
        width, height = size
        shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        self.open("/staff/login/")
        self.type("username", user)
        self.type("password", PASSWORD)
        self.press("button[type=submit]")
        self.until(lambda driver: "login" not in driver.current_url)

    def open(self, path):
        self.driver.get(self.url + path)

    def until(self, what):
        between_pages = [StaleElementReferenceException]  # the old page has gone, the new one is not there yet
        return WebDriverWait(self.driver, PATIENCE_SECONDS, ignored_exceptions=between_pages).until(what)

    def see(self, css):
        return self.until(there.visibility_of_element_located((By.CSS_SELECTOR, css)))

    def press(self, css):
        self.press_at((By.CSS_SELECTOR, css))

    def press_words(self, words):
        path = f"//*[self::button or self::a][normalize-space(.)='{words}' and not(ancestor::*[@hidden])]"
        self.press_at((By.XPATH, path))

    def press_at(self, place):
        target = self.until(there.element_to_be_clickable(place))
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", target)
        target.click()

    def type(self, name, words):
        field = self.see(f"[name='{name}']")
        field.clear()
        field.send_keys(words)

    def wait_for_words(self, words):
        self.until(lambda driver: words in driver.find_element(By.TAG_NAME, "body").text)

    def english(self):
        """English words a person sees on the page, apart from the name of the English tab."""
        return set(re.findall(r"[A-Za-z]{3,}", self.driver.find_element(By.TAG_NAME, "body").text)) - {"English"}

    def asked_elsewhere(self):
        """Requests to any other host than ours."""
        sent = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith((self.url, "data:", "blob:", "chrome:"))]

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.fixture
def staff(live_console):
    """staff("editor", DESK) -> a signed-in window."""
    windows = []

    def sign_in(user, size):
        windows.append(Window(live_console.url, user, size))
        return windows[-1]

    yield sign_in
    for window in windows:
        window.driver.quit()


def feed_head():
    from central_platform.feed.models import FeedHead

    return FeedHead.objects.get().seq


def pointer_head(settings):
    """The head kiosks would read from the signed pointer on disk."""
    pointer = json.loads(next(Path(settings.FEED_DIR).glob("*/pointer.json")).read_text())
    return json.loads(pointer["signed"])["head"]


def test_an_edit_reaches_the_feed_through_the_publisher(staff, settings):
    service = Service.objects.get(slug="yb-jumin")
    before, live = feed_head(), service.name_zh
    editor = staff("editor", DESK)
    editor.open(f"/staff/services/edit/{service.pk}/")
    editor.type("name_zh", "交居民医保")
    editor.press("[data-side-panel-toggle=preview]")
    editor.until(lambda driver: "交居民医保" in (driver.execute_script(PREVIEWED) or ""))
    assert editor.english() == set()
    editor.press("footer .w-dropdown__toggle")
    editor.press_words("提交审核")
    editor.wait_for_words("已提交审核")
    assert feed_head() == before
    assert Service.objects.get(pk=service.pk).name_zh == live

    publisher = staff("publisher", DESK)
    publisher.wait_for_words("等您审核的内容")
    assert publisher.english() == set()
    publisher.press_words("交居民医保 · 服务")
    publisher.press("footer .w-dropdown__toggle")
    publisher.press_words("批准和发布")
    publisher.until(lambda _: feed_head() == before + 1)
    assert Service.objects.get(pk=service.pk).name_zh == "交居民医保"
    publisher.until(lambda _: pointer_head(settings) == before + 1)
    for window in (editor, publisher):
        assert window.asked_elsewhere() == []
        assert window.complaints() == []


def test_an_order_is_taken_on_a_phone(staff, new_order):
    report = new_order()
    window = staff("triage", PHONE)
    window.open("/staff/orders/")
    assert window.driver.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
    row = window.see(".ls-table tbody tr")
    assert row.value_of_css_property("display") == "block"
    button = window.see(".ls-act .button")
    assert button.size["height"] >= 44
    window.press_words("接单")
    window.wait_for_words("接好了")
    assert window.english() == set()
    assert window.driver.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
    window.type("reply", "我们明天上午来看。")
    Select(window.see("[name=promised]")).select_by_index(2)
    window.press_words("开始办理")
    window.wait_for_words("记下了：办理中")
    report.refresh_from_db()
    assert report.status == "started"
    assert timezone.localdate(report.due_at) == timezone.localdate() + timedelta(days=1)
    assert window.asked_elsewhere() == []
    assert window.complaints() == []


def test_a_call_comes_up_on_an_open_page_and_goes_out(staff, new_order):
    report = new_order()
    window = staff("triage", DESK)
    window.open("/staff/orders/")
    assert not window.driver.find_elements(By.CSS_SELECTOR, ".ls-call")
    call = CallEvent.objects.create(ref=uuid.uuid4(), kiosk=report.kiosk, called_at=timezone.now())
    window.wait_for_words("大厅门口 有人在叫")
    assert window.driver.title.startswith("（有人叫）")
    window.press_words("我去")
    window.wait_for_words("记下您去了")
    call.refresh_from_db()
    assert call.acknowledged_by.username == "triage"
    assert not window.driver.find_elements(By.CSS_SELECTOR, ".ls-call")

"""The three walks, played for an onlooker: ask, report, staff edit. Writes pictures to docs/screenshots/.

`script/run --tour` calls this. It uses the display that is there, or a virtual screen; sound goes to a null sink and is
measured, so that the tour says whether the kiosk could be heard.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import heard
import stage
from selenium.webdriver.common.by import By

PICTURES = stage.ROOT / "docs" / "screenshots"
SERVICE = "高龄津贴申请"


class Tour:
    """Tells what it does, does it on the real parts, keeps a picture of each stop."""

    def __init__(
        self, platform: stage.Platform, kiosk: stage.KioskMachine, browser: Any, ears: heard.Recording
    ) -> None:
        self.platform, self.kiosk, self.browser, self.ears = platform, kiosk, browser, ears
        self._began = time.monotonic()

    def tell(self, words: str) -> None:
        print(f"{time.monotonic() - self._began:6.1f} s  {words}", flush=True)

    def picture(self, name: str) -> None:
        self.kiosk.do(shot=str(PICTURES / f"tour-{name}.png"))

    def page(self, name: str) -> None:
        self.browser.save_screenshot(str(PICTURES / f"tour-{name}.png"))

    def ask(self) -> None:
        self.tell("1 ask: from rest to the age-80 allowance, read aloud")
        self.kiosk.do(see="按一下，开始", seconds=90)
        self.picture("1-rest")
        self.kiosk.do(sound=True, seconds=90)
        self.kiosk.tap("begin")
        self.picture("2-home")
        self.kiosk.tap("找服务", "养老社保", "老人服务", SERVICE)
        self.kiosk.do(page="service")
        self.kiosk.do(quiet=True, seconds=60)
        began = self.ears.seconds()
        self.kiosk.tap("read")
        self.kiosk.do(reading=True)
        self.picture("3-service")
        self.kiosk.do(pause=4)
        self.tell(f"  heard on the loudspeaker: {self.ears.level(began):.0f} dBFS")
        assert self.ears.level(began) > -40, "the kiosk cannot be heard"
        self.kiosk.tap("home")

    def report(self) -> None:
        self.tell("2 report: the platform is switched off, a lamp is reported, the receipt comes at once")
        self.platform.kill(signal.SIGKILL)
        self.kiosk.tap("报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "对了，下一步")
        self.picture("4-check")
        self.kiosk.tap("对，送出去")
        self.kiosk.do(page="receipt", seconds=3)
        self.picture("5-receipt")
        receipt = next(row for row in self.kiosk.told("outbox", "list")["envelopes"] if row["state"] == "queued")[
            "receipt"
        ]
        self.tell(f"  receipt {receipt}; the platform starts again")
        self.platform.start()
        stage.wait_until(lambda: self.kiosk.told("health")["queue"]["queued"] == 0, 90, "the report is delivered")
        rows = [report for report in self.platform.reports() if report["receipt"] == receipt]
        assert len(rows) == 1, rows
        self.tell("  delivered, exactly once; staff take the order in the console")
        stage.sign_in(self.browser, self.platform, "接单员")
        self.browser.get(f"{self.platform.url}/staff/orders/")
        self.page("6-orders")
        row = self.browser.find_element(By.XPATH, f"//tr[contains(., '{receipt[:3]}')]")
        row.find_element(By.XPATH, ".//button[normalize-space()='接单']").click()
        self.kiosk.tap("home", "查进度", *(f"key-{digit}" for digit in receipt), "查")
        self.kiosk.do(page="story", seconds=30)
        self.kiosk.do(see="已接单")
        self.picture("7-story")
        self.kiosk.tap("home")

    def edit(self) -> None:
        self.tell(
            "3 staff edit: written by one and approved by another in the browser, shown on the open page without a touch"
        )
        self.kiosk.tap("找服务", "养老社保", "老人服务", SERVICE)
        self.browser.delete_all_cookies()
        stage.sign_in(self.browser, self.platform, "编辑")
        self.browser.get(f"{self.platform.url}/staff/services/?q={SERVICE}")
        self.browser.find_element(By.LINK_TEXT, SERVICE).click()
        words = self.browser.find_element(By.NAME, "summary_zh")
        words.clear()
        more = f"下个月起多发{random.randint(10, 99)}元。"
        words.send_keys(f"满80岁的老人，每月发一笔津贴。{more}")
        self.page("8-edit")
        stage.submit(self.browser)
        stage.approve(self.browser, self.platform, SERVICE)
        published = time.monotonic()
        self.kiosk.do(see=more, seconds=60)
        self.tell(f"  on the kiosk {time.monotonic() - published:.0f} s after publishing")
        self.picture("9-edited")


@contextmanager
def parts(data: Path) -> Iterator[Tour]:
    """Everything the tour plays on, ended in order."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as ending:
        sink = heard.NullSink(Path(scratch) / "sound")
        ending.callback(sink.close)
        display = os.environ.get("DISPLAY")
        if not display:
            screen = stage.Screen(Path(scratch) / "screen")
            ending.callback(screen.close)
            display = screen.display
        platform = stage.Platform(data / "platform")
        ending.callback(platform.kill, signal.SIGTERM)
        platform.start()
        surroundings = {**sink.env, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        kiosk = stage.KioskMachine(data / "kiosk", platform.url, surroundings)
        if kiosk.command("sync", "once").returncode == 77:
            kiosk.enrol(platform.facts["enrol_code"])
        browser = stage.chromium(Path(scratch) / "chromium")
        ending.callback(browser.quit)
        ears = sink.record()
        ending.callback(ears.stop)
        kiosk.open()
        ending.callback(kiosk.close)
        yield Tour(platform, kiosk, browser, ears)


def main() -> None:
    """Plays the tour on the data of `script/run`."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    PICTURES.mkdir(parents=True, exist_ok=True)
    print("The tour takes about three minutes.", flush=True)
    with parts(data) as tour:
        tour.ask()
        tour.report()
        tour.edit()
        tour.tell(f"done; pictures in {PICTURES.relative_to(stage.ROOT)}")


if __name__ == "__main__":
    sys.exit(main())

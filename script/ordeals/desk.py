"""Staff at the console, by HTTP: signs in, opens what residents said, and reads what the log says of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import requests

SAID_BROKEN = re.compile(r"第 (\d+) 条记录")


class Desk:
    """One member of staff of a demo platform, signed in; `user` is editor, publisher, triage or admin."""

    def __init__(self, url: str, data: Path, user: str) -> None:
        self.url, self.browser = url, requests.Session()
        page = self.browser.get(f"{url}/staff/login/", timeout=30)
        password = json.loads((data / "staff.json").read_text())[user]
        form = {"username": user, "password": password, "csrfmiddlewaretoken": self.browser.cookies["csrftoken"]}
        answer = self.browser.post(page.url, form, headers={"Referer": page.url}, timeout=60, allow_redirects=False)
        assert answer.status_code == 302, f"{user} cannot sign in"

    def open(self, ref: str) -> str:
        """Opens the sealed words of a report, as a member of staff does; the page that shows them."""
        return self.post(f"/staff/orders/{ref}/", action="open")

    def post(self, path: str, **form: str) -> str:
        """Sends a form of the console; the page that answers."""
        form["csrfmiddlewaretoken"] = self.browser.cookies["csrftoken"]
        answer = self.browser.post(self.url + path, form, headers={"Referer": self.url + path}, timeout=60)
        answer.raise_for_status()
        return answer.text

    def broken_line(self) -> int | None:
        """The line the page 查看记录 says was changed or is missing; None when it says that all is well."""
        answer = self.browser.get(f"{self.url}/staff/openings/", timeout=60)
        answer.raise_for_status()
        found = SAID_BROKEN.search(answer.text)
        return int(found[1]) if found else None

    def close(self) -> None:
        self.browser.close()

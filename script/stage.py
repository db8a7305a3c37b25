"""The stage for tours, walks and benches: real parts started as an outsider would, and looked at from outside.

A platform process, a kiosk in a window on a virtual screen (its pixels read from Xvfb's own file), and Chromium. The sound
card is in heard.py.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]


def wait_until(happened: Callable[[], Any], seconds: float, what: str) -> Any:
    """Waits for a condition, never for a duration; returns what it returned."""
    until = time.monotonic() + seconds
    while True:
        got = happened()
        if got:
            return got
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Platform:
    """`central-platform demo` as its own process, which may be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {**os.environ, "PLATFORM_DATA_DIR": str(data)}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.facts: dict[str, Any] = {}
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "central_platform", "demo", "--port", str(self.port), "--json"],
            env=self.env, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.facts = json.loads(self._process.stdout.readline())

    @property
    def pid(self) -> int:
        """Of the running platform."""
        return self._process.pid if self._process else 0

    def password(self, role: str) -> tuple[str, str]:
        person = next(person for person in self.facts["staff"] if person["role"] == role)
        return person["user"], person["password"]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "central_platform", *words],
            env=self.env,
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.command("reports", "list", "--json").splitlines()]

    def kill(self, how: int = signal.SIGKILL) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(20)
            self._process.stdout.close()
            self._process = None


class Screen:
    """A virtual screen, looked at from outside: Xvfb keeps its pixels in a file."""

    def __init__(self, folder: Path, width: int = 1080, height: int = 1920) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        numbers, self._write = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(self._write), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder), "-nolisten", "tcp"],
            pass_fds=[self._write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with os.fdopen(numbers) as told:
            self.display = f":{told.readline().strip()}"
        self._pixels = folder / "Xvfb_screen0"
        self._manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": self.display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def pixels(self) -> np.ndarray:
        """Height × width × (red, green, blue)."""
        data = self._pixels.read_bytes()
        header = struct.unpack(">25I", data[:100])
        width, height, row, colours = header[4], header[5], header[12], header[19]
        start = header[0] + colours * 12
        image = np.frombuffer(data, np.uint8, row * height, start).reshape(height, row)[:, : width * 4]
        return image.reshape(height, width, 4)[:, :, 2::-1]

    def share(self, colour: str) -> float:
        """How much of the screen has exactly this colour (`#rrggbb`)."""
        wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.uint8)
        return float((self.pixels() == wanted).all(axis=2).mean())

    def close(self) -> None:
        for process in (self._manager, self._process):
            process.terminate()
            process.wait(10)
        os.close(self._write)


class KioskMachine:
    """The kiosk as a resident and an engineer meet it: a window, fingers, and a command line."""

    def __init__(self, data: Path, platform_url: str, env: dict[str, str]) -> None:
        self.data = data
        self.pace = 0.6
        """Between two taps: nobody presses twice within half a second; the touch guard counts it as a bounce."""
        self.prefix: tuple[str, ...] = ()
        """What stands before the command: a namespace in which something is missing."""
        self.program: tuple[str, ...] = ("-m", "kiosk")
        """What Python runs as the screen: the kiosk, or a variant of it."""
        self.env = {**env, "KIOSK_DATA_DIR": str(data), "KIOSK_PLATFORM_URL": platform_url, "KIOSK_BACKOFF_MAX": "5"}
        self._process: subprocess.Popen[str] | None = None
        self._told: Queue[dict[str, Any]] = Queue()

    @property
    def pid(self) -> int:
        """Of the running screen."""
        return self._process.pid if self._process else 0

    def command(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.prefix, sys.executable, "-m", "kiosk", *words],
            env=self.env,
            cwd=ROOT,
            text=True,
            capture_output=True,
            input=given,
            check=False,
        )

    def enrol(self, code: str) -> None:
        """Enrols at the platform."""
        done = self.command("enrol", "--code", code, "--platform", self.env["KIOSK_PLATFORM_URL"])
        assert done.returncode == 0, done.stderr

    def told(self, *words: str) -> Any:
        """The JSON one command answers."""
        done = self.command(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def open(self, *options: str) -> None:
        """Starts the touch application full-screen."""
        log = (self.data.parent / "kiosk.log").open("a")
        self._process = subprocess.Popen(
            [*self.prefix, sys.executable, *self.program, "run", "--script", "-", *options],
            env=self.env, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        log.close()
        self._told = Queue()  # the last words of an earlier run are not this one's
        threading.Thread(target=self._listen, args=(self._process.stdout, self._told), daemon=True).start()

    @staticmethod
    def _listen(lines: Any, told: Queue[dict[str, Any]]) -> None:
        for line in lines:
            told.put(json.loads(line))

    def do(self, seconds: float = 20, **step: Any) -> dict[str, Any]:
        """One step of `kiosk run --script`; fails when it cannot be done in time."""
        self._process.stdin.write(json.dumps({**step, "seconds": seconds}) + "\n")
        self._process.stdin.flush()
        try:
            told = self._told.get(timeout=seconds + 20)
        except Empty:
            log = (self.data.parent / "kiosk.log").read_text(encoding="utf-8")[-2000:]
            raise AssertionError(f"the kiosk does not answer {step}: {log}") from None
        assert "failed" not in told, told
        return told

    def tap(self, *names: str) -> None:
        for name in names:
            self.do(tap=name)
            self.do(pause=self.pace)

    def wait(self) -> int:
        """Waits until the screen has ended, by whatever; its exit code."""
        code = self._process.wait(20)
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()
        self._process = None
        return code

    def close(self) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                self._process.stdin.write('{"end": true}\n')
                self._process.stdin.flush()
            self._process.wait(20)
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None


@contextmanager
def lonely_kiosk(folder: Path, platform_url: str = "http://127.0.0.1:9", **env: str) -> Iterator[KioskMachine]:
    """A kiosk on a virtual screen of 1080 × 1920, without a platform; its home and its temporary files lie in `folder`."""
    homes = {name: folder / name.lower() for name in ("HOME", "TMPDIR")}
    for home in homes.values():
        home.mkdir(parents=True)
    screen = Screen(folder / "screen")
    said = {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", **env}
    kiosk = KioskMachine(
        folder / "kiosk", platform_url, {**os.environ, **said, **{k: str(v) for k, v in homes.items()}}
    )
    kiosk.command("content", "status")
    try:
        yield kiosk
    finally:
        kiosk.close()
        screen.close()


def family(pid: int) -> list[int]:
    """The processes below one, at any depth."""
    below = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return below + [each for one in below for each in family(one)]


def called(pid: int) -> str:
    """The command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()


def without(what: str) -> tuple[str, ...]:
    """A prefix for a command that runs in a mount namespace of its own after the shell words `what`."""
    return (*apart("--mount"), "sh", "-c", f'{what} && exec "$@"', "sh")


def apart(kind: str) -> tuple[str, ...]:
    """A prefix for a command in a namespace of its own (`--mount`, `--net`); a person who is not root becomes it there."""
    return ("unshare", kind) if os.geteuid() == 0 else ("unshare", "--map-root-user", kind)


def chromium(profile: Path, width: int = 1280, height: int = 1600) -> Any:
    """Debian's Chromium, headless, with a profile of its own; a selenium driver."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", f"window-size={width},{height}", f"user-data-dir={profile}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.implicitly_wait(10)
    return driver


def sign_in(browser: Any, platform: Platform, role: str) -> None:
    """Signs a demo staff member in at the console."""
    from selenium.webdriver.common.by import By

    user, password = platform.password(role)
    browser.get(f"{platform.url}/staff/login/")
    browser.find_element(By.NAME, "username").send_keys(user)
    browser.find_element(By.NAME, "password").send_keys(password)
    browser.find_element(By.CSS_SELECTOR, "form button[type=submit]").click()
    wait_until(lambda: "/login/" not in browser.current_url, 20, f"{role} is signed in")


def submit(browser: Any) -> None:
    """Hands the open form in for approval."""
    from selenium.webdriver.common.by import By

    browser.execute_script("document.querySelector('[name=action-submit]').click()")
    browser.find_element(By.CSS_SELECTOR, ".messages .success")


def approve(browser: Any, platform: Platform, title: str) -> None:
    """Lets a publisher, from the home page on, approve what somebody else handed in."""
    from selenium.webdriver.common.by import By

    browser.delete_all_cookies()
    sign_in(browser, platform, "发布")
    browser.find_element(By.CSS_SELECTOR, "#approvals").find_element(By.PARTIAL_LINK_TEXT, title).click()
    button = "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
    browser.execute_script(f"document.querySelector('{button}').click()")
    browser.find_element(By.CSS_SELECTOR, ".messages .success")

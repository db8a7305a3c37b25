"""The stage for tours, walks and benches: real parts started as an outsider would, and looked at from outside.

A platform process, a kiosk in a window on a virtual screen (its pixels read from Xvfb's own file), a sound card that is
not there (PulseAudio's null sink, recorded), and Chromium.
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
import wave
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
RATE = 22_050


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


class Recording:
    """What came out of the loudspeaker, as an outsider hears it: `parec` on the null sink's monitor."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._file = folder / f"heard-{time.monotonic_ns()}.raw"
        self._out = self._file.open("wb")
        self._process = subprocess.Popen(
            ["parec", "--device=spk.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20"],
            env=env,
            stdout=self._out,
        )
        self._wait_for(lambda: self._file.stat().st_size > 0)
        self._began = time.monotonic()

    @staticmethod
    def _wait_for(happened, seconds: float = 10.0) -> None:
        until = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < until, "the recorder does not start"
            time.sleep(0.01)

    def samples(self) -> np.ndarray:
        """Everything heard so far, −1…1."""
        return np.frombuffer(self._file.read_bytes()[: self._file.stat().st_size // 2 * 2], np.int16) / 32768

    def seconds(self) -> float:
        """Length of the recording so far."""
        return self._file.stat().st_size / 2 / RATE

    def level(self, since: float = 0.0) -> float:
        """Loudness in dBFS (RMS of the sounding part) after `since` seconds."""
        heard = self.samples()[int(since * RATE) :]
        loud = heard[np.abs(heard) > 1e-4]
        return float(20 * np.log10(np.sqrt((loud**2).mean()))) if len(loud) else -120.0

    def sounding(self, threshold: float = 0.01) -> tuple[float, float] | None:
        """First and last second at which something was heard."""
        loud = np.flatnonzero(np.abs(self.samples()) > threshold)
        return (loud[0] / RATE, loud[-1] / RATE) if len(loud) else None

    def stop(self) -> None:
        """Ends the recording, once all that was played until now has arrived."""
        until_now = time.monotonic() - self._began
        self._wait_for(lambda: self.seconds() >= until_now - 0.1)
        self._process.terminate()
        self._process.wait(5)
        self._out.close()


class NullSink:
    """A sound card that is not there: PulseAudio with one null sink, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.env = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
        }
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no",
             "-L", "module-native-protocol-unix auth-anonymous=1", "-L", "module-null-sink sink_name=spk"],
            env={**self.env, "PULSE_SERVER": ""}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 15
        while subprocess.run(["pactl", "info"], env=self.env, capture_output=True, check=False).returncode:
            assert time.monotonic() < until, "PulseAudio does not start"
            time.sleep(0.05)

        # one quick listener for good: otherwise the sink falls back to two seconds of buffer between sounds
        self._listener = subprocess.Popen(
            ["parec", "--device=spk.monitor", "--latency-msec=20"], env=self.env, stdout=subprocess.DEVNULL
        )

    def record(self) -> Recording:
        """Begins to listen."""
        return Recording(self.env, self.folder)

    def close(self) -> None:
        """Takes the sound card away."""
        self._listener.terminate()
        self._listener.wait(5)
        self._process.terminate()
        self._process.wait(5)


def envelope(samples: np.ndarray, step_s: float = 0.02) -> np.ndarray:
    """Loudness every 20 ms."""
    step = int(RATE * step_s)
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    return np.sqrt((whole**2).mean(axis=1))


def resemblance(heard: np.ndarray, sound: np.ndarray) -> float:
    """How much a recording contains a sound: 1 = the same loudness over time somewhere in it."""
    long, short = envelope(heard), envelope(sound)
    short = (short - short.mean()) / (short.std() or 1)
    best = 0.0
    for at in range(max(1, len(long) - len(short) + 1)):
        part = long[at : at + len(short)]
        if len(part) == len(short) and part.std() > 0:
            best = max(best, float(((part - part.mean()) / part.std() * short).mean()))
    return best


def read_wav(file: Path) -> np.ndarray:
    """Samples of a mono 16-bit WAV file, −1…1."""
    with wave.open(str(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16) / 32768


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
        self.prefix: tuple[str, ...] = ()
        """What stands before the command: a namespace in which something is missing."""
        self.env = {**env, "KIOSK_DATA_DIR": str(data), "KIOSK_PLATFORM_URL": platform_url, "KIOSK_BACKOFF_MAX": "5"}
        self._process: subprocess.Popen[str] | None = None
        self._told: Queue[dict[str, Any]] = Queue()

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
            [*self.prefix, sys.executable, "-m", "kiosk", "run", "--script", "-", *options],
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
            self.do(pause=0.6)  # nobody presses twice within half a second; the touch guard counts it as a bounce

    def close(self) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                self._process.stdin.write('{"end": true}\n')
                self._process.stdin.flush()
            self._process.wait(20)
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None


def without(what: str) -> tuple[str, ...]:
    """A prefix for a command that runs in a mount namespace of its own after the shell words `what`."""
    return ("unshare", "--map-root-user", "--mount", "sh", "-c", f'{what} && exec "$@"', "sh")


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

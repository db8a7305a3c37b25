"""The kiosk as assistive technology finds it: a window with an accessibility bus of its own, and eyes that know none of its code."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import stage
from wcag import luminance, ratio

EYE = Path(__file__).with_name("atspi_eye.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own: python3-gi and the typelib of AT-SPI live there, not in .venv."""
NOWHERE = "http://127.0.0.1:9"
FURNITURE = ("bigger", "volume", "theme", "lang", "read", "home", "back", "speak", "help", "person")
NOT_CHOICES = ("pager-", "key-", "letter-", "check-next", "check-previous")
"""The pager is more of the same; the keys of a keypad are one instrument."""
PX_PER_MM = 1920 / 476
LEAST_TARGET_MM = 20
MOST_CHOICES = 6
LEAST_CONTRAST = 7.0
RING_CONTRAST = 3.0
RING_REACH_PX = 12
"""The ring of the focus stands outside the control: 1.2 mm of one colour, 1.2 mm of the other."""
PRESSED = ("push button", "toggle button")
NAMED = (*PRESSED, "heading", "label", "slider", "text")
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN_LATIN = re.compile(r"\b(EN|OK|Wi-?Fi|APP|ID|POS|ATM|CT|LED|UV|pdf|PDF|Word|Excel|AED)\b")
Node = dict[str, Any]


class Outside:
    """A kiosk with its own screen, bus and folder, and an eye on it."""

    def __init__(self, folder: Path, platform_url: str = NOWHERE) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.screen = stage.Screen(folder / "screen")
        # The accessibility bus inherits its socket's place from the session bus: two kiosks must not share one.
        self.env = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "DISPLAY": self.screen.display}
        self.env |= {"QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "0"}
        self.env.pop("AT_SPI_BUS_ADDRESS", None)
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().strip()
        self.kiosk = stage.KioskMachine(folder / "kiosk", platform_url, self.env)
        self._eye: subprocess.Popen[str] | None = None

    def open(self, *options: str) -> None:
        """The kiosk at rest; the eye comes when something is asked of it."""
        self.kiosk.open(*options)
        self.kiosk.do(began=True, seconds=60)

    def ask(self, **wish: Any) -> Any:
        """What the eye sees or does: the wishes of atspi_eye.py."""
        if self._eye is None:
            self._eye = subprocess.Popen(
                [SYSTEM_PYTHON, str(EYE), "kiosk"], env=self.env, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert json.loads(self._eye.stdout.readline()) == "ready"
        self._eye.stdin.write(json.dumps(wish) + "\n")
        self._eye.stdin.flush()
        did = json.loads(self._eye.stdout.readline())
        assert not isinstance(did, dict) or "failed" not in did, (wish, did)
        return did

    def look(self) -> list[Node]:
        return self.ask(look=True)

    def buttons(self) -> dict[str, Node]:
        return {node["id"]: node for node in self.look() if node["role"] in PRESSED}

    def close(self) -> None:
        if self._eye is not None:
            self._eye.stdin.close()
            self._eye.wait(20)
            self._eye.stdout.close()
        self.kiosk.close()
        self._bus.terminate()
        self._bus.wait(10)
        self._bus.stdout.close()
        self.screen.close()


def own(nodes: list[Node]) -> list[str]:
    """Ids of the buttons of the page itself, in the order of the tree."""
    return [node["id"] for node in nodes if node["role"] in PRESSED and node["id"] not in FURNITURE]


def heading(nodes: list[Node]) -> str:
    return next((node["name"] for node in nodes if node["role"] == "heading"), "")


def findings(nodes: list[Node], lang: str = "zh", furnished: bool = True) -> list[tuple[str, object]]:
    """What is wrong with a page: (kind, whom)."""
    frame = next(node for node in nodes if node["role"] == "frame")
    headings = [node["name"] for node in nodes if node["role"] == "heading"]
    wrong: list[tuple[str, object]] = [] if len(headings) == 1 else [("HEADINGS", headings)]
    if headings and frame["name"] != headings[0] and frame["name"] not in headings[0]:
        wrong.append(("TITLE", frame["name"]))
    if furnished:
        wrong += [("NOT-THERE", name) for name in FURNITURE if name not in {node["id"] for node in nodes}]
    choices = [name for name in own(nodes) if not name.startswith(NOT_CHOICES)]
    if len(choices) > MOST_CHOICES:
        wrong.append(("TOO-MANY", choices))
    right, bottom = frame["box"][0] + frame["box"][2], frame["box"][1] + frame["box"][3]
    for node in nodes:
        x, y, width, height = node["box"]
        if node["role"] in NAMED and not node["name"].strip():
            wrong.append(("NO-NAME", node))
        if node["role"] in NAMED and (x < 0 or y < 0 or x + width > right + 1 or y + height > bottom + 1):
            wrong.append(("OFF-WINDOW", node["name"]))
        if lang == "zh" and LATIN.search(KNOWN_LATIN.sub("", node["name"])) and node["role"] in NAMED:
            wrong.append(("FOREIGN-WORD", node["name"]))
        if node["role"] not in PRESSED:
            continue
        if not node["id"]:
            wrong.append(("NO-ID", node["name"]))
        if node["actions"].count("press") != 1:
            wrong.append(("PRESS", (node["id"], node["actions"])))
        if min(width, height) < LEAST_TARGET_MM * PX_PER_MM - 1:
            wrong.append(("TARGET", (node["id"], width, height)))
    for what in ("id", "name"):
        counted = Counter(node[what] for node in nodes if node["role"] in PRESSED)
        wrong += [(f"SAME-{what.upper()}", one) for one, count in counted.items() if count > 1]
    return wrong + [("ORDER", name) for name in out_of_order(nodes)]


def out_of_order(nodes: list[Node]) -> list[str]:
    """Where the tree goes back from a lower row of buttons to a higher one, on an upright screen."""
    buttons = [node for node in nodes if node["role"] in PRESSED]
    return [
        after["name"]
        for before, after in pairwise(buttons)
        if after["box"][1] + after["box"][3] <= before["box"][1] and after["box"][0] <= before["box"][0]
    ]


def cut(pixels: np.ndarray, box: list[int], more: int = 0) -> np.ndarray:
    x, y, width, height = box
    return pixels[max(0, y - more) : y + height + more, max(0, x - more) : x + width + more]


def contrast(pixels: np.ndarray, box: list[int]) -> float:
    """The best contrast against the commonest colour within a box that any visible share of its pixels has."""
    packed = cut(pixels, box).reshape(-1, 3).astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    kinds, counts = np.unique(packed, return_counts=True)
    colours = np.stack([kinds >> 16, kinds >> 8 & 255, kinds & 255], axis=1)
    ground = luminance(colours[counts.argmax()])
    seen = luminance(colours[counts >= max(2, counts.sum() * 0.0005)])
    return float(ratio(seen, ground).max())


def ring_pixels(before: np.ndarray, after: np.ndarray, box: list[int]) -> int:
    """How many pixels on and around a control changed by at least 3:1."""
    pair = [luminance(cut(pixels, box, RING_REACH_PX)) for pixels in (before, after)]
    return int((ratio(*pair) >= RING_CONTRAST).sum())


def ring_wanted(box: list[int]) -> int:
    """WCAG 2.4.13: as many as a line of 2 px round the control has."""
    return 4 * (box[2] + box[3]) - 16

"""The kiosk as assistive technology finds it, from outside: names, roles, ids, values, focus, announcements."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest

pytestmark = pytest.mark.walk

PX_PER_MM = 1920 / 476
LEAST_TARGET_MM = 20
FOCUS_TOLD_MS = 300
NAMED = ("push button", "heading", "label", "slider", "text")
PAGES = (
    ("begin", "home"),
    ("tile-families", "families"),
    ("volume", "sound"),
    ("help", "help"),
    ("home", "home"),
    ("tile-code", "code"),
    ("home", "home"),
    ("tile-report-what", "report-what"),
    ("home", "home"),
)


def findings(nodes):
    """What is wrong with a page: (kind, whom)."""
    frame = next(node for node in nodes if node["role"] == "frame")
    headings = [node["name"] for node in nodes if node["role"] == "heading"]
    wrong = [] if len(headings) == 1 else [("HEADINGS", headings)]
    if headings and frame["name"] != headings[0] and frame["name"] not in headings[0]:
        wrong.append(("TITLE", frame["name"]))
    right, bottom = frame["box"][0] + frame["box"][2], frame["box"][1] + frame["box"][3]
    for node in nodes:
        x, y, width, height = node["box"]
        if node["role"] in NAMED and not node["name"].strip():
            wrong.append(("NO-NAME", node))
        if node["role"] in NAMED and (x < 0 or y < 0 or x + width > right + 1 or y + height > bottom + 1):
            wrong.append(("OFF-WINDOW", node["name"]))
        if node["role"] != "push button":
            continue
        if not node["id"]:
            wrong.append(("NO-ID", node["name"]))
        if node["actions"].count("press") != 1:
            wrong.append(("PRESS", (node["id"], node["actions"])))
        if min(width, height) < LEAST_TARGET_MM * PX_PER_MM - 1:
            wrong.append(("TARGET", (node["id"], width, height)))
    for what in ("id", "name"):
        counted = Counter(node[what] for node in nodes if node["role"] == "push button")
        wrong += [(f"SAME-{what.upper()}", one) for one, count in counted.items() if count > 1]
    return wrong


def test_every_page_is_whole_and_what_is_hidden_is_hidden(outside):
    for name, page in PAGES:
        outside.ask(press=name)
        outside.kiosk.do(page=page)
        nodes = outside.look()
        assert findings(nodes) == [], page
        assert {"home", "back", "speak", "help", "person", "bigger", "volume", "theme", "lang", "read"} <= {
            node["id"] for node in nodes
        }
        assert ("begin" in {node["id"] for node in nodes}) is False, "the page before is gone"


def test_a_fault_would_be_found(outside):
    nodes = outside.look()
    button = next(node for node in nodes if node["role"] == "push button")
    for fault in ({"name": ""}, {"id": ""}, {"actions": []}, {"box": [0, 0, 40, 40]}, {"box": [1070, 0, 90, 90]}):
        assert findings([{**node, **fault} if node is button else node for node in nodes]) != [], fault
    assert findings([*nodes, button]) != []


def test_the_loudness_is_a_value_that_can_be_set(outside):
    outside.ask(press="volume")
    outside.kiosk.do(page="sound")
    assert next(node for node in outside.look() if node["id"] == "softer-louder")["value"] == 5
    outside.ask(set=["softer-louder", 7])
    assert next(node for node in outside.look() if node["id"] == "softer-louder")["value"] == 7
    outside.ask(press="home")


def test_a_page_announces_what_it_has_to_say(outside):
    outside.ask(heard=True)
    outside.ask(press="tile-code")
    outside.kiosk.do(page="code")
    assert any("请按九个数字" in words for words in outside.ask(heard=True))
    outside.ask(press="theme")
    assert "黑底黄字。" in outside.ask(heard=True)
    outside.ask(press="home")
    outside.kiosk.do(page="home")


def test_the_keys_reach_every_button_and_the_focus_is_told_once_and_soon(outside):
    wanted = set(outside.buttons())
    told = [outside.ask(key="Right") for _ in range(len(wanted))]
    assert {one["focus"] for one in told} == wanted
    assert [one["events"] for one in told] == [1] * len(told)
    assert statistics.median(one["ms"] for one in told) <= FOCUS_TOLD_MS

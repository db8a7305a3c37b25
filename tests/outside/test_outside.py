"""The kiosk as assistive technology finds it, from outside: names, roles, values, focus, news, and the pixels of the screen."""

from __future__ import annotations

import statistics

import eyes
import numpy as np
import pytest
import stage

pytestmark = [pytest.mark.walk, pytest.mark.alone]  # what is timed would fail beside others

TOLD_MS = 300
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
STAYING = ("bigger", "bigger", "bigger", "theme", "theme", "theme", "lang", "lang", "read", "read", "home", "back")
"""Each leaves the page where it is, and the look as it was."""


def pale(outside, nodes):
    """What can hardly be read: (name, contrast)."""
    pixels = outside.screen.pixels()
    told = [(node["name"], eyes.contrast(pixels, node["box"])) for node in nodes if node["role"] in eyes.NAMED]
    return [(name, found) for name, found in told if found < eyes.LEAST_CONTRAST]


def test_every_page_is_whole_and_what_is_hidden_is_hidden(outside):
    for name, page in PAGES:
        outside.ask(press=name)
        outside.kiosk.do(page=page)
        nodes = outside.look()
        assert eyes.findings(nodes) == [], page
        assert "begin" not in {node["id"] for node in nodes}, "the page before is gone"
        assert pale(outside, nodes) == [], page


def test_a_fault_would_be_found(outside):
    nodes = outside.look()
    button = next(node for node in nodes if node["id"] == "tile-code")
    for fault in (
        {"name": ""}, {"id": ""}, {"actions": []}, {"box": [0, 0, 40, 40]}, {"box": [1070, 0, 90, 90]},
        {"name": "Check"}, {"box": [200, 10, 100, 100]},
    ):  # fmt: skip
        assert eyes.findings([{**node, **fault} if node is button else node for node in nodes]) != [], fault
    assert eyes.findings([*nodes, button]) != []
    assert eyes.findings([node for node in nodes if node["id"] != "person"]) == [("NOT-THERE", "person")]
    more = [{**button, "id": f"tile-{number}", "name": f"块{number}"} for number in range(2)]
    assert [kind for kind, _ in eyes.findings([*nodes[:-9], *more, *nodes[-9:]])].count("TOO-MANY") == 1


def test_a_pale_word_or_a_thin_ring_would_be_found():
    ground = np.full((60, 200, 3), 250, np.uint8)
    for grey, least, most in ((0, 20, 21), (148, 2.5, 3.5), (84, 7, 8)):
        word = ground.copy()
        word[20:30, 40:120] = grey
        assert least < eyes.contrast(word, [0, 0, 200, 60]) < most
    ringed, box = ground.copy(), [20, 20, 100, 20]
    ringed[18:42, 18:122] = 0
    ringed[20:40, 20:120] = 250
    assert eyes.ring_pixels(ground, ringed, box) >= eyes.ring_wanted(box)
    ringed[18:30, 18:122] = 250
    assert eyes.ring_pixels(ground, ringed, box) < eyes.ring_wanted(box)


def test_the_loudness_is_a_value_that_can_be_set(outside):
    outside.ask(press="volume")
    outside.kiosk.do(page="sound")
    assert next(node for node in outside.look() if node["id"] == "softer-louder")["value"] == 5
    outside.ask(set=["softer-louder", 7])
    assert next(node for node in outside.look() if node["id"] == "softer-louder")["value"] == 7
    outside.ask(press="home")


def test_what_is_chosen_or_on_says_so(outside):
    for name, page in (("help", "help"), ("help-ways", "ways")):
        outside.ask(press=name)
        outside.kiosk.do(page=page)
    ways = outside.buttons()
    assert {name: way["on"] for name, way in ways.items() if way["on"] is not None} == {
        "way-silver": True, "way-normal": False, "way-assisted": False, "way-words": False, "way-low": False,
    }  # fmt: skip
    assert ways["way-silver"]["description"] == "选好了"
    for on, word in ((True, "开着"), (False, "关着")):
        told = outside.ask(effect="way-words")
        assert told["switched"] == {"way-words": on}
        way = outside.buttons()["way-words"]
        assert (way["on"], way["description"]) == (on, word)
    outside.ask(press="home")
    outside.kiosk.do(page="home")


def test_every_press_has_an_effect_that_is_told_soon(outside):
    outside.kiosk.do(page="home")
    late = []
    for name in STAYING:
        told = outside.ask(effect=name)
        assert told["ms"] is not None and (told["changed"] or told["heard"]), name
        late.append(told["ms"])
    tiles = eyes.own(outside.look())
    assert len(tiles) >= 5
    for name in (*tiles, "volume", "speak", "help", "person"):
        told = outside.ask(effect=name)
        assert told["changed"] and told["ms"] is not None, name
        late.append(told["ms"])
        if name == "speak":
            assert outside.ask(effect=name)["heard"] == ["现在不能说话，请用手按。"], "nobody can listen, said again"
        outside.ask(press="home")
        outside.kiosk.do(page="home")
    assert statistics.median(late) <= TOLD_MS


def test_a_press_of_assistive_technology_is_somebody_being_there(outside):
    for _ in range(3):
        outside.kiosk.do(forward=100)
        outside.ask(press="theme")
        assert outside.kiosk.do(pause=0.6)["page"] == "home"


def test_a_service_is_four_presses_away(outside):
    for wanted in ("families", "kinds", "services", "service"):
        outside.ask(press=next(name for name in eyes.own(outside.look()) if not name.startswith(eyes.NOT_CHOICES)))
        outside.kiosk.do(page=wanted)
        assert eyes.findings(outside.look()) == [], wanted
    outside.ask(press="home")
    outside.kiosk.do(page="home")


def test_a_page_announces_what_it_has_to_say(outside):
    outside.ask(heard=True)
    outside.ask(press="tile-code")
    outside.kiosk.do(page="code")
    assert any("请按九个数字" in words for words in outside.ask(heard=True))
    assert "黑底黄字。" in outside.ask(effect="theme")["heard"]
    assert any("请按九个数字" in words for words in outside.ask(effect="key-erase")["heard"]), "nothing to erase"
    outside.ask(press="home")
    outside.kiosk.do(page="home")


def test_the_keys_go_round_in_the_order_of_the_eye_and_the_ring_is_seen(outside):
    nodes = outside.buttons()
    told = []
    for _ in nodes:
        before = outside.screen.pixels()
        told.append(outside.ask(key="Right"))
        box = nodes[told[-1]["focus"]]["box"]
        stage.wait_until(
            lambda before=before, box=box: (
                eyes.ring_pixels(before, outside.screen.pixels(), box) >= eyes.ring_wanted(box)
            ),
            2,
            f"a ring round {told[-1]['focus']}",
        )
    order = [one["focus"] for one in told]
    assert set(order) == set(nodes)
    assert [one["events"] for one in told] == [1] * len(told)
    assert statistics.median(one["ms"] for one in told) <= TOLD_MS
    assert outside.ask(key="Right")["focus"] == order[0], "no trap"
    first = order.index("bigger")
    assert order[first:] + order[:first] == sorted(order, key=lambda name: nodes[name]["box"][1::-1])
    assert order[first:] + order[:first] == list(nodes), "and the tree has the same order"

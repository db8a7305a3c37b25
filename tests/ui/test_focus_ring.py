"""Where an arrow leads, in plain rectangles: right and left go round all, up and down to what is nearest."""

import pytest

from ui.focus_ring import Place, first, step

UPRIGHT = [
    Place("home", 0, 900, 100, 90), Place("back", 110, 900, 100, 90), Place("speak", 220, 900, 100, 90),
    Place("bigger", 100, 0, 60, 50), Place("volume", 170, 0, 60, 50), Place("theme", 240, 0, 60, 50), Place("lang", 310, 0, 60, 50),
    Place("read", 200, 800, 120, 60),
    Place("one", 0, 100, 180, 90), Place("two", 190, 100, 180, 90), Place("three", 0, 200, 180, 90), Place("send", 0, 300, 370, 90, careful=True),
]  # fmt: skip
LYING = [
    Place("home", 0, 0, 60, 90), Place("back", 0, 100, 60, 90), Place("bigger", 900, 100, 60, 90), Place("theme", 900, 300, 60, 90),
    Place("read", 700, 450, 150, 40), Place("one", 100, 100, 700, 90), Place("two", 100, 200, 700, 90),
]  # fmt: skip


def names(places, keys, start):
    at = next(n for n, place in enumerate(places) if place.name == start)
    found = []
    for key in keys:
        at = step(places, at, key)
        found.append(places[at].name)
    return found


def test_right_goes_round_everything_and_left_comes_back():
    went = names(UPRIGHT, ["next"] * 12, "one")
    assert went == [
        "two", "three", "send", "read", "home", "back", "speak", "bigger", "volume", "theme", "lang", "one",
    ]  # fmt: skip
    assert names(UPRIGHT, ["previous"] * 12, "one") == [*went[-2::-1], "one"]


@pytest.mark.parametrize(
    ("places", "start", "keys", "there"),
    [
        (UPRIGHT, "one", ["down"], "three"),
        (UPRIGHT, "two", ["down"], "three"),
        (UPRIGHT, "send", ["down"], "read"),
        (UPRIGHT, "read", ["down"], "speak"),
        (UPRIGHT, "three", ["up"], "one"),
        (UPRIGHT, "two", ["up"], "bigger"),
        (UPRIGHT, "bigger", ["up"], "speak"),
        (UPRIGHT, "home", ["down"], "back"),
        (LYING, "one", ["down", "down"], "read"),
        (LYING, "one", ["up"], "bigger"),
        (LYING, "home", ["down"], "back"),
        (LYING, "bigger", ["down"], "theme"),
        (LYING, "read", ["up"], "two"),
    ],
)
def test_up_and_down_go_to_the_nearest(places, start, keys, there):
    assert names(places, keys, start)[-1] == there


@pytest.mark.parametrize("places", [UPRIGHT, LYING])
@pytest.mark.parametrize("key", ["next", "previous", "up", "down"])
def test_no_key_is_ever_dead(places, key):
    assert all(step(places, at, key) not in (None, at) for at in range(len(places)))


def test_the_focus_begins_where_nothing_grave_happens():
    assert UPRIGHT[first(UPRIGHT)].name == "one"
    grave = [place for place in UPRIGHT if place.name not in ("one", "two", "three")]
    assert grave[first(grave)].name == "read"
    assert first([]) is None

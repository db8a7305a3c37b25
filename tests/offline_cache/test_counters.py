"""What was counted goes with the next hello that is answered, once, and carries nothing but names of the feed."""

import pytest

from offline_cache.counters import MOST_COUNT, MOST_NAMES, Counters
from offline_cache.platform_client import Away


def test_they_go_with_the_next_answered_hello_and_only_once(server, sync, joined):
    counters = Counters()
    counters.add({"answer:sure": 2, "service:ll-gaoling": 1, "saying:漏水": 1})
    server.fault = lambda path: (503, b"")
    assert isinstance(sync.hello("off", counters), Away)
    server.fault = lambda path: None
    counters.add({"answer:sure": 1})
    assert sync.hello("off", counters) is None
    assert server.hellos[-1]["counters"] == {"answer:sure": 3, "service:ll-gaoling": 1, "saying:漏水": 1}
    assert sync.hello("off", counters) is None
    assert server.hellos[-1]["counters"] == {}


def test_a_hello_without_counters_says_none(server, sync, joined):
    assert sync.hello() is None
    assert server.hellos[-1]["counters"] == {}


@pytest.mark.parametrize(
    "counted",
    [
        {"answer:perhaps": 1},
        {"answer:": 1},
        {"question:孙子打人": 1},
        {"孙子打人": 1},
        {"service:孙子 打人": 1},
        {"elsewhere:": 1},
        {"saying:" + "长" * 100: 1},
        {"saying:a\nb": 1},
        {"none-of-these": 0},
        {"none-of-these": -3},
        {"none-of-these": True},
        {"none-of-these": "1"},
        {"none-of-these": 1.5},
        {"none-of-these": None},
    ],
)
def test_anything_else_is_dropped(counted):
    counters = Counters()
    counters.add(counted)
    assert counters.next() == {}


def test_what_is_too_much_for_one_hello_waits_for_the_next():
    counters = Counters()
    counters.add({f"service:s{number}": 1 for number in range(MOST_NAMES + 5)} | {"answer:sure": MOST_COUNT + 7})
    first = counters.next()
    assert (len(first), first["answer:sure"]) == (MOST_NAMES, MOST_COUNT)
    counters.arrived(first)
    rest = counters.next()
    assert (len(rest), rest["answer:sure"]) == (7, 7)
    counters.arrived(rest)
    assert counters.next() == {}

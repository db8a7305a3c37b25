"""What a hall was asked is added up by day, without the device and without a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform.content.models import Saying
from central_platform.fleet import counters
from central_platform.fleet.models import DayCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def saying(publication):
    return Saying.objects.create(said="看病的本本", means="社保卡")


def kept():
    return dict(DayCount.objects.values_list("name", "count"))


def hello(device, counted):
    status, body = device.post("hello", {"lease_left": 50, "counters": counted})
    assert status == 200 and device.opened("hello", body)


def test_hellos_add_up_to_one_row_a_day_and_name(device, saying):
    hello(device, {"answer:sure": 3, "service:yb-jumin": 2, "saying:看病的本本": 1, "elsewhere:passport": 1})
    hello(device, {"answer:sure": 4, "none-of-these": 1})
    assert kept() == {
        "answer:sure": 7, "none-of-these": 1, "service:yb-jumin": 2, "saying:看病的本本": 1, "elsewhere:passport": 1,
    }  # fmt: skip
    assert set(DayCount.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_no_column_says_which_kiosk(device):
    assert {field.name for field in DayCount._meta.get_fields()} == {"id", "day", "name", "count"}
    hello(device, {"answer:sure": 1})
    assert not [field.name for field in device_row(device).heartbeat._meta.get_fields() if "counter" in field.name]


def device_row(device):
    from central_platform.fleet.models import Kiosk

    return Kiosk.objects.select_related("heartbeat").get(pk=device.id)


@pytest.mark.parametrize(
    "counted",
    [
        {"search": 4},
        {"answer:maybe": 1},
        {"question:yb-jumin": 1},
        {"service:": 1},
        {"service:我要交医保": 1},
        {"service:a b": 1},
        {"service:yb\n": 1},
        {"elsewhere:../x": 1},
        {"saying:我叫王秀英住三栋": 1},  # no entry of the lexicon: somebody's sentence
        {"service:" + "a" * 93: 1},
        {"answer:sure": 0},
        {"answer:sure": -3},
        {"answer:sure": 1.5},
        {"answer:sure": True},
        {"answer:sure": "9"},
        ["answer:sure"],
        None,
    ],
)
def test_anything_else_is_dropped(device, saying, counted):
    hello(device, counted)
    assert kept() == {}


def test_the_good_ones_beside_a_bad_one_are_kept(device, saying):
    hello(device, {"saying:别的话": 2, "saying:看病的本本": 2, "x": 1, "service:" + "a" * 92: 1})
    assert kept() == {"saying:看病的本本": 2, "service:" + "a" * 92: 1}


def test_one_hello_counts_for_ten_thousand_at_most(device):
    hello(device, {"answer:sure": 10**12})
    assert kept() == {"answer:sure": 10_000}


def test_one_hello_names_a_thousand_at_most(db):
    counters.add({f"service:s{number}": 1 for number in range(1500)})
    assert len(kept()) == 1000


def test_the_last_days_are_added_and_old_ones_forgotten(db):
    today = timezone.localdate()
    for days, count in ((0, 2), (27, 3), (28, 100), (401, 100)):
        DayCount.objects.create(day=today - timedelta(days=days), name="answer:sure", count=count)
    assert counters.since(today - timedelta(days=27)) == {"answer:sure": 5}
    counters.add({"answer:which": 1})
    counters.forget_old()
    assert sorted((today - day).days for day in DayCount.objects.values_list("day", flat=True)) == [0, 0, 27, 28]

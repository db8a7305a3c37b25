"""What a kiosk remembers of its starts: crashes by the machine's own clock, safe mode, and its end."""

import json

import pytest

from kiosk.starts import CALM_SECONDS, Start, Starts


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def boots(tmp_path, clock):
    """Starts of one kiosk, by the boot of its machine."""
    return lambda boot="monday": Starts(tmp_path / "data" / "starts.json", boot, lambda: clock[0])


def crash(boots, times, boot="monday"):
    """That many starts that never ended."""
    for _ in range(times):
        boots(boot).begin()


def test_the_first_start_and_one_after_an_end_say_nothing(boots):
    assert boots().begin() == Start(broke_off=False, safe=False)
    boots().end()
    assert boots().begin() == Start(broke_off=False, safe=False)


def test_a_start_that_did_not_end_was_cut_off(boots):
    crash(boots, 1)
    assert boots().begin() == Start(broke_off=True, safe=False)


def test_three_crashes_in_ten_minutes_are_safe_mode(boots, clock):
    crash(boots, 3)
    assert not boots().safe
    clock[0] += 599
    assert boots().begin() == Start(broke_off=True, safe=True)
    assert boots().safe


def test_three_crashes_in_a_longer_time_are_not(boots, clock):
    crash(boots, 3)
    clock[0] += 601
    assert not boots().begin().safe


def test_safe_mode_outlives_an_end_and_ends_after_a_calm_half_hour(boots, clock):
    crash(boots, 4)
    boots().end()
    assert boots().begin() == Start(broke_off=False, safe=True)
    clock[0] += CALM_SECONDS - 1
    assert boots().safe
    clock[0] += 1
    assert not boots().safe


def test_whoever_calls_it_off_begins_to_count_anew(boots):
    crash(boots, 4)
    boots().calm()
    assert not boots().safe
    assert boots().begin() == Start(broke_off=True, safe=False)


def test_a_power_cut_cuts_off_but_is_no_crash(boots):
    crash(boots, 3)
    assert boots("tuesday").begin() == Start(broke_off=True, safe=False)
    crash(boots, 1, "tuesday")
    assert not boots("tuesday").safe


def test_a_damaged_file_is_a_first_start_and_a_disk_that_takes_nothing_stops_nobody(boots, tmp_path):
    crash(boots, 1)
    for damage in (b"", b"[]", b'{"boot": 1}', b"\xff", json.dumps({"crashes": "x"}).encode()):
        (tmp_path / "data" / "starts.json").write_bytes(damage)
        assert boots().begin() == Start()
    nowhere = Starts(tmp_path / "data" / "starts.json" / "below-a-file", "monday", lambda: 1.0)
    assert nowhere.begin() == Start()
    nowhere.end()
    assert not nowhere.safe


def test_doctor_tells_of_safe_mode_and_calls_it_off(kiosk, with_content, data_dir):
    real = Starts(data_dir / "starts.json")
    for _ in range(4):
        real.begin()
    assert kiosk("health", "--json").said["safe_mode"] is True
    found = {one["part"]: one["state"] for one in kiosk("doctor", "--json").said["checks"]}
    assert found["crashes"] == "damaged"
    assert kiosk("doctor", "--repair").code == 4
    assert kiosk("health", "--json").said["safe_mode"] is False

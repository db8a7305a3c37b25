"""What staff set from afar: taken when it is signed, ours, newer and possible; else what was in force stays."""

import pytest

from kiosk.settings import fit_for_hall
from offline_cache import hall_settings
from offline_cache.sync import Sync


@pytest.fixture
def sync(joined, catalogue, client):
    return Sync.made(joined, catalogue, client, "test", fit_for_hall)


@pytest.fixture
def told(server, sync, joined):
    """The platform sends these with a hello; what is in force afterwards."""

    def tell(version, epoch=1, hall="jinhe", **values):
        server.settings = {"hall": hall, "epoch": epoch, "version": version, "values": values}
        assert sync.hello() is None
        return dict(hall_settings.kept(joined.at).values)

    return tell


def test_the_newest_is_kept_and_told_to_the_platform(told, server, sync):
    assert told(1, volume=3) == {"volume": 3}
    assert server.hellos[-1]["settings"] is None
    assert told(2, idle_seconds=90, entrance="normal") == {"idle_seconds": 90, "entrance": "normal"}
    server.settings = None
    sync.hello()
    assert server.hellos[-1]["settings"] == {"epoch": 1, "version": 2}


def test_an_old_word_does_not_come_back_but_a_new_epoch_counts(told):
    told(5, volume=3)
    assert told(4, volume=8) == {"volume": 3}
    assert told(5, volume=8) == {"volume": 3}
    assert told(1, epoch=2, volume=6) == {"volume": 6}


@pytest.mark.parametrize(
    "values",
    [
        {"idle_seconds": 5}, {"idle_seconds": "soon"}, {"volume": 0}, {"volume": 2.5}, {"volume": True},
        {"entrance": "gold"}, {"refractory_seconds": None}, {"warn_seconds": 10**400},
    ],
)  # fmt: skip
def test_what_cannot_be_leaves_everything_as_it_was(told, values):
    told(1, volume=4)
    assert told(2, report_idle_seconds=300, **values) == {"volume": 4}


def test_what_only_a_newer_program_knows_is_passed_over(told):
    assert fit_for_hall(told(1, volume=4, platform_url="http://evil.example", data_dir="/tmp")) == {"volume": 4}


def test_another_halls_settings_are_not_ours(told):
    assert told(1, hall="elsewhere", volume=4) == {}


def test_without_the_platforms_signature_nothing_is_taken(told, server, joined, monkeypatch):
    told(1, volume=4)
    genuine = server.keys.sign

    def forged(kind, value):
        thing = genuine(kind, value)
        return {**thing, "signed": thing["signed"].replace("8", "7")} if kind == "settings" else thing

    monkeypatch.setattr(server.keys, "sign", forged)
    assert told(2, volume=8) == {"volume": 4}


def test_a_damaged_file_is_as_none_until_the_next_hello(told, joined):
    told(1, volume=4)
    path = joined.at.hall_settings
    path.write_bytes(path.read_bytes().replace(b"4", b"8"))
    assert hall_settings.kept(joined.at) == hall_settings.NONE
    assert told(1, volume=4) == {"volume": 4}


def test_a_kiosk_that_moves_leaves_the_former_halls_settings_behind(told, server, sync, joined):
    told(1, volume=4)
    server.settings, server.hall = None, "elsewhere"
    assert sync.hello() is None
    assert hall_settings.kept(joined.at) == hall_settings.NONE

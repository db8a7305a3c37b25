"""A hall that tries something is followed by real kiosks, which know nothing of trials."""

import pytest

from central_platform.content import trials
from central_platform.content.models import Hall, Place, Saying
from central_platform.feed import files, keygen
from central_platform.fleet import codes, halls
from offline_cache.catalogue import Catalogue
from offline_cache.enrolment import Enrolled, enrol
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.platform_client import Client
from offline_cache.sync import Sync


@pytest.mark.django_db(transaction=True)
def test_real_kiosks_are_moved_and_follow(live_server, tmp_path):
    """Two kiosks in two halls, by HTTP."""
    keygen.make()
    common = {"name_zh": "锦和", "community_zh": "锦和", "window_zh": "1号窗口", "phone": "1", "duty_zh": "李阿姨"}
    for code in ("jinhe", "xinqu"):
        Hall.objects.create(code=code, **common)
    saying = Saying.objects.create(said="看病的本本", means="医保")
    place = Place.objects.create(code="door", name_zh="大门", kind="landmark", hint_zh="往南走。")
    client = Client(live_server.url, 5, 5)
    here, there = (joined(tmp_path / code, client, live_server.url, code) for code in ("jinhe", "xinqu"))
    look = lambda: [sync.once() and sync.catalogue.place("door").hint.zh for sync in (here, there)]  # noqa: E731
    assert look() == ["往南走。", "往南走。"]

    place.hint_zh = "往北走。"
    trial = trials.start(place, "jinhe", None)
    assert look() == ["往北走。", "往南走。"]
    assert here.catalogue.publication() == halls.link("jinhe").publication.slug != there.catalogue.publication()
    assert here.catalogue.hall().id == "jinhe"
    saying.means = "医疗保险"
    saying.save()  # anything else reaches both
    trials.take_back(trial, None)
    assert look() == ["往南走。", "往南走。"]
    trials.publish(trials.start(place, "jinhe", None), None)
    assert look() == ["往北走。", "往北走。"]
    for kiosk in (here, there):
        assert kiosk.catalogue.state().version == files.head_of(halls.publication(kiosk.catalogue.publication()))
    client.close()


def joined(folder, client, url, hall):
    catalogue = Catalogue(folder)
    ledger = Ledger(Outbox(folder, catalogue))
    assert isinstance(enrol(ledger, client, url, codes.make(halls.link(hall), 50), "test", None), Enrolled)
    return Sync.made(ledger, catalogue, client, "test")

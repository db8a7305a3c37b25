"""A kiosk says how it is and gets what it needs."""

import json

import pytest

from central_platform.feed import epochs, files, keygen
from central_platform.fleet import hall_settings, receipts
from central_platform.fleet.models import Heartbeat, Kiosk, Lease
from central_platform.reports import audit
from central_platform.reports.models import AccessLog, Received, Report

pytestmark = pytest.mark.django_db


def hello(device, **said):
    status, body = device.post("hello", {"lease_left": 50, **said})
    assert status == 200, body
    return device.opened("hello", body)


def test_the_heartbeat_is_kept(device):
    hello(device, app="1.0", queue={"queued": 3, "parked": 1}, disk_free=10**9, voice="on", clock_ok=True,
          newest={"epoch": 7, "head": 9})  # fmt: skip
    beat = Heartbeat.objects.get(kiosk_id=device.id)
    assert (beat.app, beat.queued, beat.parked, beat.disk_free, beat.voice) == ("1.0", 3, 1, 10**9, True)
    assert (beat.epoch, beat.head) == (7, 9)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"app": "\x00", "queue": {"queued": -1, "parked": 10**30}, "disk_free": 1.5, "newest": [], "counters": "x"},
        {"lease_left": "many", "proof": [], "keys_version": True, "counters": {"\ud800": 1, "a": {}}, "zzz": 1},
        {"proof": {"signed": "{}", "key_id": "s", "sig": "AAAA"}},
    ],
)
def test_whatever_a_kiosk_says_it_is_answered(device, said):
    status, body = device.post("hello", said)
    assert status == 200 and device.opened("hello", body)["device_id"] == device.id


def test_the_answer_names_hall_publication_and_epoch(device):
    answer = hello(device)
    assert answer["hall"]["id"] == "jinhe" and answer["publication"] == "main"
    assert answer["epoch"] == epochs.current() and answer["keys_version"] == 1
    assert answer["lease"] is None and answer["drop_refs"] == []


def test_below_half_new_receipts_come(device):
    assert hello(device, lease_left=25)["lease"] is None
    lease = device.opened("lease", hello(device, lease_left=24)["lease"])
    first = json.loads(device.enrolled["lease"]["signed"])["receipts"]
    assert len(lease["receipts"]) == 50 and not set(lease["receipts"]) & set(first)


def test_numbers_come_again_until_they_have_arrived(device):
    hello(device)
    lost = hello(device, lease_left=3)["lease"]
    given = device.opened("lease", lost)
    again = device.opened("lease", hello(device, lease_left=3)["lease"])
    assert again["lease_id"] == given["lease_id"] and set(again["receipts"]) == set(given["receipts"])
    offer = device.envelope(
        receipt=given["receipts"][0]
    )  # it has come, and is used so fast that nobody hears of plenty
    assert device.opened("answer", device.post("envelopes", {"envelopes": [offer]})[1]["answers"][0])
    assert device.opened("lease", hello(device, lease_left=3)["lease"])["lease_id"] != given["lease_id"]


def test_a_kiosk_that_always_asks_does_not_drain_the_numbers(device):
    Kiosk.objects.filter(pk=device.id).update(lease_size=5000)
    for _ in range(6):
        hello(device, lease_left=5000)
        answer = hello(device, lease_left=0)
        assert answer["lease"] is not None
    assert 15_000 < sum(Lease.objects.values_list("size", flat=True)) <= 20_050


def test_a_proof_that_we_forgot_begins_one_new_epoch(device, read_claim):
    offer = device.envelope()
    _, body = device.post("envelopes", {"envelopes": [offer]})
    proof, before = body["answers"][0], epochs.current()
    assert hello(device, proof=proof)["epoch"] == before
    Report.objects.all().delete(), Received.objects.all().delete()  # an old backup came back
    after = hello(device, proof=proof)["epoch"]
    assert after > before
    assert hello(device, proof=proof)["epoch"] == after
    assert AccessLog.objects.get().act == "epoch" and audit.verify() == audit.Whole(1, ())
    assert device.offer(offer)[read_claim(offer)["ref"]]["epoch"] == after


def test_a_pointer_newer_than_the_database_begins_a_new_epoch(device, publication):
    files.write(publication)
    proof = json.loads((files.directory(publication) / "pointer.json").read_text())
    before = hello(device, proof=proof)["epoch"]
    publication.head.seq = 0
    publication.head.save()
    assert hello(device, proof=proof)["epoch"] > before


def test_a_claim_nobody_signed_changes_nothing(device, ring):
    before = hello(device)["epoch"]
    forged = {
        "signed": json.dumps({"epoch": before + 9, "head": 99, "publication": "main"}),
        "key_id": ring.signing[0].id,
        "sig": "AAAA",
    }
    assert hello(device, proof=forged)["epoch"] == before


def test_each_epoch_leases_from_another_tenth(device):
    first = json.loads(device.enrolled["lease"]["signed"])["receipts"][0][0]
    epochs.mint("restore")
    lease = device.opened("lease", hello(device, lease_left=0)["lease"])
    assert {code[0] for code in lease["receipts"]} != {first} and lease["epoch"] == epochs.current()


def test_after_a_rotation_the_kiosk_hears_of_the_new_list(device):
    keygen.rotate("signing")
    _, body = device.post("hello", {"lease_left": 50})
    assert json.loads(body["signed"])["keys_version"] == 2


def test_when_the_numbers_of_an_epoch_are_used_up_hello_goes_on_without(device, monkeypatch, caplog):
    monkeypatch.setattr(receipts, "_taken", lambda codes: sorted(codes))
    with pytest.raises(receipts.NoNumbersLeft):
        receipts.lease(Kiosk.objects.get(), 1)
    hello(device)
    assert hello(device, lease_left=0)["lease"] is None
    assert "no more numbers" in caplog.text


def test_settings_of_the_hall_come_until_the_kiosk_has_them(device, django_user_model):
    assert hello(device)["settings"] is None
    who, hall = django_user_model.objects.create(username="admin"), Kiosk.objects.get(pk=device.id).hall
    hall_settings.change(hall, {"volume": 3}, who)
    said = device.opened("settings", hello(device)["settings"])
    assert said == {"hall": "jinhe", "epoch": epochs.current(), "version": 1, "values": {"volume": 3}}
    has = {"epoch": said["epoch"], "version": 1}
    assert hall_settings.taken(hall) == (0, 1)
    assert hello(device, settings=has)["settings"] is None
    assert hall_settings.taken(hall) == (1, 1)
    hall_settings.change(hall, {}, who)
    assert device.opened("settings", hello(device, settings=has)["settings"])["values"] == {}
    assert hall_settings.taken(hall) == (0, 1)

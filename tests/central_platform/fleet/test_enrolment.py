"""A kiosk comes in with a code, once, and is cut off at once when staff say so."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform import crypto
from central_platform.fleet import codes, enrolment
from central_platform.fleet.models import EnrolmentCode, Kiosk, LeasedReceipt
from central_platform.fleet.receipts import is_receipt

pytestmark = pytest.mark.django_db


def test_the_answer_holds_all_a_kiosk_needs(ring, hall, new_device):
    kiosk = new_device()
    status, answer = kiosk.enrol(codes.make(hall, 2000))
    assert status == 200
    assert answer["hall"]["phone"] == "028-5550-0102" and answer["publication"] == "main"
    root = crypto.unb64(answer["root"])
    assert crypto.verified("keys", answer["keys"], root)["root"] == answer["root"]
    assert answer["fingerprint"] == crypto.fingerprint(root, crypto.unb64(kiosk.public))
    lease = kiosk.opened("lease", answer["lease"])
    assert lease["device_id"] == kiosk.id and len(set(lease["receipts"])) == 2000
    assert all(is_receipt(code) for code in lease["receipts"])
    assert len({code[0] for code in lease["receipts"]}) == 1


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda c: c.replace("-", ""), lambda c: " ".join(c), lambda c: c.replace("0", "o").replace("1", "l")],
)
def test_a_code_is_understood_however_it_is_typed(ring, hall, new_device, typed):
    assert new_device().enrol(typed(codes.make(hall, 10)))[0] == 200


def test_a_code_lets_one_kiosk_in_once(ring, hall, new_device):
    code, first = codes.make(hall, 10), new_device()
    assert first.enrol(code)[0] == 200
    assert new_device().enrol(code) == (403, {"why": "code"})
    assert Kiosk.objects.count() == 1


def test_a_kiosk_that_lost_the_answer_asks_again_and_is_the_same_kiosk(ring, hall, new_device):
    code, kiosk = codes.make(hall, 10), new_device()
    first = kiosk.enrol(code)[1]
    again = kiosk.enrol(code)[1]
    assert again["device_id"] == first["device_id"]
    assert set(json.loads(again["lease"]["signed"])["receipts"]) == set(
        json.loads(first["lease"]["signed"])["receipts"]
    )


def test_an_old_code_is_no_code(ring, hall, new_device):
    code = codes.make(hall, 10)
    EnrolmentCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert new_device().enrol(code) == (403, {"why": "code"})


def test_codes_are_kept_only_as_hashes(hall):
    code = codes.make(hall, 10).replace("-", "")
    row = EnrolmentCode.objects.values().get()
    assert code not in json.dumps(row, default=str)


@pytest.mark.parametrize(
    "body", ["{}", "[]", "x", '{"code": 5, "device_public": ""}', '{"code": "00000000", "device_public": "AAAA"}']
)
def test_malformed_is_told_apart_from_wrong(ring, hall, client, body):
    response = client.post("/api/kiosk/v1/enrol", body, content_type="application/json")
    assert response.status_code == 400


def test_the_eleventh_wrong_code_of_an_address_is_not_looked_at(ring, hall, new_device):
    kiosk = new_device()
    assert [kiosk.enrol("0000-0000")[0] for _ in range(11)] == [403] * 10 + [429]
    assert kiosk.enrol(codes.make(hall, 10))[0] == 429


@pytest.mark.parametrize(("proxy", "eleventh"), [("127.0.0.1", 403), ("10.0.0.9", 429), ("", 429)])
def test_only_the_trusted_proxy_is_believed_about_addresses(ring, hall, client, new_device, settings, proxy, eleventh):
    settings.TRUSTED_PROXY = proxy
    body = json.dumps({"code": "0000-0000", "device_public": new_device().public})
    statuses = [
        client.post(
            "/api/kiosk/v1/enrol",
            body,
            content_type="application/json",
            headers={"X-Forwarded-For": f"6.6.6.6, 192.0.2.{n}"},
        ).status_code
        for n in range(11)
    ]
    assert statuses == [403] * 10 + [eleventh]


def test_a_hundred_wrong_codes_an_hour_close_the_door_for_all(ring, hall, new_device):
    for address in range(100):
        enrolment.enrol("0000-0000", new_device().public, f"10.0.0.{address}")
    assert enrolment.enrol(codes.make(hall, 10), new_device().public, "10.9.9.9") == enrolment.NotEnrolled("too-many")


def test_receipts_are_never_leased_twice(ring, hall, new_device):
    leases = []
    for _ in range(5):
        kiosk = new_device()
        kiosk.enrol(codes.make(hall, 1000))
        leases += json.loads(kiosk.enrolled["lease"]["signed"])["receipts"]
    assert len(set(leases)) == len(leases) == LeasedReceipt.objects.count() == 5000


def test_a_revoked_kiosk_is_told_so_by_a_signed_word_at_its_next_request(device):
    assert device.post("statuses", {"receipts": []})[0] == 200
    enrolment.revoke(Kiosk.objects.get(pk=device.id))
    status, body = device.post("statuses", {"receipts": []})
    assert status == 403
    assert device.opened("revoked", body)["device_id"] == device.id


def test_a_revoked_key_does_not_come_back_with_a_new_code(device, hall):
    enrolment.revoke(Kiosk.objects.get(pk=device.id))
    assert device.enrol(codes.make(hall, 10)) == (403, {"why": "code"})

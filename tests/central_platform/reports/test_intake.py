"""Taking envelopes in: exactly once, signed, one by one."""

import hashlib
import json
import uuid
from datetime import datetime, timedelta

import pytest
from nacl.signing import SigningKey

from central_platform import crypto
from central_platform.feed import changes, keys
from central_platform.fleet import codes, enrolment
from central_platform.fleet.models import Kiosk
from central_platform.reports import calls
from central_platform.reports.models import CallEvent, Letter, Received, Report, ReportPerson

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_sealed_and_answered(device, read_claim):
    offer = device.envelope(inside={"words": "路灯不亮", "contact": "13800000000"}, consent="2026-1")
    claim = read_claim(offer)
    answer = device.offer(offer)[claim["ref"]]
    assert (answer["outcome"], answer["why"], answer["receipt"]) == ("stored", None, claim["receipt"])
    assert answer["sealed_sha256"] == claim["sealed_sha256"] and answer["device_id"] == device.id
    report = Report.objects.get()
    assert (str(report.pk), report.category, report.place, report.status) == (
        claim["ref"],
        "streetlight",
        "jy-3",
        "filed",
    )
    sealed = bytes(report.person.sealed)
    assert "路灯".encode() not in sealed
    assert json.loads(keys.load().unseal(sealed, report.person.sealing_key_id))["contact"] == "13800000000"
    assert report.due_at - report.received_at == timedelta(hours=72)


def test_the_same_envelope_again_gets_the_same_answer_from_any_device(device, new_device, hall, read_claim):
    offer = device.envelope()
    first = device.offer(offer)
    assert device.offer(offer) == first
    clone = new_device()
    clone.enrol(codes.make(hall, 10))
    again = clone.signed(read_claim(offer) | {"device_id": clone.id}, crypto.unb64(offer["sealed"]))
    answer = clone.offer(again)[read_claim(offer)["ref"]]
    assert (answer["outcome"], answer["device_id"]) == ("stored", clone.id)
    assert Report.objects.count() == Received.objects.count() == 1


def test_a_ref_with_other_bytes_is_a_conflict(device, read_claim):
    offer = device.envelope(inside={"words": "一"})
    device.offer(offer)
    other = device.envelope(inside={"words": "二"}, ref=read_claim(offer)["ref"], receipt=read_claim(offer)["receipt"])
    answer = device.offer(other)[read_claim(offer)["ref"]]
    assert (answer["outcome"], answer["why"]) == ("refused", "conflict")
    assert ReportPerson.objects.get().sealed == crypto.unb64(offer["sealed"])


def test_one_bad_envelope_does_not_hold_up_the_others(device, read_claim):
    good = [device.envelope() for _ in range(3)]
    bad = device.envelope() | {"sig": crypto.b64(b"x" * 64)}
    answers = device.offer(good[0], bad, good[1], {"signed": "nonsense"}, good[2])
    outcomes = {ref: (answer["outcome"], answer["why"]) for ref, answer in answers.items()}
    assert outcomes == {read_claim(one)["ref"]: ("stored", None) for one in good} | {
        read_claim(bad)["ref"]: ("refused", "form")
    }
    assert Report.objects.count() == 3


def test_an_envelope_of_a_device_that_is_not_ours_is_left_with_the_kiosk(device, new_device, hall):
    stranger, revoked = new_device(), new_device()
    revoked.enrol(codes.make(hall, 10))
    stolen = revoked.envelope()
    enrolment.revoke(Kiosk.objects.get(pk=revoked.id))
    stranger.id, stranger.keys, stranger.receipts = str(uuid.uuid4()), device.keys, device.receipts
    assert device.offer(stranger.envelope(), stolen) == {}
    assert not Received.objects.exists()


@pytest.mark.parametrize("hours", ["-19:04", "+23:59"])
def test_a_time_in_a_zone_that_no_database_knows_is_kept_as_the_instant_it_is(device, read_claim, hours):
    told = device.envelope()
    claim = read_claim(told) | {"filed_at": f"2026-11-18T09:05:00{hours}"}
    answers = device.offer(device.signed(claim, crypto.unb64(told["sealed"])))
    assert answers[claim["ref"]]["outcome"] == "stored"
    assert Report.objects.get().filed_at == datetime.fromisoformat(claim["filed_at"])


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"category": "no-such-thing"}, "category"),
        ({"category": None}, "category"),
        ({"receipt": "417093569"}, "form"),
        ({"receipt": None}, "form"),
        ({"filed_at": "yesterday"}, "form"),
        ({"filed_at": "2026-11-18T09:05:00"}, "form"),
        ({"sealed_sha256": "0" * 64}, "form"),
        ({"sealing_key_id": "x-0000000000000000"}, "form"),
        ({"place": "x\u0000y"}, "form"),
        ({"kind": "telegram"}, "form"),
        ({"kind": "\ud800"}, "form"),
        ({"device_id": str(uuid.uuid4())}, "form"),
        ({"about": {"a": 1}}, "form"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_kept(device, read_claim, members, why):
    claim = read_claim(device.envelope()) | members
    sealed = crypto.seal(b"{}", crypto.unb64(device.keys["sealing"][0]["public"]))
    if "sealed_sha256" not in members:
        claim["sealed_sha256"] = hashlib.sha256(sealed).hexdigest()
    text = json.dumps(claim)
    signature = SigningKey(device.seed).sign(f"linsheng/envelope/1\n{text}".encode()).signature
    offer = {"signed": text, "key_id": device.id, "sig": crypto.b64(signature), "sealed": crypto.b64(sealed)}
    answer = device.offer(offer)[claim["ref"]]
    assert (answer["outcome"], answer["why"]) == ("refused", why)
    assert not Received.objects.exists()


def test_an_envelope_over_its_cap_is_refused_a_voice_note_is_not(device, read_claim):
    words = device.envelope(inside={"words": "字" * 20_000})
    assert device.offer(words)[read_claim(words)["ref"]]["why"] == "size"
    about = read_claim(words)["ref"]
    note = device.envelope("voice-note", inside=b"RIFF" + bytes(60 * 32_000), about=about)
    assert device.offer(note)[read_claim(note)["ref"]]["outcome"] == "stored"
    assert Letter.objects.get().kind == "voice-note"


def test_too_much_at_once_is_told_to_send_less(device):
    offers = [device.envelope("question", inside={"words": "字" * 10_000}) for _ in range(30)]
    assert device.post("envelopes", {"envelopes": offers})[0] == 413
    assert device.post("envelopes", {"envelopes": [{}] * 101})[0] == 400
    assert not Received.objects.exists()


def test_a_receipt_with_two_refs_is_kept_and_nobody_is_shown_either(device, read_claim):
    one = device.envelope()
    code = read_claim(one)["receipt"]
    two = device.envelope(receipt=code)
    device.offer(one)
    answer = device.offer(two)[read_claim(two)["ref"]]
    assert (answer["outcome"], answer["why"]) == ("stored", "duplicate-receipt")
    assert device.offer(two)[read_claim(two)["ref"]] == answer
    assert device.offer(one)[read_claim(one)["ref"]]["why"] is None
    assert list(Report.objects.values_list("ask_staff", flat=True)) == [True, True]
    told = device.statuses(code)[code]
    assert told["ask_staff"] is True and told["history"] == [] and told["reply"] is None


def test_a_call_lights_the_kiosk_until_somebody_goes(device, admin_user):
    device.offer(device.envelope("call"), device.envelope("call"))
    kiosk = Kiosk.objects.get(pk=device.id)
    assert kiosk.called_at is not None
    assert calls.acknowledge(kiosk, admin_user) == 2
    kiosk.refresh_from_db()
    assert kiosk.called_at is None
    assert set(CallEvent.objects.values_list("acknowledged_by", flat=True)) == {admin_user.pk}


@pytest.mark.parametrize("overtakes", [False, True])
def test_a_withdrawal_withdraws_even_when_it_overtakes_the_report(device, read_claim, overtakes):
    report = device.envelope()
    withdrawal = device.envelope("withdraw", about=read_claim(report)["ref"])
    for offer in [withdrawal, report] if overtakes else [report, withdrawal]:
        device.offer(offer)
    code = read_claim(report)["receipt"]
    assert device.statuses(code)[code]["status"] == "withdrawn"


@pytest.mark.parametrize(
    "order", ["report withdraw voice-note", "report voice-note withdraw", "withdraw report voice-note"]
)
def test_what_was_sealed_is_erased_with_the_withdrawal_and_the_row_stays(device, read_claim, order):
    report = device.envelope(inside={"words": "路灯不亮"})
    ref = read_claim(report)["ref"]
    offers = {"report": report, "withdraw": device.envelope("withdraw", about=ref)}
    offers["voice-note"] = device.envelope("voice-note", about=ref)
    for kind in order.split():
        assert [answer["outcome"] for answer in device.offer(offers[kind]).values()] == ["stored"]
    row = Report.objects.get(pk=ref)
    assert (bytes(row.person.sealed), row.person.erased_at is None) == (b"", False)
    assert [bytes(letter.sealed) for letter in Letter.objects.filter(report=row)] == [b""]


@pytest.mark.parametrize("kind", ["feedback", "question", "correction", "vote"])
def test_letters_are_kept_beside_their_report(device, read_claim, kind):
    report = device.envelope()
    letter = device.envelope(kind, inside={"words": "谢谢"}, about=read_claim(report)["receipt"])
    device.offer(letter)
    device.offer(report)
    assert str(Letter.objects.get(kind=kind).report_id) == read_claim(report)["ref"]


def test_a_category_that_staff_took_back_is_still_accepted(device, read_claim):
    changes.record("report-category", "pigeons", {"id": "pigeons", "target_hours": 5, "private": True})
    changes.record("report-category", "pigeons", None)
    offer = device.envelope(category="pigeons")
    assert device.offer(offer)[read_claim(offer)["ref"]]["outcome"] == "stored"


def test_a_private_category_makes_the_report_private(device):
    changes.record("report-category", "quiet", {"id": "quiet", "target_hours": 5, "private": True})
    device.offer(device.envelope(category="quiet"))
    report = Report.objects.get()
    assert report.private and report.due_at - report.received_at == timedelta(hours=5)


def test_a_hundred_reports_cost_few_questions(device, django_assert_max_num_queries):
    offers = [device.envelope() for _ in range(40)]
    with django_assert_max_num_queries(25):
        answers = device.offer(*offers)
    assert {answer["outcome"] for answer in answers.values()} == {"stored"}
    assert Report.objects.count() == ReportPerson.objects.count() == Received.objects.count() == 40
    assert {report.events.get().status for report in Report.objects.all()} == {"filed"}


def test_what_is_twice_in_one_request_is_kept_once(device, read_claim):
    offer = device.envelope()
    others = [device.envelope() for _ in range(3)]
    twin = device.envelope(receipt=read_claim(others[0])["receipt"])
    answers = device.offer(offer, offer, *others, twin)
    assert {answer["outcome"] for answer in answers.values()} == {"stored"}
    assert answers[read_claim(twin)["ref"]]["why"] == "duplicate-receipt"
    assert Report.objects.count() == Received.objects.count() == 5
    assert Report.objects.filter(ask_staff=True).count() == 2


def test_a_batch_mixes_new_known_withdrawn_and_wrong(device, read_claim):
    known, withdrawn, new, alike = (device.envelope(inside={"words": "一"}) for _ in range(4))
    device.offer(known)
    away = device.envelope("withdraw", about=read_claim(withdrawn)["ref"])
    other = device.envelope(ref=read_claim(known)["ref"], receipt=read_claim(known)["receipt"])
    strange = device.envelope(category="no-such-thing")
    answers = device.offer(away, known, withdrawn, new, strange, alike, other)
    told = {ref: answer["outcome"] for ref, answer in answers.items()}
    assert told[read_claim(strange)["ref"]] == "refused"
    assert [told[read_claim(one)["ref"]] for one in (withdrawn, new, alike, away)] == ["stored"] * 4
    assert Report.objects.get(pk=read_claim(withdrawn)["ref"]).status == "withdrawn"
    assert bytes(ReportPerson.objects.get(pk=read_claim(withdrawn)["ref"]).sealed) == b""
    assert Report.objects.filter(status="filed").count() == 3

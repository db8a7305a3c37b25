"""What residents said is gone when its time has come, or when they ask: from the rows, from the files, from a restored backup."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from central_platform import crypto
from central_platform.feed import files, keygen, keys
from central_platform.fleet.models import EnrolmentCode, Heartbeat, Kiosk
from central_platform.reports import audit, erasure, opening, retention, transitions
from central_platform.reports.models import AccessLog, Erasure, Letter, Report, ReportPerson, StatusEvent

WORDS = "王秀英说楼下的灯坏了" * 60  # long enough for overflow pages


@pytest.fixture
def filed(transactional_db, device, read_claim):
    """A report with words and a letter about it: the report, and the sealed bytes of both."""
    offer = device.envelope(inside={"words": WORDS, "contact": "13900000001"})
    letter = device.envelope("feedback", inside={"words": WORDS}, about=read_claim(offer)["ref"])
    device.offer(offer, letter)
    report = Report.objects.get(pk=read_claim(offer)["ref"])
    return report, [crypto.unb64(one["sealed"]) for one in (offer, letter)]


def on_disk(boxes):
    """Which sealed boxes are anywhere in what the platform has written."""
    database = Path(connection.settings_dict["NAME"])
    places = [
        database,
        Path(f"{database}-wal"),
        *Path(settings.FEED_DIR).rglob("*"),
        *Path(settings.MEDIA_ROOT).rglob("*"),
    ]
    data = b"".join(place.read_bytes() for place in places if place.is_file())
    return [box for box in boxes if any(box[at : at + 64] in data for at in range(0, len(box) - 64, 64))]


def closed_days_ago(report, days):
    transitions.act(report, "explain", None, reply="归区里管")
    StatusEvent.objects.filter(report=report).update(at=timezone.now() - timedelta(days=days))


def test_ninety_days_after_closing_the_words_are_gone_and_the_story_stays(filed, admin_user):
    report, _ = filed
    closed_days_ago(report, 89)
    retention.tidy()
    assert opening.open_person(report, admin_user)["words"] == WORDS
    StatusEvent.objects.filter(report=report).update(at=timezone.now() - timedelta(days=91))
    retention.tidy()
    report = Report.objects.get(pk=report.pk)
    assert opening.open_person(report, admin_user) == opening.Closed("erased")
    assert not Letter.objects.exclude(sealed=b"").exists()
    assert report.status == "explained" and report.events.count() == 2
    assert AccessLog.objects.get(act="retention").about == "1 reports, 0 letters"
    retention.tidy()
    assert AccessLog.objects.filter(act="retention").count() == 1


def test_an_open_report_keeps_its_words_however_old(filed, admin_user):
    report, _ = filed
    StatusEvent.objects.filter(report=report).update(at=timezone.now() - timedelta(days=900))
    retention.tidy()
    assert opening.open_person(report, admin_user)["words"] == WORDS


def test_a_letter_that_came_after_the_erasure_of_its_report_goes_too(filed, device):
    report, _ = filed
    closed_days_ago(report, 91)
    retention.tidy()
    device.offer(device.envelope("feedback", inside={"words": WORDS}, about=str(report.pk)))
    retention.tidy()
    assert not Letter.objects.exclude(sealed=b"").exists()


def test_a_question_goes_by_the_day_it_came(device, transactional_db):
    device.offer(device.envelope("question", inside={"words": WORDS}))
    Letter.objects.update(received_at=timezone.now() - timedelta(days=91))
    retention.tidy()
    assert bytes(Letter.objects.get().sealed) == b"" and Letter.objects.get().erased_at is not None


def test_the_days_can_be_set(filed, settings):
    report, _ = filed
    settings.RETENTION_DAYS = 5
    closed_days_ago(report, 6)
    retention.tidy()
    assert bytes(ReportPerson.objects.get().sealed) == b""


@pytest.mark.parametrize("days", ["0", "-1", "ninety", "1.5"])
def test_a_wrong_number_of_days_is_refused(run_platform, days):
    done = run_platform("doctor", check=False, PLATFORM_RETENTION_DAYS=days)
    assert done.returncode == 78 and "PLATFORM_RETENTION_DAYS" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the bytes until the space is used again")
def test_erased_words_are_in_no_byte_of_any_file(filed):
    """`secure_delete` and an emptied write-ahead log; without the first the bytes would stay in freed pages."""
    report, boxes = filed
    files.write_pending()
    assert on_disk(boxes) == boxes
    erasure.erase(report)
    retention.scrub()
    assert on_disk(boxes) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the pragma is SQLite's")
def test_the_search_for_bytes_finds_them_where_secure_delete_is_off(filed):
    report, boxes = filed
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        try:
            erasure.erase(report)
            retention.scrub()
        finally:
            cursor.execute("PRAGMA secure_delete=ON")
    assert on_disk(boxes) != []


def test_erased_words_do_not_come_back_with_a_backup(filed, tmp_path):
    report, boxes = filed
    before = {row.pk: bytes(row.sealed) for row in Letter.objects.all()}
    erasure.erase(report)
    # the backup of before: rows with words, no erasure in the database; the file beside the keys knows of it
    ReportPerson.objects.update(sealed=boxes[0], erased_at=None)
    for pk, sealed in before.items():
        Letter.objects.filter(pk=pk).update(sealed=sealed, erased_at=None)
    Erasure.objects.all().delete()
    assert erasure.again() == 1
    assert bytes(ReportPerson.objects.get().sealed) == b"" and bytes(Letter.objects.get().sealed) == b""
    assert erasure.again() == 0


def test_what_goes_by_age_is_not_remembered_beside_the_keys(filed):
    report, _ = filed
    closed_days_ago(report, 91)
    retention.tidy()
    assert not (keys.directory() / "erasures.jsonl").exists()


@pytest.mark.django_db
def test_machines_and_sign_ins_are_forgotten_too(device, hall, client, admin_user):
    from axes.models import AccessAttempt

    from central_platform.fleet import codes, enrolment

    client.force_login(admin_user)
    long_ago = timezone.now() - timedelta(days=100)
    Session.objects.update(expire_date=long_ago)
    codes.make(hall, 10)
    EnrolmentCode.objects.filter(used_at=None).update(expires_at=long_ago)
    AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=long_ago)
    device.post("hello", {})
    enrolment.revoke(Kiosk.objects.get())
    Kiosk.objects.update(revoked_at=long_ago)
    retention.tidy()
    assert not Session.objects.exists() and not AccessAttempt.objects.exists() and not Heartbeat.objects.exists()
    assert not EnrolmentCode.objects.filter(used_at=None).exists() and EnrolmentCode.objects.count() == 1


def test_a_former_sealing_key_stays_until_nothing_needs_it_and_takes_old_backups_with_it(filed, device):
    report, boxes = filed
    old = keys.load().sealing[0].id
    assert retention.still_needed(old) == "it is in use"
    keygen.rotate("sealing")
    assert "2 stored" in retention.still_needed(old)
    erasure.erase(report)
    assert "kiosks may hold" in retention.still_needed(old)
    rows = json.loads((keys.directory() / "sealing.json").read_text())
    rows[1]["retired"] = (timezone.localdate() - timedelta(days=41)).isoformat()
    (keys.directory() / "sealing.json").write_text(json.dumps(rows))
    (keys.directory() / "keys.json").touch()
    assert "envelopes waiting or an older list" in retention.still_needed(old)
    device.post("hello", {"keys_version": 2, "queue": {"queued": 0, "parked": 0}})
    assert retention.still_needed(old) == ""
    assert keys.load().unseal(boxes[0], old) is not None
    keygen.forget(old)
    assert keys.load().unseal(boxes[0], old) is None
    assert audit.verify() == audit.Whole(1, ())  # the face a resident sent was read by the machine

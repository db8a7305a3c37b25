"""`kiosk doctor` and `health`: say what is wrong in words, mend what can be mended, and say so by exit code."""

import json
import sqlite3

from offline_cache import envelopes, migrations


def parts(done):
    return {check["part"]: check["state"] for check in done.said["checks"]}


def file_one(kiosk):
    return kiosk("report", "file", "-", "--json", feed='{"category": "road", "words": "路坏了"}').said


def test_a_fresh_kiosk_is_in_order(kiosk):
    done = kiosk("doctor", "--json")
    assert (done.code, done.said["state"]) == (0, "ok")
    assert parts(done)["keys"] == "note"


def test_a_lost_copy_is_told_and_mended(kiosk, enrolled, with_content, data_dir):
    ref = file_one(kiosk)["ref"]
    assert kiosk("doctor").code == 0
    (data_dir / "spool" / ref).write_bytes(b"nonsense")
    assert kiosk("doctor").code == 3
    assert kiosk("doctor", "--repair").code == 4
    assert kiosk("doctor").code == 0


def test_damaged_content_is_told_and_mended_and_search_goes_on(kiosk, data_dir, with_content):
    (data_dir / "content.db").write_bytes(b"nonsense" * 1024)
    done = kiosk("doctor", "--json")
    assert (done.code, parts(done)["content"]) == (3, "damaged")
    assert kiosk("service", "search", "路灯", "--json").said["hits"][0]["name"] == "路灯报修"
    (data_dir / "content.db").write_bytes(b"nonsense" * 1024)
    assert kiosk("doctor", "--repair").code == 4
    assert kiosk("doctor").code == 0


def test_a_key_that_others_may_read_is_told_and_mended(kiosk, enrolled, with_content, data_dir):
    key = data_dir / "keys" / "device.key"
    key.chmod(0o644)
    assert parts(kiosk("doctor", "--json"))["keys"] == "damaged"
    assert kiosk("doctor", "--repair").code == 4
    assert key.stat().st_mode & 0o777 == 0o600


def test_damaged_keys_are_told_and_cannot_be_mended(kiosk, enrolled, with_content, data_dir):
    (data_dir / "keys" / "keys.json").write_text("{}", "utf-8")
    assert kiosk("doctor", "--repair").code == 3
    done = kiosk("sync", "once")
    assert done.code == 77
    assert "重新登记" in done.err


def test_health_gives_figures(kiosk, enrolled):
    file_one(kiosk)
    said = kiosk("health", "--json").said
    assert said["queue"] == {"queued": 1, "parked": 0}
    assert said["lease"] == {"left": 1999, "leased": 2000, "low": False}
    assert json.dumps(said)


def test_ears_without_a_model_are_a_note_and_a_broken_model_is_damage(kiosk, with_content, data_dir):
    assert parts(kiosk("doctor", "--json"))["hearing"] == "note"
    (data_dir / "voice" / "zh" / "am").mkdir(parents=True)
    done = kiosk("doctor", "--json")
    assert (done.code, parts(done)["hearing"]) == (3, "damaged")
    assert parts(kiosk("doctor", "--json", KIOSK_SPEECH_MODEL="off"))["hearing"] == "ok"


def test_the_demo_voice_of_an_enrolled_kiosk_elsewhere_is_damage(kiosk, platform, data_dir, with_content):
    """The address may stand in the enrolment alone, where the settings cannot see it."""
    platform.enrol_directly(data_dir, url="https://platform.example.org")
    assert parts(kiosk("doctor", "--json", KIOSK_DEMO_VOICE="1"))["hearing"] == "damaged"


def test_a_damaged_lease_is_told_and_taken_away(kiosk, enrolled, with_content, at):
    (lease,) = at.leases.iterdir()
    lease.write_bytes(lease.read_bytes()[:-9])
    assert parts(kiosk("doctor", "--json"))["keys"] == "damaged"
    assert kiosk("doctor", "--repair").code == 4
    assert parts(kiosk("doctor", "--json"))["keys"] == "note"  # no number is left until the platform leases others


def test_a_number_used_long_ago_that_was_forgotten_is_told_and_mended(kiosk, enrolled, with_content, at):
    taken = file_one(kiosk)
    with sqlite3.connect(at.outbox) as db:
        db.row_factory = sqlite3.Row
        envelopes.change(db, taken["ref"], sealed=None, state="delivered")
    (at.spool / taken["ref"]).unlink()
    assert kiosk("doctor").code == 3
    assert kiosk("doctor", "--repair").code == 4
    assert at.spent.read_text("ascii").split() == [taken["receipt"]]
    assert kiosk("doctor").code == 0


def test_a_damaged_index_is_told_and_mended(kiosk, with_content, at):
    with sqlite3.connect(at.content) as db:
        db.execute("UPDATE entries SET zh = '别的' WHERE number = 3")
    assert kiosk("doctor").code == 3
    assert kiosk("doctor", "--repair").code == 4
    assert kiosk("doctor").code == 0


def test_a_newer_schema_is_told_politely_and_reports_are_taken(kiosk, enrolled, with_content, at):
    before = file_one(kiosk)
    with sqlite3.connect(at.outbox) as db:
        db.execute(f"PRAGMA user_version={len(migrations.OUTBOX) + 1}")
        db.execute(f"PRAGMA application_id={migrations.OURS + len(migrations.OUTBOX) + 1}")
    done = kiosk("outbox", "list")
    assert (done.code, done.out) == (78, "")
    assert "更新的程序" in done.err
    assert kiosk("sync", "once").code == 78
    said = kiosk("doctor", "--json").said
    assert "更新的程序" in next(one["words"] for one in said["checks"] if one["part"] == "outbox")
    after = file_one(kiosk)
    assert after["receipt"] != before["receipt"]
    assert (at.spool / after["ref"]).exists()

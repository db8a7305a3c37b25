"""`kiosk report …`, `place`, `outbox`, `paths`: what scripts rely on."""

import base64
import io
import json
import uuid
import wave

import pytest

from offline_cache import receipts


def filed(kiosk, **members):
    return kiosk(
        "report", "file", "-", "--json", feed=json.dumps({"category": "streetlight", "words": "路灯不亮"} | members)
    )


def test_file_prints_a_receipt_and_filing_again_is_already(kiosk, enrolled, data_dir):
    ref = str(uuid.uuid4())
    first = filed(kiosk, ref=ref)
    assert (first.code, first.said["state"], first.said["ref"]) == (0, "queued", ref)
    assert receipts.valid(first.said["receipt"])
    again = filed(kiosk, ref=ref)
    assert again.said == first.said | {"already": True}
    listed = kiosk("outbox", "list", "--json").said["envelopes"]
    assert [(one["ref"], one["state"]) for one in listed] == [(ref, "queued")]
    assert (data_dir / "spool" / ref).exists()


def test_file_reads_a_file_and_ref_may_be_an_option(kiosk, enrolled, tmp_path):
    path, ref = tmp_path / "report.json", str(uuid.uuid4())
    path.write_text('{"category": "elevator", "place": "jy-3", "contact": "13800000000", "helper": "v7"}', "utf-8")
    done = kiosk("report", "file", path, "--ref", ref, "--json")
    assert (done.code, done.said["ref"]) == (0, ref)
    (one,) = kiosk("report", "list", "--json").said["reports"]
    assert (one["category"], one["place"], one["receipt"]) == ("elevator", "jy-3", done.said["receipt"])


def test_a_voice_note_is_taken_as_base64(kiosk, enrolled):
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))
    assert filed(kiosk, voice_note=base64.b64encode(file.getvalue()).decode()).code == 0
    kinds = [one["kind"] for one in kiosk("outbox", "list", "--json").said["envelopes"]]
    assert kinds == ["report", "voice-note"]


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"category": "no-such"}, "category"),
        ({"words": ""}, "words"),
        ({"words": "   "}, "words"),
        ({"words": "长" * 34_000}, "too-long"),
        ({"words": 7}, "words"),
        ({"contact": "abc"}, "contact"),
        ({"place": "mars"}, "place"),
        ({"voice_note": "!!"}, "voice-note"),
        ({"wrods": "路灯不亮"}, "member"),
        ({"ref": "../../etc"}, "ref"),
    ],
)
def test_bad_reports_exit_65_with_a_sentence(kiosk, enrolled, members, why):
    done = filed(kiosk, **members)
    assert (done.code, done.said["refused"]) == (65, why)
    assert done.err.strip().endswith("。")
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "null", "[" * 100_000, '{"category"'])
def test_what_is_no_json_object_exits_65(kiosk, enrolled, text):
    done = kiosk("report", "file", "-", "--json", feed=text)
    assert (done.code, done.said["refused"]) == (65, "form")


def test_a_kiosk_never_enrolled_exits_77_in_words(kiosk):
    done = filed(kiosk)
    assert (done.code, done.said["refused"]) == (77, "not-enrolled")
    assert "登记" in done.err


def test_no_numbers_left_exits_75(kiosk, platform, data_dir):
    platform.enrol_directly(data_dir, numbers=1)
    assert filed(kiosk).code == 0
    assert filed(kiosk).code == 75


def test_pipe_answers_line_by_line(kiosk, enrolled):
    refs = [str(uuid.uuid4()) for _ in range(3)]
    lines = [{"ref": ref, "category": "noise", "words": "太吵"} for ref in refs]
    lines.insert(1, {"ref": str(uuid.uuid4()), "category": "no-such"})
    done = kiosk("report", "pipe", feed="".join(json.dumps(line) + "\n" for line in lines) + "not json\n")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer.get("ack") for answer in answers] == [refs[0], None, refs[1], refs[2], None]
    assert answers[1] == {"refused": lines[1]["ref"], "why": "category"}
    assert answers[4] == {"refused": None, "why": "form"}
    assert len(kiosk("report", "list", "--json").said["reports"]) == 3


def test_status_tells_a_mistyped_digit_before_any_network(kiosk, enrolled):
    done = kiosk("report", "status", "417093569", "--json", KIOSK_PLATFORM_URL="http://127.0.0.1:9")
    assert (done.code, done.said["no_story"]) == (65, "wrong")
    assert "差一个数字" in done.err


def test_status_without_a_network(kiosk, enrolled):
    unknown = kiosk("report", "status", "417 093 568", "--json")
    assert (unknown.code, unknown.said["no_story"]) == (69, "offline")
    receipt = filed(kiosk).said["receipt"]
    known = kiosk("report", "status", receipts.grouped(receipt), "--json")
    assert (known.code, known.said["state"], known.said["story"]["status"]) == (0, "queued", "filed")
    assert known.said["story"]["fresh"] is False


def test_codes_and_places(kiosk):
    codes = {one["code"] for one in kiosk("report", "categories", "--json").said["categories"]}
    assert {
        "streetlight", "water-leak", "power", "elevator", "rubbish", "noise", "road", "parking", "property",
        "safety", "help-request", "idea", "kiosk-broken", "other",
    } <= codes  # fmt: skip
    places = kiosk("place", "list", "--json").said["places"]
    assert {"estate", "building", "unit", "landmark", "window"} == {one["kind"] for one in places}


def test_paths_name_what_is_there(kiosk, enrolled, data_dir):
    filed(kiosk)
    said = kiosk("paths", "--json").said
    assert set(said) == {"outbox", "spool", "content", "keys", "logs"}
    assert said["outbox"] == [str(data_dir / "outbox.db")]
    assert (data_dir / "keys" / "device.key").stat().st_mode & 0o777 == 0o600


def test_retry_of_nothing_exits_65(kiosk, enrolled):
    assert kiosk("outbox", "retry", str(uuid.uuid4()), "--json").code == 65


def test_an_unknown_setting_refuses_to_start_and_is_named(kiosk, tmp_path):
    done = kiosk("paths", KIOSK_DATADIR="/x")
    assert done.code == 78
    assert "KIOSK_DATADIR" in done.err
    (tmp_path / "kiosk.toml").write_text("idle_second = 3\n", "utf-8")
    done = kiosk("paths")
    assert done.code == 78
    assert "idle_second" in done.err


@pytest.mark.parametrize("name", ["KIOSK_PLATFORM_URL", "KIOSK_IDLE_SECONDS", "KIOSK_LOG", "KIOSK_CONFIG"])
def test_a_wrong_value_refuses_to_start_and_is_named(kiosk, name):
    wrong = {"KIOSK_PLATFORM_URL": "http://example.org", "KIOSK_CONFIG": "/no/such.toml"}
    done = kiosk("paths", **{name: wrong.get(name, "nonsense")})
    assert done.code == 78
    assert name.removeprefix("KIOSK_").lower() in done.err.lower()


def test_the_file_is_below_the_environment(kiosk, tmp_path, data_dir):
    (tmp_path / "kiosk.toml").write_text('data_dir = "/elsewhere"\nlog = "json"\n', "utf-8")
    assert kiosk("paths", "--json").said["spool"] == [str(data_dir / "spool")]


def test_usage_errors_exit_64(kiosk):
    assert kiosk("report", "nonsense").code == 64
    assert kiosk("nonsense").code == 64
    assert kiosk("service", "search").code == 64


def test_logs_are_json_lines_on_stderr_when_asked(kiosk, enrolled, data_dir):
    filed(kiosk)
    (data_dir / "outbox.db").write_bytes(b"nonsense" * 512)
    done = kiosk("report", "list", "--json", KIOSK_LOG="json")
    assert len(done.said["reports"]) == 1
    assert {"error"} <= {json.loads(line)["level"] for line in done.err.splitlines()}


def test_nothing_personal_is_logged(kiosk, enrolled, data_dir):
    done = filed(kiosk, words="密语金丝雀", contact="13900001111", place="jy-3-1")
    also = kiosk("outbox", "list", "--json", KIOSK_LOG="json")
    for text in (done.out, done.err, also.out, also.err):
        assert "密语金丝雀" not in text
        assert "13900001111" not in text
        assert "jy-3-1" not in text

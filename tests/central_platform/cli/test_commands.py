"""The command line: what it says, what it ends with."""

import json
import tarfile

import pytest
from click.testing import CliRunner

from central_platform import crypto
from central_platform.__main__ import main
from central_platform.commands.cli import cli
from central_platform.feed import keygen
from central_platform.reports import audit
from central_platform.reports.models import AccessLog, Received, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    """(exit code, stdout, stderr) of a command in this process."""

    def call(*arguments):
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        return result.exit_code, result.stdout, result.stderr

    return call


@pytest.fixture
def receipt(device, read_claim):
    offer = device.envelope()
    device.offer(offer)
    return read_claim(offer)["receipt"]


def test_reports_list_names_nothing_personal(run, device, receipt):
    code, out, _ = run("reports", "list", "--json")
    row = json.loads(out)
    assert code == 0 and row["receipt"] == receipt
    assert row.keys() == {"ref", "receipt", "category", "place", "status", "received", "ask_staff"}
    assert run("reports", "list", "--json", "--status", "done")[1] == ""


def test_reports_act_walks_the_table_and_refuses_what_it_does_not_know(run, receipt):
    assert run("reports", "act", receipt, "take")[:2] == (0, "taken\n")
    assert run("reports", "act", receipt, "take")[0] == 65
    assert run("reports", "act", receipt, "explain")[0] == 64
    assert run("reports", "act", receipt, "explain", "--reply", "归区里管")[:2] == (0, "explained\n")
    assert run("reports", "act", "417093568", "take")[0] == 65
    assert Report.objects.get().events.last().reply == "归区里管"


def test_two_reports_with_one_receipt_are_left_to_the_console(run, device, receipt):
    device.offer(device.envelope(receipt=receipt))
    code, _, said = run("reports", "act", receipt, "take")
    assert code == 65 and "two reports" in said


def test_a_usb_stick_brings_envelopes_and_takes_answers_back(run, device, tmp_path, read_claim):
    offers = [device.envelope("feedback", inside={"words": "谢谢"}) for _ in range(150)]
    stick = tmp_path / "stick.json"
    stick.write_text(json.dumps({"envelopes": [*offers, {"signed": "x"}]}))
    code, out, _ = run("reports", "import", stick)
    assert (code, out) == (0, "150 stored, 0 refused, 1 not ours to answer\n")
    answers = [device.opened("answer", thing) for thing in json.loads(stick.read_text())["answers"]]
    assert {answer["ref"] for answer in answers} == {read_claim(offer)["ref"] for offer in offers}
    assert run("reports", "import", stick)[1] == out and Received.objects.count() == 150


@pytest.mark.parametrize("text", ["", "[]", '{"envelopes": 1}', "[" * 100_000])
def test_a_stick_with_something_else_is_65(run, tmp_path, text):
    stick = tmp_path / "stick.json"
    stick.write_text(text)
    assert run("reports", "import", stick)[0] == 65


def test_enrol_code_wants_a_hall_that_exists(run, ring, publication):
    assert run("enrol-code")[0] == 64
    assert run("enrol-code", "--hall", "nowhere")[0] == 65


def test_enrol_code_lets_a_kiosk_in_with_as_many_receipts_as_asked(run, ring, hall, new_device):
    kiosk = new_device()
    assert kiosk.enrol(run("enrol-code", "--lease", 7)[1].strip())[0] == 200
    assert len(list(kiosk.receipts)) == 7


def test_device_revoke_is_written_down(run, device):
    assert json.loads(run("device", "list", "--json")[1])["revoked"] is None
    assert run("device", "revoke", device.id)[0] == 0
    assert json.loads(run("device", "list", "--json")[1])["revoked"]
    assert AccessLog.objects.get().about == device.id
    assert run("device", "revoke", "nobody")[0] == 65


@pytest.mark.parametrize("harm", [{"act": "look"}, {"user_id": 7}, {"about": "x"}, {"hash": "0" * 64}])
def test_audit_verify_finds_a_changed_line(run, ring, harm):
    for n in range(5):
        audit.append(None, "open", str(n))
    assert run("audit", "verify")[0] == 0
    AccessLog.objects.filter(seq=3).update(**harm)
    code, _, said = run("audit", "verify")
    assert code == 3 and "line 3" in said


def test_audit_verify_finds_a_removed_line(run, ring):
    for n in range(3):
        audit.append(None, "open", str(n))
    AccessLog.objects.filter(seq=2).delete()
    assert run("audit", "verify")[0] == 3


def test_doctor_asks_for_the_root_key_and_names_what_is_broken(run, ring, settings):
    code, out, _ = run("doctor", "--json")
    parts = {part["part"]: part["state"] for part in json.loads(out)["parts"]}
    assert code == 0 and parts["root key"] == "ask" and parts["database"] == "ok"
    (settings.KEYS_DIR / "signing.json").chmod(0o644)
    assert run("doctor")[0] == 3


def test_keygen_says_what_it_made_and_overwrites_nothing(run, settings):
    first = run("keygen")
    assert first[0] == 0 and "made" in first[1] and "root.json" in first[2]
    assert run("keygen")[1].startswith("already there")
    assert run("keygen", "rotate", "signing")[1].startswith("s-")


def test_keygen_export_and_import(run, tmp_path, settings, monkeypatch):
    keygen.make()
    monkeypatch.setenv("PLATFORM_PASSPHRASE", "short")
    assert run("keygen", "export", tmp_path / "b")[0] == 65
    monkeypatch.setenv("PLATFORM_PASSPHRASE", "long enough words")
    assert run("keygen", "export", tmp_path / "b")[0] == 0
    settings.KEYS_DIR = tmp_path / "new"
    assert run("keygen", "import", tmp_path / "b")[0] == 0
    monkeypatch.setenv("PLATFORM_PASSPHRASE", "other words here")
    settings.KEYS_DIR = tmp_path / "third"
    assert run("keygen", "import", tmp_path / "b")[0] == 65


def test_createadmin_wants_a_real_password(run, django_user_model):
    assert run("createadmin", "--user", "boss", "--password", "12345")[0] == 65
    assert run("createadmin", "--user", "boss", "--password", "correct-horse-battery")[0] == 0
    assert django_user_model.objects.get(username="boss").is_superuser
    assert run("createadmin", "--user", "boss", "--password", "correct-horse-battery")[0] == 65


def test_djangos_own_commands_are_there(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["central-platform", "check"])
    main()
    assert "no issues" in capsys.readouterr().out


def test_unknown_settings_and_commands_are_named(run_platform):
    done = run_platform("doctor", check=False, PLATFORM_DATADIR="/x")
    assert done.returncode == 78 and "PLATFORM_DATADIR" in done.stderr
    assert run_platform("dance", check=False).returncode == 64


def test_a_restored_backup_begins_a_new_epoch_and_holds_no_key(run_platform, data_dir, tmp_path):
    put = "from central_platform.feed import changes; changes.record('notice', 'a', {'n': %d})"
    stick = tmp_path / "backup.tar.gz"
    steps = [
        "from central_platform.commands.cli import cli",
        "cli(['keygen'], standalone_mode=False)",
        put % 1,
        f"cli(['backup', {str(stick)!r}], standalone_mode=False)",
        put % 2,
    ]
    assert "no key" in run_platform("shell", "-c", "; ".join(steps)).stdout
    before = json.loads(json.loads((data_dir / "feed/main/pointer.json").read_text())["signed"])
    secret = json.loads((data_dir / "keys/signing.json").read_text())[0]["secret"]
    with tarfile.open(stick) as archive:
        assert not [name for name in archive.getnames() if "key" in name]
        assert all(secret.encode() not in archive.extractfile(member).read() for member in archive if member.isfile())
    assert run_platform("restore", stick, check=False).returncode == 64
    run_platform("restore", stick, "--yes")
    after = json.loads(json.loads((data_dir / "feed/main/pointer.json").read_text())["signed"])
    assert after["epoch"] > before["epoch"] and (before["head"], after["head"]) == (2, 1)


def test_a_damaged_backup_is_refused_and_nothing_is_touched(run_platform, data_dir, tmp_path):
    stick = tmp_path / "backup.tar.gz"
    run_platform("keygen")
    assert run_platform("backup", stick).returncode == 0
    assert run_platform("restore", stick, "--yes", check=False, PLATFORM_KEYS_DIR=str(tmp_path)).returncode == 78
    stick.write_bytes(stick.read_bytes()[:-2000])
    before = (data_dir / "platform.sqlite3").read_bytes()
    assert run_platform("restore", stick, "--yes", check=False).returncode == 65
    assert (data_dir / "platform.sqlite3").read_bytes() == before


def test_the_vault_of_the_platform_is_not_in_its_reprs(ring):
    assert crypto.b64(ring.sealing[0].secret) not in repr(ring)

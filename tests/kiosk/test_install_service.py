"""`kiosk install-service`: what the unit holds, that it is written with care, and that systemd's own tools find it sound."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk import unit

EXPOSURE = 3.0


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "units").mkdir()
    return tmp_path / "units"


def analyzed(*words):
    """What systemd-analyze says; skips where it is missing or cannot run."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (apt-get install systemd)")
    done = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
    if "Failed to" in done.stderr and "lookup paths" in done.stderr:
        pytest.skip(f"systemd-analyze cannot run here: {done.stderr.strip()}")
    return done


def written(kiosk, folder, *options):
    return kiosk("install-service", "--to", folder, *options)


def test_it_is_written_for_that_user_and_says_what_to_do_next(kiosk, folder):
    done = written(kiosk, folder, "--user", "hall-kiosk")
    text = (folder / unit.NAME).read_text("utf-8")
    assert done.code == 0
    assert "adduser --system --group" in done.out
    assert "systemctl enable --now linsheng-kiosk" in done.out
    assert "User=hall-kiosk\n" in text
    assert "@KIOSK@" not in text and "@USER@" not in text
    assert (folder / unit.NAME).stat().st_mode & 0o777 == 0o644


def test_a_user_that_is_there_is_not_made_again(kiosk, folder):
    assert "adduser" not in written(kiosk, folder, "--user", "nobody").out


def test_a_changed_file_stays_unless_forced(kiosk, folder):
    written(kiosk, folder)
    assert written(kiosk, folder).code == 0
    changed = unit.text() + "Nice=-5\n"
    (folder / unit.NAME).write_text(changed, "utf-8")
    refused = written(kiosk, folder)
    assert (refused.code, "--force" in refused.err) == (65, True)
    assert (folder / unit.NAME).read_text("utf-8") == changed
    assert written(kiosk, folder, "--force").code == 0
    assert (folder / unit.NAME).read_text("utf-8") == unit.text()


def test_a_folder_that_takes_nothing_is_told(kiosk):
    done = kiosk("install-service", "--to", "/proc/nowhere")
    assert (done.code, "/proc/nowhere" in done.err) == (74, True)


def test_doctor_knows_whether_the_unit_is_of_this_version(kiosk, with_content, folder, monkeypatch):
    monkeypatch.setattr(unit, "FOLDER", folder)

    def state():
        return {one["part"]: one["state"] for one in kiosk("doctor", "--json").said["checks"]}["service"]

    assert state() == "note"
    written(kiosk, folder, "--user", "somebody")
    assert state() == "ok"
    path = folder / unit.NAME
    path.write_text(path.read_text("utf-8").replace("WatchdogSec=10", "WatchdogSec=0"), "utf-8")
    assert state() == "damaged"


@pytest.fixture
def judged(folder) -> Path:
    """The unit as it would be installed, with programs that are here in place of those that may not be."""
    text = unit.text().replace("/usr/bin/cage", "/bin/true").replace(str(Path(unit.sys.executable).parent), "/bin")
    (folder / unit.NAME).write_text(text.replace("/bin/kiosk", "/bin/true"), "utf-8")
    return folder / unit.NAME


def test_systemd_finds_no_fault_in_it(judged):
    done = analyzed("verify", "--man=no", str(judged))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_finds_a_fault_where_there_is_one(judged):
    judged.write_text(judged.read_text("utf-8").replace("Restart=always", "Restrat=always"), "utf-8")
    assert "Restrat" in analyzed("verify", "--man=no", str(judged)).stderr


def test_it_is_shut_in(judged):
    done = analyzed("security", "--offline=yes", "--no-pager", f"--threshold={round(EXPOSURE * 10)}", str(judged))
    assert done.returncode == 0, done.stdout[-300:]


def test_without_its_walls_it_would_be_found(judged):
    open_ = "\n".join(
        line
        for line in judged.read_text("utf-8").splitlines()
        if not line.startswith(("Protect", "Restrict", "System"))
    )
    judged.write_text(open_, "utf-8")
    done = analyzed("security", "--offline=yes", "--no-pager", f"--threshold={round(EXPOSURE * 10)}", str(judged))
    assert done.returncode != 0

"""SECURITY.md says what is proven by which test: each of them exists, and what it says of the repository is so."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
ORDEALS = sorted(set(re.findall(r"`script/torture (\w+)`", PAGE)))
SECRET = re.compile(rb"BEGIN [A-Z ]*PRIVATE KEY|\"secret\": \"[A-Za-z0-9+/]{43}=\"|SECRET_KEY *= *[\"'][^\"']{20}")


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_it_names_exists(path, name):
    text = (ROOT / path).read_text("utf-8")
    assert not name or re.search(rf"^def {name}\(", text, re.M), f"{path} has no {name}"


@pytest.mark.parametrize("name", ORDEALS)
def test_every_ordeal_it_names_exists(name):
    assert "\ndef main" in (ROOT / "script" / "ordeals" / f"{name}.py").read_text("utf-8")


def test_every_row_of_the_checklist_is_proven_or_says_why_not():
    rows = [line for line in PAGE.partition("## The checklist")[2].splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 20
    bare = [
        row for row in rows if not re.search(r"`(tests/|script/torture)|not yet|not applicable: \w", row.split("|")[3])
    ]
    assert bare == []


def test_it_says_where_to_report_and_what_is_supported():
    assert "report a vulnerability" in PAGE and "is supported" in PAGE


def test_no_secret_key_lies_in_the_repository():
    files = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    found = [name for name in files if name and (ROOT / name).is_file() and SECRET.search((ROOT / name).read_bytes())]
    assert [name for name in found if not name.startswith("tests/")] == []


def test_every_dependency_is_locked_by_hash():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==\S+.*?(?=^\S|\Z)", lock, re.M | re.S)
    assert len(pinned) > 50
    assert [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry] == []

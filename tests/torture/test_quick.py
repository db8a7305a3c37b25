"""The quick variant of the ordeals that guard the one promise; all fourteen: `script/torture all --quick` (docs/reliability.md)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AT_EVERY_COMMIT = ("kill", "power", "damage")
"""Two minutes of CPU each; together they fit into the five minutes a commit has for them, and none of them counts seconds."""


@pytest.mark.torture
@pytest.mark.parametrize("name", AT_EVERY_COMMIT)
def test_nothing_is_lost_doubled_or_read(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "script" / "torture", name, "--quick", "--data", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_every_ordeal_says_what_it_is_and_has_its_place_in_the_page() -> None:
    listed = subprocess.run([ROOT / "script" / "torture", "--list"], capture_output=True, text=True, check=True).stdout
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    names = {line.split()[0]: line.split(maxsplit=1)[1] for line in listed.splitlines()}
    assert set(AT_EVERY_COMMIT) <= names.keys()
    for name, says in names.items():
        assert len(says) > 20, name
        assert f"<!-- torture:{name} -->" in page, name

"""The quick variant of every ordeal (`script/torture NAME --quick`); the full ones are run by hand (docs/reliability.md)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDEALS = sorted(
    path.stem for path in (ROOT / "script" / "ordeals").glob("*.py") if "\ndef main()" in path.read_text("utf-8")
)


@pytest.mark.torture
@pytest.mark.parametrize("name", ORDEALS)
def test_nothing_is_lost_doubled_or_read(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "script" / "torture", name, "--quick", "--data", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]

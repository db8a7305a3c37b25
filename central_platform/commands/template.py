"""Builds the ready-migrated template database that `prepare` copies at a first start (see script/build-template-db)."""

import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
TEMPLATE = PACKAGE / "template.sqlite3.xz"


def build(target: Path) -> int:
    """Migrate an empty database in a scratch directory and pack it; the packed size in bytes."""
    with tempfile.TemporaryDirectory(prefix="linsheng-template-") as scratch:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLATFORM_", "DJANGO_"))}
        environment = kept | {"PLATFORM_DATA_DIR": scratch}
        subprocess.run(
            [sys.executable, "-m", "central_platform", "migrate", "--noinput", "-v", "0"], env=environment, check=True
        )
        path = Path(scratch) / "platform.sqlite3"
        database = sqlite3.connect(path)
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute("VACUUM")
        database.close()
        packed = lzma.compress(path.read_bytes(), preset=9)
    target.write_bytes(packed)
    return len(packed)


if __name__ == "__main__":
    print(f"{TEMPLATE}: {build(TEMPLATE)} bytes")

"""Platform: its test suite once more, on a PostgreSQL server made for it (10 min)."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import clusters
import findings
import stage

COUNTED = re.compile(r"(\d+) (passed|failed|skipped|deselected|errors?)\b")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", default=["tests/central_platform"], help="what to run (the whole suite)")
    asked = parser.parse_args()
    findings.begin(10, "The platform's tests but those in a browser, on PostgreSQL")
    with clusters.cluster({"fsync": "off"}) as server, tempfile.TemporaryDirectory() as folder:
        version = subprocess.run([clusters.BIN / "postgres", "--version"], capture_output=True, text=True, check=True)
        tests = [sys.executable, "-m", "pytest", *asked.tests, "-m", "not browser", "-q"]
        done = subprocess.run(
            tests,
            cwd=stage.ROOT,
            env={**os.environ, "PLATFORM_DATABASE_URL": server.url, "PLATFORM_DATA_DIR": str(Path(folder))},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    print(done.stdout)
    counts = ", ".join(f"{number} {what}" for number, what in COUNTED.findall(done.stdout.splitlines()[-1]))
    if asked.tests == parser.get_default("tests"):
        said = f"`pytest tests/central_platform -m 'not browser'` on {version.stdout.strip()}: **{counts}**."
        findings.write("postgresql", said, "scale.md")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

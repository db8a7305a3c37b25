"""Both OpenAPI documents by schemathesis: requests they allow and requests they do not, to every operation (20 min; --examples N)."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys

import findings
import stage

TEST = "tests/central_platform/api/test_schema.py"
COUNTED = re.compile(r"^(/\S+): (\d+) requests to (\d+) operations, statuses \[(.*)\]$", re.M)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300, help="of each kind, for each operation")
    options = parser.parse_args()
    findings.begin(20, f"{options.examples} requests of each kind to each operation")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", TEST, "-q", "-s"], cwd=stage.ROOT, text=True, capture_output=True, check=False,
        env={**os.environ, "SCHEMA_EXAMPLES": str(options.examples)},
    )  # fmt: skip
    if done.returncode != 0:
        print(done.stdout[-8000:], done.stderr[-2000:])
        raise SystemExit(1)
    rows = [(*found.groups(), 0, 0) for found in COUNTED.finditer(done.stdout)]
    head = (
        "document",
        "requests",
        "operations",
        "statuses seen, all declared",
        "server errors",
        "answers not as declared",
    )
    findings.write("schema", findings.table(head, rows))


if __name__ == "__main__":
    main()

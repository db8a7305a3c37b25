"""The hottest questions of `script/bench plans` are still those of the platform, and none of them reads a table to its end."""

import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

sys.path.append(str(Path(__file__).parents[3] / "script" / "benches"))
import plans

ROWS = 2_000


@pytest.mark.django_db
def test_the_five_hottest_questions_scan_no_table(demo, device):
    say = plans.POSTGRESQL if connection.vendor == "postgresql" else plans.SQLITE
    with connection.cursor() as cursor:
        for statement in plans.statements(ROWS, say, uuid.UUID(device.id).hex):
            cursor.execute(statement)
    shown = {name: plans.measured(ask, say["shown"])[2] for name, ask in plans.hot().items()}
    assert len(shown) == 5 and all(shown.values())
    if connection.vendor == "sqlite":  # PostgreSQL rightly reads a small table whole
        funnel = " ".join(shown["insight: the funnel of thirty days"])
        assert "reports_letter_faces (report_id=? AND face=?)" in funnel and "reports_event_of (report_id=?" in funnel
        assert [step for steps in shown.values() for step in steps if plans.FULL_SCAN.search(step)] == []

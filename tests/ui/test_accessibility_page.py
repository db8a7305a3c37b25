"""docs/accessibility.md says what its table says, and every test or bench it names is there."""

import pytest
from audit import report

COUNTS = {"A": 21, "B": 16, "C": 15, "D": 17, "E": 13, "F": 16}


def test_the_page_is_made_from_the_table():
    assert report.PAGE.read_text("utf-8") == report.page()


def test_no_row_is_forgotten():
    expected = {f"{letter}{number:02}" for letter, count in COUNTS.items() for number in range(1, count + 1)}
    assert set(report.rows()) == expected


@pytest.mark.parametrize(("name", "row"), report.rows().items())
def test_a_row_is_honest(name, row):
    assert row["state"] in report.STATES
    assert row["state"] == "passed" or row["note"], "what is left is said"
    assert row["state"] != "passed" or row["proof"], "passed is proved"
    assert [proof for proof in row.get("proof", ()) if report.missing(proof)] == []


@pytest.mark.parametrize(
    "proof", ["script/bench nothing", "tests/ui/test_audit.py::test_nothing", "tests/none.py::test_it"]
)
def test_a_proof_that_is_not_there_is_seen(proof):
    assert report.missing(proof)

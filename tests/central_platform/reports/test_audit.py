"""The log of who opened what: no line can be altered, put in, taken out or cut off unseen by who cannot write beside the keys."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from central_platform.feed import disk, keys
from central_platform.reports import audit, chain
from central_platform.reports.models import AccessLog
from central_platform.reports.views.openings import ACTS

LINES = 6


@pytest.fixture
def log(ring, transactional_db):
    """Six lines, each committed and anchored."""
    for n in range(LINES):
        audit.append(None, "open", f"report {n}")
    assert audit.verify() == audit.Whole(LINES, ())


def test_a_cut_end_is_noticed(log):
    AccessLog.objects.filter(seq=LINES).delete()
    assert audit.verify() == audit.Broken(LINES, "missing")


def test_the_whole_log_gone_is_noticed(log):
    AccessLog.objects.all().delete()
    assert audit.verify() == audit.Broken(1, "missing")


def test_a_line_put_at_the_end_without_the_key_is_noticed(log):
    last = AccessLog.objects.get(seq=LINES)
    AccessLog.objects.create(
        seq=LINES + 1,
        at=last.at,
        user_id=None,
        role="platform",
        act="open",
        about="x",
        previous=last.hash,
        hash="0" * 64,
    )
    assert audit.verify() == audit.Broken(LINES + 1, "changed")


def test_an_old_copy_of_the_database_is_noticed_even_when_the_log_grows_past_it(log):
    AccessLog.objects.filter(seq__gt=2).delete()
    for n in range(LINES + 3):
        audit.append(None, "open", f"later {n}")
    assert audit.verify() == audit.Broken(3, "replaced")


def test_a_known_gap_is_a_line_of_its_own_and_named_ever_after(log):
    AccessLog.objects.filter(seq__gt=4).delete()
    assert audit.note_gap("restore") is True and audit.note_gap("restore") is False
    line = AccessLog.objects.get(seq=5)
    assert (line.act, line.about) == ("restore", "lines 5-6 of the log before are not in this database")
    audit.append(None, "open", "after")
    match audit.verify():
        case audit.Whole(6, (gap,)):
            assert (gap.seq, gap.lost) == (4, (5, 6))
        case other:
            pytest.fail(str(other))
    AccessLog.objects.filter(seq=6).delete()
    assert audit.verify() == audit.Broken(6, "missing")


def test_the_branch_a_restore_replaced_cannot_come_back(log):
    before = list(AccessLog.objects.filter(seq__gt=4))
    AccessLog.objects.filter(seq__gt=4).delete()
    audit.note_gap("restore")
    AccessLog.objects.filter(seq__gt=4).delete()
    AccessLog.objects.bulk_create(before)
    assert audit.verify() == audit.Broken(5, "replaced")


def test_a_forged_head_is_named(log):
    rows = disk.read_lines(chain.path())
    rows[2]["hash"] = "0" * 64
    chain.path().write_text("\n".join(map(json.dumps, rows)) + "\n")
    assert audit.verify() == audit.Broken(3, "forged")


def test_a_head_torn_by_a_power_cut_harms_nothing(log):
    chain.path().write_bytes(chain.path().read_bytes() + b'{"seq": 7, "ha')
    assert audit.verify() == audit.Whole(LINES, ())
    audit.append(None, "open", "next")
    assert audit.verify() == audit.Whole(LINES + 1, ())
    assert chain.heads().last == LINES + 1


def test_a_line_whose_head_was_not_written_is_anchored_at_the_next_start(log):
    kept = chain.path().read_text().splitlines()[:-1]
    chain.path().write_text("\n".join(kept) + "\n")
    assert audit.verify() == audit.Whole(LINES, ()) and chain.heads().last == LINES - 1
    audit.anchor()
    assert chain.heads().last == LINES


def test_what_was_taken_back_leaves_no_head(log):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.append(None, "open", "never")
        raise ZeroDivisionError
    assert audit.verify() == audit.Whole(LINES, ()) and chain.heads().last == LINES


def test_a_copy_kept_elsewhere_convicts_even_who_has_the_key(log, tmp_path):
    """Whoever may write beside the keys can write the log anew, but not what left the machine."""
    copy = tmp_path / "heads"
    copy.write_bytes(chain.path().read_bytes())
    AccessLog.objects.all().delete()
    chain.path().unlink()
    audit.append(None, "open", "another past")
    assert isinstance(audit.verify(), audit.Whole)
    assert audit.verify(copy) == audit.Broken(1, "replaced")


def test_the_key_is_private(log):
    assert (keys.directory() / chain.KEY).stat().st_mode & 0o077 == 0


def test_every_act_that_is_written_down_has_words_for_staff():
    written = set()
    for path in Path(settings.PACKAGE).rglob("*.py"):
        for call in re.findall(r"audit\.append\((.*)\)$", path.read_text("utf-8"), re.M):
            act = call.split(", ", 1)[1].rpartition(", ")[0] if " if " in call else call.split(", ")[1]
            written |= set(re.findall(r'"([^"]+)"', act))
    assert {"open", "settings", "totp-off", "totp-remove"} <= written
    assert written <= ACTS.keys()

"""Is it open now? Hours as the feed gives them, moments of an ordinary week."""

from datetime import datetime

import pytest

from offline_cache.records import Hours
from ui.opening import Opening, opening

OFFICE = (Hours("MO,TU,WE,TH,FR", "09:00", "12:00"), Hours("MO,TU,WE,TH,FR", "14:00", "17:00"))
ALWAYS = (Hours("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00"),)
MONDAY = 23  # of November 2026


@pytest.mark.parametrize(
    ("hours", "day", "clock", "found"),
    [
        (OFFICE, MONDAY, (9, 0), Opening("open", closes="12:00")),
        (OFFICE, MONDAY, (11, 59), Opening("open", closes="12:00")),
        (OFFICE, MONDAY, (12, 0), Opening("closed", opens="14:00", days=0, weekday=0)),
        (OFFICE, MONDAY, (17, 0), Opening("closed", opens="09:00", days=1, weekday=1)),
        (OFFICE, MONDAY, (7, 30), Opening("closed", opens="09:00", days=0, weekday=0)),
        (OFFICE, MONDAY + 4, (18, 0), Opening("closed", opens="09:00", days=3, weekday=0)),
        (ALWAYS, MONDAY, (3, 0), Opening("always")),
        ((), MONDAY, (10, 0), Opening("unknown")),
    ],
)
def test_open_closed_and_when_next(hours, day, clock, found):
    assert opening(hours, datetime(2026, 11, day, *clock)) == found  # noqa: DTZ001 - the hall's own time

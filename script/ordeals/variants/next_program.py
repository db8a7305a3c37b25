"""Not bad: the next version of the program, whose outbox has one step more. The step takes its time, for an ordeal to kill."""

import sqlite3
import time

from offline_cache import migrations

STEP_SECONDS = 0.15
STEP = (
    "ALTER TABLE envelopes ADD COLUMN shade TEXT",
    "UPDATE envelopes SET shade = slowly('light')",
    "CREATE INDEX envelopes_by_shade ON envelopes (shade)",
)
migrate = migrations.migrate


def slowly(word: str) -> str:
    time.sleep(STEP_SECONDS / 12)
    return word


def taking_time(db: sqlite3.Connection, steps: tuple[migrations.Migration, ...]) -> None:
    db.create_function("slowly", 1, slowly)
    migrate(db, steps)


migrations.OUTBOX = (*migrations.OUTBOX, STEP)
migrations.migrate = taking_time
from offline_cache import database  # noqa: E402 - it takes `migrate` by name

database.migrate = taking_time

"""The program after next without its one transaction: each statement of an upgrade commits by itself, and the spool is not
looked at."""

import sqlite3

import next_program
import program_after_next  # noqa: F401

from offline_cache import database, migrations
from offline_cache.spool import Spool


def step_by_step(db: sqlite3.Connection, steps: tuple[migrations.Migration, ...]) -> None:
    db.create_function("slowly", 1, next_program.slowly)
    taken = int(db.execute("PRAGMA user_version").fetchone()[0])
    for statement in (statement for step in steps[taken:] for statement in step):
        db.execute(statement)
    db.execute(f"PRAGMA user_version={len(steps)}")
    db.execute(f"PRAGMA application_id={migrations.OURS + len(steps)}")


database.migrate = step_by_step
Spool.refs = lambda self: set()  # type: ignore[method-assign]

"""The feed on disk: immutable files written after the commit, then the pointer that names them."""

from django.db import transaction


def write_after_commit() -> None:
    """Have the feed's files written once this transaction is on disk; asked twice, done once."""
    connection = transaction.get_connection()
    if not any(entry[1] is write_pending for entry in connection.run_on_commit):
        transaction.on_commit(write_pending, robust=True)


def write_pending() -> None:
    """Bring every publication's files up to its head."""

"""Not bad: the version after the next, two steps ahead."""

import next_program  # noqa: F401

from offline_cache import migrations

migrations.OUTBOX = (
    *migrations.OUTBOX,
    (
        "CREATE TABLE shades (ref TEXT PRIMARY KEY, shade TEXT NOT NULL)",
        "INSERT INTO shades SELECT ref, slowly(coalesce(shade, 'light')) FROM envelopes",
        "UPDATE envelopes SET shade = slowly('dark')",
    ),
)

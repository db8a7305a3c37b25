"""Exit codes of the command line (docs/cli.md); a checker or a script relies on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """0 is success; the rest tell a script what to do next."""

    OK = 0
    NOT_FINISHED = 2
    DAMAGED = 3
    REPAIRED = 4
    USAGE = 64
    BAD_INPUT = 65
    AWAY = 69
    READ_ONLY = 74
    FULL = 75
    NOT_ENROLLED = 77
    BAD_SETTINGS = 78


OF_REFUSAL = {
    "not-enrolled": Exit.NOT_ENROLLED,
    "no-receipts": Exit.FULL,
    "disk-full": Exit.FULL,
    "read-only": Exit.READ_ONLY,
    "damaged": Exit.DAMAGED,
    "newer": Exit.BAD_SETTINGS,
}

"""Another time for a child process, by libfaketime; intervals stay true."""

from __future__ import annotations

from pathlib import Path


def library() -> Path | None:
    """Where Debian's package faketime keeps it."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def surroundings(when: str) -> dict[str, str]:
    """The environment of a child for whom it is `when`: "+31d", or "@2038-01-19 03:14:00" from which its clock runs on."""
    found = library()
    if found is None:
        raise SystemExit("The package faketime is missing (script/packages, purpose test).")
    return {
        "LD_PRELOAD": str(found),
        "FAKETIME": when,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_NO_CACHE": "0",
        "TZ": "Asia/Shanghai",
    }

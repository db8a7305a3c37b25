"""The database as one file and back: SQLite's own backup, or pg_dump and pg_restore of PostgreSQL."""

import os
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

SQLITE, POSTGRESQL = "platform.sqlite3", "platform.pgdump"


class ToolFailed(OSError):
    """pg_dump or pg_restore is not there, or could not do it; the text is what it said."""


def name() -> str:
    """What the database is called inside a backup; the two kinds do not go into one another."""
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def is_there() -> bool:
    """Whether putting a backup in place would overwrite something."""
    return _file().exists() if connection.vendor == "sqlite" else bool(connection.introspection.table_names())


def write(target: Path) -> None:
    """A consistent copy of this moment, while others go on writing."""
    if connection.vendor != "sqlite":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    source, copy = sqlite3.connect(_file()), sqlite3.connect(target)
    source.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")
    source.close()
    copy.close()


def put_back(source: Path) -> None:
    """Put it in place of what is there, whole or not at all."""
    connection.close()
    if connection.vendor != "sqlite":
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run("pg_restore", *options, f"--dbname={_pg()['NAME']}", str(source))
        return
    for leftover in (f"{_file()}-wal", f"{_file()}-shm"):
        Path(leftover).unlink(missing_ok=True)
    source.replace(_file())


def _file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _pg() -> dict:
    return connection.settings_dict


def _run(tool: str, *options: str) -> None:
    """The address goes by environment, so that no password is in the list of processes."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    said = {variable: str(_pg()[name]) for variable, name in names.items() if _pg()[name]}
    extra = {"PGHOST": "host", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert"}
    said |= {variable: str(_pg()["OPTIONS"][name]) for variable, name in extra.items() if name in _pg()["OPTIONS"]}
    try:
        subprocess.run([tool, *options], env=os.environ | said, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise ToolFailed(f"{tool} is not installed (Debian: postgresql-client)") from error
    except subprocess.CalledProcessError as error:
        raise ToolFailed(f"{tool}: {error.stderr.strip()}") from error

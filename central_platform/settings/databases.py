"""Which database the platform uses: a SQLite file of its own, or PostgreSQL by one variable."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BUSY_TIMEOUT_SECONDS = 20
CONNECTION_SECONDS = 60  # a thread keeps its connection that long: opening one for a request costs more than a report
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
    "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only unlinked
)


def database(data_dir: Path, url: str) -> dict[str, object]:
    """The settings of the one database: every request is one transaction, on disk before it is answered."""
    if not url:
        return sqlite(data_dir / "platform.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"PLATFORM_DATABASE_URL: {parts.scheme or 'nothing'} is not a postgresql:// address")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,  # after a restart of the server nobody is handed a dead connection
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def sqlite(path: Path) -> dict[str, object]:
    """A SQLite file that loses nothing at a power cut (`synchronous` is per connection, so it is set on each)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_TIMEOUT_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }

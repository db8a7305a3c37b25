"""The secret that signs the staff's sessions: drawn once, kept in a file only this user can read."""

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """PLATFORM_SECRET_KEY, else the kept secret; made on first use (two first starts agree on one)."""
    if given := os.environ.get("PLATFORM_SECRET_KEY"):
        return given
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o711)  # a web server may pass through to the feed
        fresh = path.with_name(f".secret-key.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its secret stands
        finally:
            fresh.unlink()
    return path.read_text()

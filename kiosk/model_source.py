"""Brings a speech model here: from a path as it is, from the web by https with a cap, plain http only from this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from offline_cache.platform_client import Away, Client

MOST_BYTES = 2 * 2**30
CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
WITHIN_SECONDS = 3600.0


class NotFetched(Exception):
    """The model did not come; `why` in a few words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def brought(source: str, folder: Path) -> Iterator[Path]:
    """The file or folder of a model; what was downloaded goes away afterwards. Raises NotFetched and OSError."""
    parts = urlsplit(source)
    if "://" not in source:
        yield Path(source)
        return
    folder.mkdir(parents=True, exist_ok=True)
    try:
        client = Client(f"{parts.scheme}://{parts.netloc}", CONNECT_SECONDS, READ_SECONDS)
    except ValueError as error:
        raise NotFetched(str(error)) from error
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", suffix=".zip") as file:
        got = client.fetch(
            parts.path + (f"?{parts.query}" if parts.query else ""), file.file, MOST_BYTES, WITHIN_SECONDS
        )
        client.close()
        if isinstance(got, Away):
            raise NotFetched(got.why)
        file.flush()
        yield Path(file.name)

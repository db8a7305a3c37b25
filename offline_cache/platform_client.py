"""HTTP to the platform, in this module only: caps, deadlines, no redirects, nothing repeated by itself."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from offline_cache.deadline import cut_after, waits_for

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
CHUNK_BYTES = 64 * 1024
MAX_RETRY_AFTER_SECONDS = 3600.0
DEADLINE_READS = 3  # the whole exchange may take this many read timeouts


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back; nothing in it is believed before its signature is verified."""

    status: int
    body: bytes
    retry_after: float | None
    etag: str | None


@dataclass(frozen=True, slots=True)
class Away:
    """The platform was not reached, or what answered was not it. Try again later."""

    why: str
    retry_after: float | None = None


class Client:
    """Talks to one platform address."""

    def __init__(self, base_url: str, connect_timeout: float, read_timeout: float) -> None:
        parts = urlsplit(base_url)
        local = parts.hostname in LOOPBACK
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise ValueError("https is needed, plain http only to this machine itself")
        self._base = base_url.rstrip("/")
        self._timeouts = (connect_timeout, read_timeout)
        self._deadline = connect_timeout + DEADLINE_READS * read_timeout
        self._session = requests.Session()
        self._session.trust_env = not local
        self._session.headers = {"User-Agent": "linsheng-kiosk", "Accept-Encoding": "identity"}
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter(max_retries=0))

    def post(self, path: str, body: bytes, cap: int, headers: Mapping[str, str] | None = None) -> Answered | Away:
        """One POST, never repeated by this module."""
        sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        return self._exchange("POST", path, cap, body, sent)

    def get(self, path: str, cap: int, etag: str | None = None) -> Answered | Away:
        """One GET of at most `cap` bytes; status 304 when `etag` still holds."""
        return self._exchange("GET", path, cap, None, {"If-None-Match": etag} if etag else {})

    def fetch(self, path: str, into: BinaryIO, cap: int, seconds: float) -> int | Away:
        """Writes what lies at `path` (200 only) into a file as it comes, at most `cap` bytes; answers with its size."""
        ends = time.monotonic() + seconds
        try:
            with cut_after(seconds), self._asked("GET", path, None, {}) as answer:
                if answer.status_code != 200:
                    return Away(f"status {answer.status_code}")
                size = 0
                for chunk in answer.raw.stream(CHUNK_BYTES, decode_content=False):
                    size += into.write(chunk)
                    if size > cap:
                        return Away("answer too large")
                if time.monotonic() > ends:  # the timer has cut it, perhaps in its head
                    return Away("answer too slow")
                stated = answer.headers.get("Content-Length", "")
                if stated.isdigit() and int(stated) != size:
                    return Away("answer cut short")
                return size
        except (requests.RequestException, HTTPError, TimeoutError) as error:
            return Away(type(error).__name__)

    def close(self) -> None:
        self._session.close()

    def _exchange(
        self, method: str, path: str, cap: int, body: bytes | None, headers: Mapping[str, str]
    ) -> Answered | Away:
        ends = time.monotonic() + self._deadline
        try:
            with cut_after(self._deadline), self._asked(method, path, body, headers) as answer:
                return _read(answer, cap, ends)
        except (requests.RequestException, HTTPError, OSError) as error:
            return Away(type(error).__name__)

    def _asked(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> requests.Response:
        return self._session.request(
            method,
            self._base + path,
            data=body,
            headers=headers,
            timeout=self._timeouts,
            allow_redirects=False,  # a captive portal's bait, and nothing of ours ever redirects
            stream=True,
        )


def _read(answer: requests.Response, cap: int, ends: float) -> Answered | Away:
    retry_after = _seconds(answer.headers.get("Retry-After"))
    body = bytearray()
    for chunk in answer.raw.stream(CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > cap:
            return Away("answer too large", retry_after)
        if time.monotonic() > ends:
            return Away("answer too slow", retry_after)
    stated = answer.headers.get("Content-Length", "")
    if stated.isdigit() and int(stated) != len(body) and answer.status_code != 304:
        return Away("answer cut short", retry_after)
    return Answered(answer.status_code, bytes(body), retry_after, answer.headers.get("ETag"))


def _seconds(text: str | None) -> float | None:
    return min(float(text), MAX_RETRY_AFTER_SECONDS) if text and text.isascii() and text.isdigit() else None


class _Plain(HTTPConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        waits_for(self.sock)
        super().request(*args, **kwargs)


class _Secure(HTTPSConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        waits_for(self.sock)
        super().request(*args, **kwargs)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

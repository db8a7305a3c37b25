"""HTTP to partners, in this module only: https, no private address, caps and deadlines, no redirect, nothing repeated.

The address is looked at after the connection stands and before a byte is sent, so a name that changes its address between
two look-ups reaches nothing either. `PLATFORM_HANDOVER_NETWORKS` lets networks in that are private (docs/operations.md).
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from offline_cache.deadline import cut_after, waits_for

TIMEOUTS = (5, 15)  # seconds to connect, and between two bytes
DEADLINE_SECONDS = 30  # of a whole exchange
BODY_CAP = 2**20  # bytes
CHUNK = 2**14
# Addresses that stand for others: what lies behind them may be private.
TRANSLATED = [ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


@dataclass(frozen=True)
class Answered:
    """A complete answer."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class NotSent:
    """Nothing has left this machine; `why` is a sentence for staff."""

    why: str


@dataclass(frozen=True)
class Unknown:
    """It may have arrived, or not."""

    why: str


class Forbidden(Exception):
    """The address is not one we speak to."""


def post(url: str, fields: Mapping[str, str]) -> Answered | NotSent | Unknown:
    return _ask("POST", url, data=dict(fields))


def get(url: str, params: Mapping[str, str]) -> Answered | NotSent | Unknown:
    return _ask("GET", url, params=dict(params))


def wrong_address(url: str) -> str:
    """Why this cannot be a partner's address, for staff; empty when it can. The network is not asked."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "这个地址写得不对。"
    if not host or parts.username or parts.query or parts.fragment:
        return "这个地址写得不对。要像 https://open311.example.org/v2/ 这样写。"
    if parts.scheme == "https" or (parts.scheme == "http" and _is_own_machine(host)):
        return ""
    return "要用 https 开头的地址，别人才看不到送的是什么。"


def _ask(method: str, url: str, **sent: Any) -> Answered | NotSent | Unknown:
    if wrong := wrong_address(url):
        return NotSent(wrong)
    try:
        with requests.Session() as session, cut_after(DEADLINE_SECONDS):
            session.trust_env = False  # no proxy and no password file of this machine
            session.mount("https://", _Adapter())
            session.mount("http://", _Adapter())
            headers = {"Accept-Encoding": "identity", "User-Agent": "linsheng"}
            with session.request(
                method, url, headers=headers, timeout=TIMEOUTS, allow_redirects=False, stream=True, **sent
            ) as answer:
                return _read(answer)
    except Forbidden:
        return NotSent("这个地址在内部网络里，不能送。要送，请管理员在设置里放行。")
    except requests.ConnectTimeout:
        return NotSent("对方没有应，连不上。")
    except requests.ConnectionError as error:
        never_left = isinstance(getattr(error.args[0] if error.args else None, "reason", None), NewConnectionError)
        return NotSent("连不上对方。") if never_left else Unknown("送到一半断了。")
    except (requests.RequestException, HTTPError, OSError):
        return Unknown("对方没有答完。")


def _read(answer: requests.Response) -> Answered | Unknown:
    body = bytearray()
    for chunk in answer.raw.stream(CHUNK, decode_content=False):
        body += chunk
        if len(body) > BODY_CAP:
            return Unknown("对方答得太长了。")
    return Answered(answer.status_code, bytes(body))


def _is_own_machine(host: str) -> bool:
    """Plain http goes to this very machine only, and only where a setting lets it."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback and _let_in(address)


def _let_in(address: Any) -> bool:
    return any(address in network for network in settings.HANDOVER_NETWORKS)


def _permitted(address: str, secure: bool) -> bool:
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if _let_in(found):
        return secure or found.is_loopback
    hidden = any(found in network for network in TRANSLATED)
    return secure and found.is_global and not found.is_multicast and not hidden


def _looked_at(made: socket.socket, secure: bool) -> socket.socket:
    if not _permitted(made.getpeername()[0], secure):
        made.close()
        raise Forbidden
    waits_for(made)
    return made


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn(), secure=False)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn(), secure=True)

    def connect(self) -> None:
        super().connect()
        waits_for(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

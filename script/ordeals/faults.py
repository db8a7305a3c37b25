"""What a network, and what pretends to be the platform, may do to one connection. For `Proxy.fault` (proxy.py)."""

from __future__ import annotations

import time
from contextlib import suppress

from ordeals.proxy import Fault, Talk, ask

DRIP_SECONDS = 0.05
OVERSIZE_BYTES = 300 * 1024 * 1024
PORTAL = b"<!doctype html><title>Wi-Fi</title><form action=/login>"
STATUSES = (400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503)


def reset(talk: Talk) -> None:
    """RST before the request was read to its end."""
    talk.some()
    talk.reset()


def reset_answer(talk: Talk) -> None:
    """The platform has it; RST in the middle of its answer."""
    said = talk.passed_on()
    talk.say(said[: len(said) // 2])
    talk.reset()


def lost_answer(talk: Talk) -> None:
    """The platform has it; the connection ends without a byte of the answer."""
    talk.passed_on()


def half_open(talk: Talk) -> None:
    """The request arrives, nothing comes back, the connection stays open until the kiosk ends it."""
    talk.passed_on()
    with suppress(EOFError):
        talk.some()


def slow(talk: Talk) -> None:
    """The answer comes a byte at a time."""
    for byte in talk.passed_on():
        talk.say(bytes([byte]))
        time.sleep(DRIP_SECONDS)


def truncated(talk: Talk) -> None:
    """The last bytes of the answer are missing."""
    talk.say(talk.passed_on()[:-10])


def garbage(talk: Talk) -> None:
    """Bytes that are no HTTP."""
    talk.asked()
    talk.say(talk.bad.randbytes(300))


def altered(talk: Talk) -> None:
    """One byte of the answer's body is another."""
    said = bytearray(talk.passed_on())
    body = said.find(b"\r\n\r\n") + 4
    if body < len(said):
        said[talk.bad.randrange(body, len(said))] ^= 1
    talk.say(bytes(said))


def oversize(talk: Talk) -> None:
    """An answer that does not end."""
    talk.asked()
    talk.say(f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {OVERSIZE_BYTES}\r\n\r\n".encode())
    piece = b'{"answers": [' + b" " * 65_000
    for _ in range(OVERSIZE_BYTES // len(piece)):
        talk.say(piece)


def captive(talk: Talk) -> None:
    """A portal's page, 200."""
    talk.asked()
    talk.answer(200, PORTAL, "Content-Type: text/html")


def redirect(talk: Talk) -> None:
    """Somebody else's address."""
    talk.asked()
    talk.answer(302, b"", "Location: http://127.0.0.2:9/login")


def doubled(talk: Talk) -> None:
    """The request reaches the platform twice."""
    talk.passed_on()
    talk.say(talk.passed_on())


def unsigned(status: int) -> Fault:
    """An answer of this status, in words nobody has signed; the platform does not see the request."""

    def fault(talk: Talk) -> None:
        talk.asked()
        talk.answer(status, b'{"detail": "no"}', "Content-Type: application/json", "Retry-After: 0")

    fault.__name__ = f"unsigned_{status}"
    return fault


def instead(target: tuple[str, int]) -> Fault:
    """Another platform answers, with signatures of its own."""

    def wrong_key(talk: Talk) -> None:
        talk.say(ask(target, talk.asked()))

    return wrong_key


UNSIGNED = tuple(unsigned(status) for status in STATUSES)
EVERYDAY = (reset, reset_answer, lost_answer, truncated, garbage, captive, doubled, unsigned(500), unsigned(503))
"""Quick ones, for ordeals about something else."""

"""Enrolment: a one-time code makes this machine known to a platform, whose root key is pinned from then on."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from offline_cache import identity, leases, sealing
from offline_cache.exchange import API, Exchange, Revoked
from offline_cache.faults import faults_of
from offline_cache.ledger import Ledger
from offline_cache.platform_client import Answered, Away, Client

log = logging.getLogger(__name__)

MAX_BYTES = 4 * 1024 * 1024  # a lease may hold 20,000 numbers


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Done; both sides show the same fingerprint."""

    device_id: str
    hall: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Not done. `root`: another platform, while reports for the first one are still waiting here."""

    why: Literal["code", "too-many", "fingerprint", "root", "not-genuine"]


def enrol(
    ledger: Ledger, client: Client, url: str, code: str, app: str, expected: str | None
) -> Enrolled | NotTaken | Away:
    """Registers this machine's key with `code`; with `expected`, only a platform of that fingerprint will do."""
    at = ledger.at
    key = identity.next_key(at) if _revoked(ledger, client) else identity.device_key(at)
    body = sealing.compact({"code": code, "device_public": sealing.base64_of(key.public), "app": app}).encode()
    answered = client.post(f"{API}/enrol", body, MAX_BYTES)
    if isinstance(answered, Away):
        return answered
    if answered.status != 200:
        return _not_taken(answered)
    try:
        answer = sealing.parsed(answered.body)
        root = sealing.unbase64(answer["root"])
        keys = sealing.opened_keys(answer["keys"], root)
        device_id, hall = str(answer["device_id"]), str(answer["hall"]["id"])
        sealing.opened_by("lease", answer["lease"], keys.signing)
    except (sealing.NotGenuine, KeyError, TypeError):
        return NotTaken("not-genuine")
    fingerprint = sealing.fingerprint(root, key.public)
    if expected is not None and _digits(expected) != _digits(fingerprint):
        return NotTaken("fingerprint")
    if not _may_pin(ledger, root):
        return NotTaken("root")
    identity.pin(at, answer, keys, url, key.public)
    identity.take_next_key(at)
    leases.accept(at, device_id, answer["lease"], keys)
    return Enrolled(device_id, hall, fingerprint)


def _revoked(ledger: Ledger, client: Client) -> bool:
    """Asks the platform: a revoked key never comes back, such a machine must enrol with a new one."""
    try:
        who = identity.load(ledger.at)
    except identity.NotEnrolled:
        return False
    return isinstance(Exchange(ledger.at, who, client).statuses([]), Revoked)


def _not_taken(answered: Answered) -> NotTaken | Away:
    if answered.status == 429:
        return NotTaken("too-many")
    return NotTaken("code") if answered.status in (400, 403) else Away(f"status {answered.status}")


def _may_pin(ledger: Ledger, root: bytes) -> bool:
    """What waits here is sealed to the platform it was filed for: until it is sent no other root may be pinned."""
    before = identity.pinned_root(ledger.at)
    if before in (None, root):
        return True
    counts = ledger.counts()
    if counts.queued or counts.parked:
        return False
    log.warning("this kiosk moves to another platform: its content begins anew")
    with faults_of(ledger.at.root):
        for path in (ledger.at.newest, ledger.at.content, *ledger.at.good.glob("*.db")):
            path.unlink(missing_ok=True)
    return True


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())

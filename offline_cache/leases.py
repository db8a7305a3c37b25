"""Receipt numbers leased from the platform: signed lists kept as immutable files, of which each number is used once."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from offline_cache import durable, hashed, receipts, sealing
from offline_cache.faults import faults_of
from offline_cache.locations import Locations

log = logging.getLogger(__name__)

LOW = 0.2  # share of leased numbers left at which `health` warns


@dataclass(frozen=True, slots=True)
class Stock:
    """How many numbers were leased to this device, and how many are left."""

    leased: int
    left: int
    damaged: int

    @property
    def low(self) -> bool:
        return self.left < LOW * self.leased or not self.left


def accept(at: Locations, identity_id: str, lease: object, keys: sealing.KeyList) -> bool:
    """Verifies a lease and stores it; False when it is already here. NotGenuine when it is not for this device."""
    said = sealing.opened_by("lease", lease, keys.signing)
    codes = said.get("receipts")
    if said.get("device_id") != identity_id or not isinstance(said.get("lease_id"), str) or not isinstance(codes, list):
        raise sealing.NotGenuine("lease: form")
    if not all(isinstance(code, str) and receipts.valid(code) for code in codes):
        raise sealing.NotGenuine("lease: receipt")
    text = sealing.compact(lease).encode()
    name = re.sub(r"[^A-Za-z0-9-]", "_", said["lease_id"])[:80] + ".lease"
    path = at.leases / name
    if _read(path) is not None:
        return False
    with faults_of(at.root):
        durable.make_directory(at.leases)
        durable.write(path, hashed.written(text))
    log.info("took a lease of %d receipt numbers", len(codes))
    return True


def drop_damaged(at: Locations) -> int:
    """Removes lease files that are damaged: their numbers cannot be used, the platform leases others. Counts them."""
    damaged = [path for path in at.leases.glob("*.lease") if _read(path) is None]
    with faults_of(at.root):
        for path in damaged:
            durable.remove(path)
    return len(damaged)


def draw(at: Locations, device_id: str, used: Collection[str]) -> str | None:
    """A random unused number, or None. To be called inside the transaction that uses it up.

    Looks into one lease after the other, in any order: a kiosk after a long outage holds hundreds.
    """
    gone = spent(at).union(used)
    paths = list(at.leases.glob("*.lease"))
    secrets.SystemRandom().shuffle(paths)
    for path in paths:
        left = [code for code in _codes(path, device_id) or () if code not in gone]
        if left:
            return secrets.choice(left)
    return None


def stock(at: Locations, device_id: str, used: Collection[str]) -> Stock:
    """What is left, for `hello` and `health`."""
    leased, damaged = _leased(at, device_id)
    return Stock(len(leased), len(leased - set(used) - spent(at)), damaged)


def spent(at: Locations) -> set[str]:
    """Numbers whose envelopes have been cleared away; a damaged line is skipped, the others stand."""
    try:
        lines = at.spent.read_text("ascii", "replace").split()
    except FileNotFoundError:
        return set()
    return {line for line in lines if receipts.valid(line)}


def spend(at: Locations, codes: Collection[str]) -> None:
    """Remembers numbers before their envelopes are cleared away."""
    if codes:
        durable.append(at.spent, "".join(f"{code}\n" for code in sorted(codes)).encode())


def _leased(at: Locations, device_id: str) -> tuple[set[str], int]:
    said = [_codes(path, device_id) for path in at.leases.glob("*.lease")]
    return set[str]().union(*(codes for codes in said if codes)), said.count(None)


def _codes(path: Path, device_id: str) -> list[str] | None:
    """The numbers of a lease, none when it was made for another device; None when the file is damaged."""
    said = _read(path)
    if said is None:
        log.warning("lease file %s is damaged, its numbers are not used", path.name)
        return None
    return list(said["receipts"]) if said.get("device_id") == device_id else []


def _read(path: Path) -> sealing.Json | None:
    """What a lease file says; None when it is missing or its hash is wrong (it was verified when it was stored)."""
    try:
        text = hashed.read(path.read_bytes())
        said = json.loads(json.loads(text)["signed"]) if text is not None else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if isinstance(said, dict) else None

"""Envelopes as rows, as spool files and as what is sent; each form carries a hash that tells damage from truth."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from offline_cache import database, hashed, sealing
from offline_cache.records import Envelope, State

SENT = (
    "kind", "ref", "about", "receipt", "category", "place", "private", "filed_at", "clock_ok",
    "consent", "assisted", "entrance", "lang", "sealing_key_id", "sealed_sha256",
)  # fmt: skip
_FLAGS = ("private", "clock_ok")


@dataclass(frozen=True, slots=True)
class Row:
    """An envelope as it stands in the outbox, with what only the outbox needs to know."""

    seq: int
    envelope: Envelope
    has_box: bool
    epoch: int | None
    delivered_at: str | None
    whole: bool  # both hashes are right


def body(envelope: Envelope) -> dict[str, Any]:
    """What the envelope says beside the sealed box, without the device: that is added when it is signed."""
    return {name: getattr(envelope, name) for name in SENT}


def signed(envelope: Envelope, device_id: str, key: sealing.DeviceKey) -> dict[str, Any]:
    """The envelope as POSTed: signed when sent, not when filed, so that it outlives an enrolment."""
    thing = key.sign("envelope", sealing.compact(body(envelope) | {"device_id": device_id}), device_id)
    return thing | {"sealed": sealing.base64_of(envelope.sealed)}


def written(envelope: Envelope) -> bytes:
    """The bytes of the spool file."""
    return hashed.written(sealing.compact(body(envelope) | {"sealed": sealing.base64_of(envelope.sealed)}).encode())


def read(data: bytes) -> Envelope | None:
    """The envelope out of a spool file; None when it is damaged."""
    text = hashed.read(data)
    if text is None:
        return None
    try:
        said = sealing.parsed(text)
        box = sealing.unbase64(said.pop("sealed"))
        envelope = Envelope(**{name: said[name] for name in SENT}, sealed=box)
    except (sealing.NotGenuine, KeyError, TypeError):
        return None
    return envelope if hashlib.sha256(box).hexdigest() == envelope.sealed_sha256 else None


def insert(db: sqlite3.Connection, envelope: Envelope) -> None:
    """Puts a new row; the caller holds the transaction."""
    values = body(envelope) | {
        "sealed": envelope.sealed,
        "state": str(envelope.state),
        "why": envelope.why,
        "epoch": None,
        "delivered_at": None,
    }
    values["row_sha256"] = _row_hash(values)
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT INTO envelopes ({names}) VALUES ({marks})", values)


def change(db: sqlite3.Connection, ref: str, **changes: Any) -> None:
    """Changes columns of one row and its hash with them; the caller holds the transaction."""
    (row,) = database.rows_of(db).query("SELECT * FROM envelopes WHERE ref = ?", [ref])
    changes["row_sha256"] = _row_hash(row | changes)
    database.table(db, "envelopes").update(row["seq"], changes)


def of_row(row: sqlite3.Row | Mapping[str, Any]) -> Row:
    """A row of the table, checked."""
    values = dict(row)
    box = values["sealed"] if isinstance(values["sealed"], bytes) else None
    whole = box is values["sealed"] and values["row_sha256"] == _row_hash(values)
    whole = whole and (box is None or hashlib.sha256(box).hexdigest() == values["sealed_sha256"])
    known = values["state"] in set(State)
    sent: dict[str, Any] = {name: bool(values[name]) if name in _FLAGS else values[name] for name in SENT}
    envelope = Envelope(
        **sent,
        sealed=box or b"",
        state=State(values["state"]) if known else State.QUEUED,
        why=values["why"],
    )
    return Row(values["seq"], envelope, box is not None, values["epoch"], values["delivered_at"], whole and known)


def _row_hash(values: dict[str, Any]) -> str:
    said = [bool(values[name]) if name in _FLAGS else values[name] for name in SENT]
    said += [values[name] for name in ("state", "why", "epoch", "delivered_at")]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True, default=repr).encode()).hexdigest()

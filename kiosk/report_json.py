"""A report as JSON, the way a script or another program files one."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline_cache.records import Report

MAX_BYTES = 4 * 1024 * 1024  # a minute of sound in base64, with room
_TEXTS = {
    "ref": "ref", "category": "category", "place": "place", "words": "words", "contact": "contact",
    "consent": "consent", "helper": "assisted", "assisted": "assisted", "entrance": "entrance", "lang": "lang",
}  # fmt: skip
_CHOICES = {"entrance": ("silver", "normal", "assisted"), "lang": ("zh", "en")}


@dataclass(frozen=True, slots=True)
class NotAReport:
    """JSON that is no report; `why` is a word of messages.REFUSED, `name` the member at fault."""

    why: str
    name: str = ""
    ref: str | None = None


def read(text: str | bytes, ref: str | None = None) -> Report | NotAReport:
    """The report out of its JSON text; `ref` overrides the one inside, and one is made when there is none."""
    try:
        said = json.loads(text) if len(text) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        return NotAReport("form")
    if not isinstance(said, dict):
        return NotAReport("form")
    named = ref or said.get("ref")
    try:
        own_ref = str(uuid.UUID(named)) if named is not None else str(uuid.uuid4())
    except (ValueError, AttributeError, TypeError):
        return NotAReport("ref")
    members = _members(said)
    if isinstance(members, NotAReport):
        return NotAReport(members.why, members.name, own_ref)
    return Report(**members | {"ref": own_ref})


def _members(said: dict[str, Any]) -> dict[str, Any] | NotAReport:
    members: dict[str, Any] = {"category": ""}
    for name, value in said.items():
        if value is None:
            continue
        if name == "voice_note":
            note = _note(value)
            if note is None:
                return NotAReport("voice-note", name)
            members["voice_note"] = note
        elif name not in _TEXTS:
            return NotAReport("member", name)
        elif not isinstance(value, str) or value not in _CHOICES.get(name, (value,)):
            return NotAReport(name if name in {"category", "place", "words", "contact"} else "member", name)
        else:
            members[_TEXTS[name]] = value
    return members


def _note(value: Any) -> bytes | None:
    """A WAV file in base64, or the path of one."""
    if not isinstance(value, str):
        return None
    if value.endswith(".wav"):
        path = Path(value)
        return path.read_bytes()[:MAX_BYTES] if path.is_file() else None
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        return None

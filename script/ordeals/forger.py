"""Somebody who answers in the platform's place: with a key of his own, or with what the platform once said."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from nacl.signing import SigningKey

from ordeals.proxy import Talk

KINDS = {
    "hello": "hello",
    "statuses": "statuses",
    "pointer.json": "pointer",
    "keys.json": "keys",
    "envelopes": "answer",
}
KEPT = 50
"""So many genuine answers are remembered for each address."""


class Forger:
    """Two faults, `forged` and `stale`."""

    def __init__(self) -> None:
        self._key = SigningKey.generate()
        public = bytes(self._key.verify_key)
        self._public = base64.b64encode(public).decode()
        self._id = hashlib.sha256(public).hexdigest()[:16]
        self._heard: dict[str, list[bytes]] = {}

    def forged(self, talk: Talk) -> None:
        """A well-formed answer, signed by the forger under his own key id or under the platform's. Envelopes are kept
        from the platform and called stored."""
        name = talk.path.rsplit("/", 1)[-1]
        kind = KINDS.get(name)
        if kind == "answer":
            things = json.loads(talk.asked().partition(b"\r\n\r\n")[2])["envelopes"]
            said: Any = {"answers": [self._stored(talk, json.loads(thing["signed"])) for thing in things]}
        elif kind is None:
            return self.stale(talk)
        else:
            thing = _body(self._remembered(talk))
            if "signed" not in thing:
                return None
            said = self._signed(talk, kind, self._worse(kind, json.loads(thing["signed"])), thing["key_id"])
        return talk.answer(200, json.dumps(said).encode(), "Content-Type: application/json")

    def stale(self, talk: Talk) -> None:
        """Another genuine answer of the platform's, to this kiosk or to another, now or long ago."""
        fresh = self._remembered(talk)
        talk.say(talk.chance.choice(self._heard.get(talk.path) or [fresh]))

    def _remembered(self, talk: Talk) -> bytes:
        said = talk.passed_on()
        known = self._heard.setdefault(talk.path, [])
        if said.startswith(b"HTTP/1.1 200"):
            known[KEPT:] = []
            known.insert(talk.chance.randrange(len(known) + 1), said)
        return said

    def _stored(self, talk: Talk, claim: dict[str, Any]) -> dict[str, str]:
        names = ("ref", "kind", "receipt", "sealed_sha256", "device_id")
        said = {name: claim[name] for name in names} | {"epoch": 1, "outcome": "stored", "why": None}
        return self._signed(talk, "answer", said | talk.chance.choice(({}, {"outcome": "refused", "why": "form"})))

    def _worse(self, kind: str, said: dict[str, Any]) -> dict[str, Any]:
        mine = {"id": f"s-{self._id}", "public": self._public}
        match kind:
            case "keys":
                return said | {"version": said["version"] + 1, "root": self._public, "signing": [mine]}
            case "hello":
                return said | {"epoch": said["epoch"] + 10**9, "keys_version": said["keys_version"] + 1}
            case "pointer":
                return said | {"epoch": said["epoch"] + 10**9, "head": 0}
        return said

    def _signed(self, talk: Talk, kind: str, said: dict[str, Any], key_id: str | None = None) -> dict[str, str]:
        text = json.dumps(said, ensure_ascii=False)
        own = f"{'r' if kind == 'keys' else 's'}-{self._id}"
        signature = self._key.sign(f"linsheng/{kind}/1\n{text}".encode()).signature
        name = talk.chance.choice((own, key_id or own))
        return {"signed": text, "key_id": name, "sig": base64.b64encode(signature).decode()}


def _body(said: bytes) -> dict[str, Any]:
    try:
        value = json.loads(said.partition(b"\r\n\r\n")[2])
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}

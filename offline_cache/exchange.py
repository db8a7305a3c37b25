"""The conversation with the platform: every request signed, every answer verified; what is not genuine is away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from offline_cache import identity, sealing
from offline_cache.locations import Locations
from offline_cache.platform_client import Answered, Away, Client

API = "/api/kiosk/v1"
MAX_ANSWER_BYTES = 2 * 1024 * 1024
MAX_KEYS_BYTES = 64 * 1024
NOT_ABOUT_THE_BODY = (401, 429, 503)
"""Statuses that speak of the device or of the moment, and would meet any other envelope too."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Revoked:
    """The platform has signed that this device is no longer welcome."""


@dataclass(frozen=True, slots=True)
class Unfitting:
    """The request as a whole was not taken: too large, or something in it breaks the platform or displeases what stands
    before it. Try fewer at once."""

    status: int


class Exchange:
    """One enrolled kiosk and its platform."""

    def __init__(self, at: Locations, who: identity.Identity, client: Client) -> None:
        self.at = at
        self.who = who
        self.client = client

    def hello(self, said: Json) -> Json | Away | Revoked:
        """The heartbeat; the answer is verified and for this device."""
        answer = self._verified("hello", said)
        if isinstance(answer, dict) and answer.get("device_id") != self.who.device_id:
            return Away("hello for another device")
        return answer

    def statuses(self, receipts: Sequence[str]) -> list[Json] | Away | Revoked:
        """What the platform knows of these numbers, those it knows."""
        answer = self._verified("statuses", {"receipts": list(receipts)})
        if not isinstance(answer, dict):
            return answer
        listed = answer.get("statuses")
        asked = set(receipts)
        if not isinstance(listed, list) or not all(_is_status(one, asked) for one in listed):
            return Away("statuses of another form")
        return listed

    def envelopes(self, things: Sequence[Json]) -> list[tuple[Json, Json]] | Away | Revoked | Unfitting:
        """Sends envelopes; gives the verified answers (thing, what it says), however many came."""
        answered = self._post("envelopes", {"envelopes": list(things)})
        if not isinstance(answered, Answered):
            return answered
        if answered.status >= 400 and answered.status not in NOT_ABOUT_THE_BODY:
            return Unfitting(answered.status)
        if answered.status != 200:
            return Away(f"status {answered.status}", answered.retry_after)
        try:
            answers = sealing.parsed(answered.body).get("answers")
        except sealing.NotGenuine:
            return Away("not the platform")
        return self._answers(answers if isinstance(answers, list) else []) or Away("no genuine answer")

    def refresh_keys(self) -> bool:
        """Takes a newer key list when there is one."""
        answered = self.client.get("/feed/keys.json", MAX_KEYS_BYTES)
        if not isinstance(answered, Answered) or answered.status != 200:
            return False
        try:
            thing = sealing.parsed(answered.body)
            root = self._root_of(thing)
            keys = identity.renew_keys(self.at, self.who, thing, root)
        except sealing.NotGenuine:
            return False
        if keys is not None:
            self.who = identity.load(self.at)
        return keys is not None

    def _root_of(self, thing: Json) -> bytes:
        """The pinned root, or, for a list that names another, the one the pinned root leads to."""
        if thing.get("key_id") == sealing.key_id("r", self.who.root):
            return self.who.root
        answered = self.client.get("/feed/roots.json", MAX_KEYS_BYTES)
        if not isinstance(answered, Answered) or answered.status != 200:
            return self.who.root
        return sealing.newest_root(sealing.parsed(answered.body), self.who.root)

    def genuine(self, kind: str, thing: object) -> Json | None:
        """What a signed thing says; None when it is not genuine. Newer keys are asked for, once: they may have been
        exchanged meanwhile."""
        said = _opened_by(kind, thing, self.who.keys)
        return _opened_by(kind, thing, self.who.keys) if said is None and self.refresh_keys() else said

    def _answers(self, things: list[Any]) -> list[tuple[Json, Json]]:
        """The genuine ones, and what they say; newer keys are asked for once, however many are strange."""
        found, fresh = [], False
        for thing in things:
            said = _opened_by("answer", thing, self.who.keys)
            if said is None and not fresh:
                fresh = True
                said = _opened_by("answer", thing, self.who.keys) if self.refresh_keys() else None
            if said is not None:
                found.append((thing, said))
        return found

    def _verified(self, name: str, said: Json) -> Json | Away | Revoked:
        answered = self._post(name, said)
        if not isinstance(answered, Answered):
            return answered
        if answered.status != 200:
            return Away(f"status {answered.status}", answered.retry_after)
        try:
            thing = sealing.parsed(answered.body)
        except sealing.NotGenuine:
            return Away("not the platform")
        return self.genuine(name, thing) or Away("not genuine")

    def _post(self, name: str, said: Json) -> Answered | Away | Revoked:
        path, body = f"{API}/{name}", sealing.compact(said).encode()
        request = {
            "method": "POST",
            "path": path,
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "device_id": self.who.device_id,
        }
        signed = self.who.key.sign("request", sealing.compact(request), self.who.device_id)
        answered = self.client.post(path, body, MAX_ANSWER_BYTES, {"Linsheng-Request": sealing.compact(signed)})
        if isinstance(answered, Answered) and answered.status == 403 and self._says_revoked(answered.body):
            return Revoked()
        return answered

    def _says_revoked(self, body: bytes) -> bool:
        try:
            said = self.genuine("revoked", sealing.parsed(body))
        except sealing.NotGenuine:
            return False
        return said is not None and said.get("device_id") == self.who.device_id


def _opened_by(kind: str, thing: object, keys: sealing.KeyList) -> Json | None:
    try:
        return sealing.opened_by(kind, thing, keys.signing)
    except sealing.NotGenuine:
        return None


def _is_status(one: object, asked: set[str]) -> bool:
    return isinstance(one, dict) and one.get("receipt") in asked and isinstance(one.get("status"), str)

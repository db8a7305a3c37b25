"""A kiosk reduced to what docs/wire.md says of it: a key, signed requests, sealed envelopes. For load, not for people."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime
from typing import Any

import requests
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey

API = "/api/kiosk/v1/"
SECONDS = 60


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class WireKiosk:
    """Enrolled at construction; `receipts` are those it was leased."""

    def __init__(self, url: str, code: str, session: requests.Session | None = None) -> None:
        self.url, self.key = url, SigningKey.generate()
        self.session = session or requests.Session()
        said = {"code": code, "device_public": b64(bytes(self.key.verify_key)), "app": "load"}
        answer = self.session.post(url + API + "enrol", json=said, timeout=SECONDS)
        answer.raise_for_status()
        enrolled = answer.json()
        self.id: str = enrolled["device_id"]
        self.publication: str = enrolled["publication"]
        sealing = json.loads(enrolled["keys"]["signed"])["sealing"][0]
        self.sealing_id, self._box = sealing["id"], SealedBox(PublicKey(base64.b64decode(sealing["public"])))
        self.receipts: list[str] = json.loads(enrolled["lease"]["signed"])["receipts"]

    def signed(self, kind: str, value: object) -> dict[str, str]:
        """A signed thing of this kind."""
        text = compact(value)
        signature = self.key.sign(f"linsheng/{kind}/1\n{text}".encode()).signature
        return {"signed": text, "key_id": self.id, "sig": b64(signature)}

    def report(self, words: str = "路灯不亮。") -> dict[str, str]:
        """An envelope with the next receipt."""
        box = self._box.encrypt(compact({"words": words}).encode())
        claim = {
            "kind": "report", "ref": str(uuid.uuid4()), "device_id": self.id, "receipt": self.receipts.pop(),
            "category": "streetlight", "place": "jy-3", "private": False, "clock_ok": True, "consent": "2026-11",
            "filed_at": datetime.now(UTC).isoformat(timespec="seconds"), "assisted": "", "entrance": "silver", "lang": "zh",
            "sealing_key_id": self.sealing_id, "sealed_sha256": hashlib.sha256(box).hexdigest(),
        }  # fmt: skip
        return self.signed("envelope", claim) | {"sealed": b64(box)}

    def post(self, door: str, body: bytes) -> requests.Response:
        """One signed request."""
        claim = {
            "method": "POST",
            "path": API + door,
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "device_id": self.id,
        }
        headers = {"Linsheng-Request": compact(self.signed("request", claim)), "Content-Type": "application/json"}
        return self.session.post(self.url + API + door, data=body, headers=headers, timeout=SECONDS)

    def offer(self, envelopes: list[dict[str, str]]) -> list[dict[str, Any]]:
        """The verified-looking answers to a batch; raises when it was not taken."""
        answer = self.post("envelopes", json.dumps({"envelopes": envelopes}).encode())
        answer.raise_for_status()
        return [json.loads(one["signed"]) for one in answer.json()["answers"]]

    def hello(self) -> None:
        """A heartbeat."""
        said = {
            "app": "load", "keys_version": 1, "publication": self.publication, "newest": {"epoch": 0, "head": 0},
            "proof": None, "queue": {"queued": 0, "parked": 0}, "disk_free": 2**34, "voice": "on",
            "lease_left": 2000, "counters": {"answer:sure": 3}, "clock_ok": True,
        }  # fmt: skip
        self.post("hello", json.dumps(said).encode()).raise_for_status()

"""A device that speaks docs/wire.md by itself, written from that page and from nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

API = "/api/kiosk/v1"
Json = dict[str, Any]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def signed(kind: str, value: object, key_id: str, key: SigningKey) -> Json:
    """A signed thing; a text is signed as it is."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    signature = key.sign(f"linsheng/{kind}/1\n{text}".encode("utf-8", "surrogatepass")).signature
    return {"signed": text, "key_id": key_id, "sig": b64(signature)}


def key_id(letter: str, public: bytes) -> str:
    return f"{letter}-{hashlib.sha256(public).hexdigest()[:16]}"


@dataclass
class Device:
    """A kiosk of nobody's, with a key of its own."""

    url: str
    key: SigningKey = field(default_factory=SigningKey.generate)
    id: str = ""
    keys: Json = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)
    http: requests.Session = field(default_factory=requests.Session)

    def enrol(self, code: str) -> int:
        """The status of the answer; 200 makes this a known device."""
        said = {"code": code, "device_public": b64(bytes(self.key.verify_key)), "app": "ordeal"}
        answer = self.http.post(f"{self.url}{API}/enrol", json=said, timeout=60)
        if answer.status_code == 200:
            told = answer.json()
            self.id, self.keys = told["device_id"], json.loads(told["keys"]["signed"])
            self.receipts = json.loads(told["lease"]["signed"])["receipts"]
        return answer.status_code

    def post(self, door: str, value: object, **changes: Any) -> requests.Response:
        """A signed request."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        path = f"{API}/{door}"
        claim = {
            "method": "POST", "path": path, "body_sha256": hashlib.sha256(body).hexdigest(), "device_id": self.id,
        } | changes  # fmt: skip
        header = json.dumps(signed("request", claim, self.id, self.key))
        headers = {"Linsheng-Request": header, "Content-Type": "application/json"}
        return self.http.post(self.url + path, body, headers=headers, timeout=60)

    def told(self, door: str, value: object) -> Json:
        """What a signed answer says; fails when the platform did not sign it."""
        answer = self.post(door, value)
        assert answer.status_code == 200, (door, answer.status_code, answer.text[:200])
        said = self.opened(door, answer.json())
        assert said is not None, f"{door}: not signed by the platform"
        return said

    def opened(self, kind: str, thing: Json) -> Json | None:
        """What a thing says that one of the platform's listed keys has signed; else None."""
        publics = {key["id"]: base64.b64decode(key["public"]) for key in self.keys["signing"]}
        try:
            VerifyKey(publics[thing["key_id"]]).verify(
                f"linsheng/{kind}/1\n{thing['signed']}".encode(), base64.b64decode(thing["sig"])
            )
        except (KeyError, CryptoError, ValueError):
            return None
        return json.loads(thing["signed"])

    def envelope(self, plain: bytes = b"{}", **changes: Any) -> Json:
        """A report of this device, sealed and signed, as POSTed."""
        sealing = self.keys["sealing"][0]
        sealed = bytes(SealedBox(PublicKey(base64.b64decode(sealing["public"]))).encrypt(plain))
        claim = {
            "kind": "report", "ref": str(uuid.uuid4()), "about": None, "device_id": self.id,
            "receipt": self.receipts[0], "category": "streetlight", "place": None, "private": False,
            "filed_at": "2026-11-18T09:05:00+08:00", "clock_ok": True, "consent": None, "assisted": None,
            "entrance": "silver", "lang": "zh", "sealing_key_id": sealing["id"],
            "sealed_sha256": hashlib.sha256(sealed).hexdigest(),
        } | changes  # fmt: skip
        return signed("envelope", claim, self.id, self.key) | {"sealed": b64(sealed)}

    def reports(self, count: int) -> list[Json]:
        """So many reports, each with the next receipt of the lease."""
        return [self.envelope(receipt=self.receipts.pop()) for _ in range(count)]

    def offer(self, envelopes: Sequence[Json]) -> list[Json]:
        """What the platform answers to each of a batch; that it is signed was not looked at."""
        answer = self.post("envelopes", {"envelopes": list(envelopes)})
        answer.raise_for_status()
        return [json.loads(one["signed"]) for one in answer.json()["answers"]]

"""The bodies of the kiosk API as its OpenAPI document shows them; docs/wire.md says what they mean."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema

B64 = r"^[A-Za-z0-9+/]*={0,2}$"


class Signed(Schema):
    """A signed thing: Ed25519 over `linsheng/<kind>/1\\n` + `signed`."""

    signed: str
    key_id: str
    sig: str


class Detail(Schema):
    detail: str


class Why(Schema):
    why: str


class EnrolIn(Schema):
    code: str = Field(min_length=1, max_length=40)
    device_public: str = Field(max_length=60, pattern=B64)
    app: str = Field("", max_length=80)


class Enrolled(Schema):
    device_id: str
    hall: dict[str, Any]
    publication: str
    keys: Signed
    root: str
    lease: Signed
    fingerprint: str


# Checked one by one, so that one broken envelope does not hold up the other ninety-nine.
EnvelopeIn = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("signed", "key_id", "sig", "sealed")},
            "required": ["signed", "key_id", "sig", "sealed"],
        }
    ),
]


class EnvelopesIn(Schema):
    envelopes: list[EnvelopeIn] = Field(max_length=100)


class Answers(Schema):
    answers: list[Signed]


class HelloIn(Schema):
    """Unknown and odd members are ignored: a kiosk must always be able to say hello."""

    model_config = ConfigDict(extra="allow")

    app: Any = ""
    keys_version: Any = 0
    publication: Any = ""
    newest: Any = None
    proof: Any = None
    queue: Any = None
    disk_free: Any = None
    voice: Any = "off"
    lease_left: Any = 0
    counters: Any = None
    clock_ok: Any = False
    settings: Any = None


class StatusesIn(Schema):
    receipts: list[Annotated[str, Field(max_length=20)]] = Field(max_length=100)

"""The test vectors of the wire, run by the platform's own crypto and receipts."""

import hashlib
import json
from pathlib import Path

import pytest

from central_platform import crypto
from central_platform.fleet import receipts

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
KEYS = VECTORS["keys"]
SIGNER = {"keys": "root", "envelope": "device", "answer": "signing", "request": "device"}


def raw(name):
    return crypto.unb64(KEYS[name])


@pytest.mark.parametrize("kind", SIGNER)
def test_what_the_vectors_signed_verifies(kind):
    thing = VECTORS["signed"][kind]
    assert crypto.verify(kind, thing, raw(f"{SIGNER[kind]}_public")) == thing["signed"]


@pytest.mark.parametrize("kind", SIGNER)
def test_we_sign_the_same_bytes(kind):
    thing = VECTORS["signed"][kind]
    assert crypto.sign(kind, json.loads(thing["signed"]), thing["key_id"], raw(f"{SIGNER[kind]}_seed")) == thing


@pytest.mark.parametrize("case", VECTORS["rejected"], ids=lambda case: case["why"])
def test_what_must_be_rejected_is(case):
    assert crypto.verify(case["kind"], case["thing"], crypto.unb64(case["public"])) is None


@pytest.mark.parametrize(
    "thing", [None, [], "x", {}, {"signed": 1, "sig": "AA=="}, {"signed": "\ud800", "sig": "AA=="}]
)
def test_what_is_no_signed_thing_is_rejected(thing):
    assert crypto.verify("answer", thing, raw("signing_public")) is None


def test_key_ids_and_publics_follow_from_the_secrets():
    assert crypto.signing_public(raw("root_seed")) == raw("root_public")
    assert crypto.key_id("r", raw("root_public")) == KEYS["root_id"]
    assert crypto.key_id("s", raw("signing_public")) == KEYS["signing_id"]
    assert crypto.sealing_public(raw("sealing_private")) == raw("sealing_public")
    assert crypto.key_id("x", raw("sealing_public")) == KEYS["sealing_id"]


def test_the_fingerprint_both_sides_show():
    assert crypto.fingerprint(raw("root_public"), raw("device_public")) == VECTORS["fingerprint"]


def test_the_sealed_words_open_and_only_with_their_key():
    box = crypto.unb64(VECTORS["sealed"]["box"])
    assert hashlib.sha256(box).hexdigest() == VECTORS["sealed"]["sha256"]
    assert crypto.unseal(box, raw("sealing_private")).decode() == VECTORS["sealed"]["plain"]
    assert crypto.unseal(box, raw("signing_seed")) is None


@pytest.mark.parametrize("code", VECTORS["receipts"]["valid"])
def test_valid_receipts(code):
    assert receipts.is_receipt(code)


@pytest.mark.parametrize("code", [*VECTORS["receipts"]["invalid"], None, 417093568, "４１７０９３５６８"])
def test_invalid_receipts(code):
    assert not receipts.is_receipt(code)

"""The kiosk's side of the wire's test vectors; the platform's side runs the same file."""

import hashlib
import json
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from offline_cache import receipts, sealing

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
KEYS = VECTORS["keys"]
SIGNER_OF = {"keys": "root", "answer": "signing", "envelope": "device", "request": "device"}


def key(name: str) -> bytes:
    return sealing.unbase64(KEYS[name])


@pytest.mark.parametrize("code", VECTORS["receipts"]["valid"])
def test_a_receipt_with_its_damm_digit_is_valid(code):
    assert receipts.valid(code)


@pytest.mark.parametrize("code", VECTORS["receipts"]["invalid"])
def test_a_mistyped_receipt_is_not(code):
    assert not receipts.valid(code)


@pytest.mark.parametrize("kind", VECTORS["signed"])
def test_signed_things_verify(kind):
    thing = VECTORS["signed"][kind]
    assert sealing.opened(kind, thing, key(f"{SIGNER_OF[kind]}_public")) == json.loads(thing["signed"])


@pytest.mark.parametrize("kind", ["envelope", "request"])
def test_we_sign_the_same_bytes(kind):
    thing = VECTORS["signed"][kind]
    assert sealing.DeviceKey(key("device_seed")).sign(kind, thing["signed"], KEYS["device_id"]) == thing


def test_the_request_names_the_hash_of_its_body():
    said = json.loads(VECTORS["signed"]["request"]["signed"])
    assert hashlib.sha256(VECTORS["request_body"].encode()).hexdigest() == said["body_sha256"]


@pytest.mark.parametrize("case", VECTORS["rejected"], ids=lambda case: case["why"])
def test_what_is_not_genuine_is_rejected(case):
    with pytest.raises(sealing.NotGenuine):
        sealing.opened(case["kind"], case["thing"], sealing.unbase64(case["public"]))


def test_the_key_list_is_read_with_the_pinned_root_only():
    keys = sealing.opened_keys(VECTORS["signed"]["keys"], key("root_public"))
    assert keys.version == 1
    assert keys.signing == {KEYS["signing_id"]: key("signing_public")}
    assert [sealing_key.id for sealing_key in keys.sealing] == [KEYS["sealing_id"]]
    with pytest.raises(sealing.NotGenuine):
        sealing.opened_keys(VECTORS["signed"]["keys"], key("signing_public"))


def test_an_answer_by_a_key_that_is_not_listed_is_rejected():
    keys = sealing.opened_keys(VECTORS["signed"]["keys"], key("root_public"))
    answer = VECTORS["signed"]["answer"]
    assert sealing.opened_by("answer", answer, keys.signing)["outcome"] == "stored"
    with pytest.raises(sealing.NotGenuine):
        sealing.opened_by("answer", answer | {"key_id": "s-0000000000000000"}, keys.signing)


def test_the_fingerprint_both_sides_show():
    assert sealing.fingerprint(key("root_public"), key("device_public")) == VECTORS["fingerprint"]


def test_the_device_key_is_the_public_one():
    assert sealing.DeviceKey(key("device_seed")).public == key("device_public")


def test_what_we_seal_only_the_platform_opens():
    recipient = sealing.PublicKeyOf(KEYS["sealing_id"], key("sealing_public"))
    box = sealing.sealed(VECTORS["sealed"]["plain"].encode(), recipient)
    platform = SealedBox(PrivateKey(key("sealing_private")))
    assert platform.decrypt(box).decode() == VECTORS["sealed"]["plain"]
    published = sealing.unbase64(VECTORS["sealed"]["box"])
    assert hashlib.sha256(published).hexdigest() == VECTORS["sealed"]["sha256"]
    assert platform.decrypt(published).decode() == VECTORS["sealed"]["plain"]

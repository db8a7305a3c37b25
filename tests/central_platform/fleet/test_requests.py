"""Only a request signed by a known device for exactly this path and body is heard."""

import json

import pytest

from central_platform import crypto
from central_platform.reports.models import Received

pytestmark = pytest.mark.django_db

PATH = "/api/kiosk/v1/envelopes"


def send(client, body, header):
    headers = {} if header is None else {"Linsheng-Request": header}
    return client.post(PATH, body, content_type="application/json", headers=headers).status_code


def test_signed_for_something_else_is_401(device, client):
    body = json.dumps({"envelopes": [device.envelope()]})
    good = device.header(PATH, body)
    stranger = json.loads(good) | {"sig": crypto.sign("request", 1, "x", b"s" * 32)["sig"]}
    as_envelope = crypto.sign("envelope", json.loads(json.loads(good)["signed"]), device.id, device.seed)
    wrong = {
        "no header": None,
        "not JSON": "hello",
        "a list": "[]",
        "deep": "[" * 4000,
        "other body": device.header(PATH, body + " "),
        "other path": device.header("/api/kiosk/v1/hello", body),
        "other key": json.dumps(stranger),
        "other kind": json.dumps(as_envelope),
        "unknown device": json.dumps(json.loads(good) | {"key_id": "5b0f7c2e-93a4-4a1b-8b39-3d0b7e1a9f10"}),
        "no id": json.dumps(json.loads(good) | {"key_id": "me"}),
    }
    assert {name: send(client, body, header) for name, header in wrong.items()} == dict.fromkeys(wrong, 401)
    assert not Received.objects.exists()
    assert send(client, body, good) == 200


@pytest.mark.parametrize("body", ["", "x", "[]", '{"envelopes": 5}', "{}"])
def test_a_signed_body_of_the_wrong_form_is_400(device, client, body):
    assert send(client, body, device.header(PATH, body)) == 400


def test_a_body_over_every_cap_is_413(device, client):
    body = json.dumps({"envelopes": ["x" * (5 * 2**20)]})
    assert send(client, body, device.header(PATH, body)) == 413

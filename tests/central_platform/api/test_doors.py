"""Whatever is thrown at the doors, the answer is one the document declares, and never a stack."""

import json
import re
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_platform import crypto
from central_platform.api.headers import STRICT

pytestmark = pytest.mark.django_db

DOORS = ("enrol", "envelopes", "hello", "statuses")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["code", "device_public", "app", "envelopes", "receipts", "proof", "newest", "queue", "counters", "lease_left"]
)
MEMBERS = ["kind", "ref", "about", "receipt", "filed_at", "category", "place", "lang", "entrance", "consent", "private"]
GOOD = st.sampled_from(
    ["report", "call", "withdraw", "streetlight", "417093568", str(uuid.UUID(int=7)), "0001-01-01T00:00Z"]
)
BODIES = st.dictionaries(NAMES, JSON, max_size=6) | JSON


@pytest.fixture
def declared(client):
    """Door → the statuses its document names."""
    document = client.get("/api/openapi.json").json()
    return {
        path.rsplit("/", 1)[1]: {int(status) for status in operation["post"]["responses"]}
        for path, operation in document["paths"].items()
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(door=st.sampled_from(DOORS), body=BODIES)
def test_any_signed_json_gets_a_declared_answer(device, client, declared, door, body):
    path, text = f"/api/kiosk/v1/{door}", json.dumps(body)
    headers = {"Linsheng-Request": device.header(path, text)}
    response = client.post(path, text, content_type="application/json", headers=headers)
    assert response.status_code in declared[door]
    assert response.headers["Content-Type"].startswith("application/json") and b"Traceback" not in response.content


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claim=st.dictionaries(st.sampled_from(MEMBERS), JSON | GOOD))
def test_any_envelope_signed_by_its_device_is_answered_or_left(device, claim):
    offer = device.envelope("question")
    odd = device.signed(json.loads(offer["signed"]) | claim, crypto.unb64(offer["sealed"]))
    status, body = device.post("envelopes", {"envelopes": [odd]})
    assert status == 200
    outcomes = [device.opened("answer", thing)["outcome"] for thing in body["answers"]]
    assert outcomes in ([], ["refused"], ["stored"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_405(client, door, method):
    assert getattr(client, method)(f"/api/kiosk/v1/{door}").status_code == 405


def test_the_document_names_the_signature_header(client):
    document = client.get("/api/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert [scheme["name"] for scheme in schemes.values()] == ["Linsheng-Request"]
    assert {path.rsplit("/", 1)[1] for path, o in document["paths"].items() if "security" not in o["post"]} == {"enrol"}


@pytest.mark.parametrize("address", ["/healthz", "/feed/keys.json", "/api/openapi.json", "/nowhere", "/"])
def test_our_own_addresses_carry_the_strict_policy(client, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == STRICT
    assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"


def test_the_console_may_load_from_nowhere_else(client):
    policy = client.get("/staff/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "http" not in policy and "unsafe-eval" not in policy


def test_no_script_but_a_file_of_ours_runs_on_a_page_of_ours(admin_client, client):
    for page in (admin_client.get("/staff/orders/"), client.get("/staff/login/")):
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
        assert not re.search(rb"<script(?![^>]* src=)(?![^>]*application/json)|<[^>]* on\w+=", page.content)


def test_health_says_what_is_missing(client, ring, settings):
    assert client.get("/healthz").json() == {"ok": True, "database": "ok", "keys": "ok", "feed": "empty"}
    (settings.KEYS_DIR / "keys.json").unlink()
    response = client.get("/healthz")
    assert response.status_code == 503 and response.json()["keys"] == "missing"


def test_while_the_database_is_away_staff_read_a_sentence_and_kiosks_come_again(client, db):
    from django.db import OperationalError, connection

    def away(*_):
        raise OperationalError("disk full")

    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        staff = client.get("/staff/login/")
        kiosk = client.get("/hsds/v3/services")
    assert (staff.status_code, kiosk.status_code) == (503, 503)
    assert "平台暂时用不了" in staff.content.decode() and "disk full" not in staff.content.decode()
    assert kiosk["Retry-After"] == "10"

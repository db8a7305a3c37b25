"""Whatever the two OpenAPI documents allow, and what they do not, gets an answer they declare: no fault inside, no other status,
no other shape. Kiosk requests are signed by an enrolled device, or nothing behind the door would be reached.

SCHEMA_EXAMPLES sets how many requests of each kind are made for each operation (`script/bench schema`).
"""

import io
import os
from contextlib import contextmanager, suppress

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "12"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


@contextmanager
def open_transaction():
    """Requests that end do not close the database: all of them are part of the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Signed:
    """Signs every request to the kiosk API as the device would: over its path and its bytes."""

    def __init__(self, application, device):
        self.application, self.device = application, device

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        environ["HTTP_LINSHENG_REQUEST"] = self.device.header(environ["PATH_INFO"], body, environ["REQUEST_METHOD"])
        return self.application(environ, start_response)


def judge(document, application):
    """Every operation of the document, with data it allows and data it does not; (operation, status) of all answers."""
    seen, asked = set(), []

    def ask_all(operation, mode):
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate], derandomize=EXAMPLES < 100,
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            answer = case.call_and_validate(checks=CHECKS)
            seen.add((operation.label, answer.status_code))
            asked.append(1)

        with suppress(Unsatisfiable):  # what takes nothing cannot be sent anything wrong
            ask()

    with open_transaction():
        schema = schemathesis.openapi.from_wsgi(document, application)
        for found in schema.get_all_operations():
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                ask_all(found.ok(), mode)
    told = ", ".join(map(str, sorted({status for _, status in seen})))
    print()
    print(f"{document}: {len(asked)} requests to {len({label for label, _ in seen})} operations, statuses [{told}]")
    return seen


def test_hsds_keeps_to_its_document(demo):
    seen = judge("/hsds/v3/openapi.json", get_wsgi_application())
    assert {status for _, status in seen} == {200, 400, 404}


def test_the_kiosk_api_keeps_to_its_document(device):
    seen = judge("/api/openapi.json", Signed(get_wsgi_application(), device))
    assert {status for label, status in seen if "enrol" not in label} >= {200, 400}

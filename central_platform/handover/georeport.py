"""GeoReport v2 as its client: what a partner's documents say, whichever of its two dresses they wear."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from central_platform.handover import http
from central_platform.handover.http import Answered, NotSent, Unknown
from central_platform.handover.models import Partner

CLIENT_REF = "attribute[client_ref]"
SAID_CHARACTERS = 500
OK = (200, 201, 202)
Row = dict[str, str]


@dataclass(frozen=True)
class Refused:
    """The partner has read it and does not want it, or does not know it; `why` is for staff."""

    status: int
    why: str


Said = list[Row] | Refused | NotSent | Unknown


def file(partner: Partner, fields: Mapping[str, str]) -> Said:
    """`POST requests`."""
    said = _ours(partner) | {"api_key": partner.api_key} | dict(fields)
    url = f"{partner.endpoint}requests.{partner.form}"
    return _rows(partner, http.post(url, {name: value for name, value in said.items() if value}))


def requests(partner: Partner, ids: Iterable[str]) -> Said:
    """`GET requests` of these ids."""
    return _get(partner, "requests", {"service_request_id": ",".join(ids)})


def token(partner: Partner, token: str) -> Said:
    """`GET tokens/TOKEN`: the id of a request that had none yet."""
    return _get(partner, f"tokens/{token}", {})


def since(partner: Partner, service_code: str, begin: str) -> Said:
    """`GET requests` of one service that came in since `begin`."""
    return _get(partner, "requests", {"service_code": service_code, "start_date": begin})


def knows_our_number(partner: Partner, service_code: str) -> bool:
    """Whether its definition of the service has `client_ref`: then sending twice is sending once."""
    answer = http.get(f"{partner.endpoint}services/{service_code}.{partner.form}", _ours(partner))
    if not isinstance(answer, Answered) or answer.status != 200:
        return False
    try:
        if partner.form == "xml":
            return any(one.text == "client_ref" for one in ElementTree.fromstring(answer.body).iter("code"))
        return any(one.get("code") == "client_ref" for one in json.loads(answer.body)["attributes"])
    except (ElementTree.ParseError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def _get(partner: Partner, path: str, asked: Mapping[str, str]) -> Said:
    return _rows(partner, http.get(f"{partner.endpoint}{path}.{partner.form}", _ours(partner) | dict(asked)))


def _ours(partner: Partner) -> Row:
    return {"jurisdiction_id": partner.jurisdiction_id} if partner.jurisdiction_id else {}


def _rows(partner: Partner, answer: Answered | NotSent | Unknown) -> Said:
    if not isinstance(answer, Answered):
        return answer
    if answer.status >= 500:
        return Unknown(f"对方出错了（{answer.status}）。")
    rows = _parsed(partner.form, answer.body)
    if answer.status not in OK:
        said = "；".join(row["description"] for row in rows or [] if row.get("description"))
        return Refused(answer.status, f"{said[:SAID_CHARACTERS] or '没有说为什么'}（{answer.status}）")
    return Unknown("对方答的看不懂。") if rows is None else rows


def _parsed(form: str, body: bytes) -> list[Row] | None:
    """The rows of a document as texts; None for anything else."""
    try:
        if form == "xml":
            return [{one.tag: one.text or "" for one in row} for row in ElementTree.fromstring(body)]
        return [
            {
                name: value if isinstance(value, str) else "" if value is None else str(value)
                for name, value in row.items()
            }
            for row in json.loads(body)
        ]
    except (ElementTree.ParseError, ValueError, TypeError, AttributeError, RecursionError):
        return None

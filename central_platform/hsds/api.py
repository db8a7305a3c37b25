"""HSDS 3.x, `/hsds/v3/`: the required endpoints and the optional ones a hall has something to say for."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Router, Status
from ninja.errors import ValidationError

from central_platform.hsds import lists, schemas
from central_platform.hsds.lists import Listed
from central_platform.hsds.schemas import Page, Problem

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/v3.0.1/hsds/"

api = NinjaAPI(
    title="邻声 · HSDS",
    version="3.0.1",
    description="The services of the community's halls in Open Referral's HSDS. Read-only; no key is needed.",
    urls_namespace="hsds",
    docs_url=None,  # its page loads scripts from another host
    openapi_url="openapi.json",
)
router = Router(tags=["hsds"])
NOTHING = {"detail": "there is nothing with this id"}
ASKED_WRONG = {400: Problem}
NOT_THERE = {400: Problem, 404: Problem}
LINES = {  # what `format=ndjson` answers
    "responses": {200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}
}


@api.exception_handler(ValidationError)
def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    if any(row["loc"][0] == "path" for row in error.errors):
        return JsonResponse(NOTHING, status=404)
    places = sorted({".".join(str(part) for part in row["loc"][1:]) for row in error.errors})
    return JsonResponse({"detail": f"malformed: {', '.join(places)[:200]}"}, status=400)


def _answer(listed: Listed, asked: schemas.Paging) -> Any:
    if asked.format is schemas.Format.ndjson:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in listed.all())
        return StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    return _json(listed.page(asked.page, asked.per_page))


def _one(found: dict[str, Any] | None) -> Any:
    return Status(404, NOTHING) if found is None else _json(found)


def _json(value: dict[str, Any]) -> HttpResponse:
    """As it is: the schemas say what is always there, HSDS allows more."""
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})


@router.get("/", response={200: schemas.About}, summary="Which version and profile this is")
def about(request: HttpRequest) -> dict[str, str]:
    here = request.build_absolute_uri(reverse("hsds:openapi-json"))
    return {"version": VERSION, "profile": PROFILE, "openapi_url": here}


@router.get("/services", response={200: Page[schemas.Service]} | ASKED_WRONG, summary="Services", openapi_extra=LINES)
def services(request: HttpRequest, asked: Query[schemas.ServiceQuery]) -> Any:
    return _answer(lists.services(asked), asked)


@router.get("/services/{uid}", response={200: schemas.Service} | NOT_THERE, summary="One service")
def service(request: HttpRequest, uid: UUID) -> Any:
    return _one(lists.service(uid))


@router.get(
    "/organizations",
    response={200: Page[schemas.Organization]} | ASKED_WRONG,
    summary="Organizations",
    openapi_extra=LINES,
)
def organizations(request: HttpRequest, asked: Query[schemas.OrganizationQuery]) -> Any:
    return _answer(lists.organizations(asked), asked)


@router.get("/organizations/{uid}", response={200: schemas.Organization} | NOT_THERE, summary="One organization")
def organization(request: HttpRequest, uid: UUID, full_service: bool = False) -> Any:
    return _one(lists.organization(uid, full_service))


@router.get(
    "/taxonomies", response={200: Page[schemas.Taxonomy]} | ASKED_WRONG, summary="Taxonomies", openapi_extra=LINES
)
def taxonomies(request: HttpRequest, asked: Query[schemas.TaxonomyQuery]) -> Any:
    return _answer(lists.taxonomies(asked), asked)


@router.get("/taxonomies/{uid}", response={200: schemas.Taxonomy} | NOT_THERE, summary="One taxonomy")
def taxonomy(request: HttpRequest, uid: UUID) -> Any:
    return _one(next((row for row in lists.taxonomies().all() if row["id"] == str(uid)), None))


@router.get("/taxonomy_terms", response={200: Page[schemas.Term]} | ASKED_WRONG, summary="Terms", openapi_extra=LINES)
def taxonomy_terms(request: HttpRequest, asked: Query[schemas.TermQuery]) -> Any:
    return _answer(lists.terms(asked), asked)


@router.get("/taxonomy_terms/{uid}", response={200: schemas.Term} | NOT_THERE, summary="One term")
def taxonomy_term(request: HttpRequest, uid: UUID) -> Any:
    return _one(lists.term(uid))


@router.get(
    "/service_at_locations",
    response={200: Page[schemas.Thing]} | ASKED_WRONG,
    summary="Services at their places",
    openapi_extra=LINES,
)
def service_at_locations(request: HttpRequest, asked: Query[schemas.AtLocationQuery]) -> Any:
    return _answer(lists.at_locations(asked), asked)


@router.get("/service_at_locations/{uid}", response={200: schemas.Thing} | NOT_THERE, summary="One of them")
def service_at_location(request: HttpRequest, uid: UUID) -> Any:
    return _one(lists.at_location(uid))


api.add_router("", router)

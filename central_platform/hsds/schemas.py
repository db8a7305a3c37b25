"""What is asked of the HSDS API and what it answers, as its OpenAPI document says it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

PER_PAGE_CAP = 500
SEARCH_CAP = 200  # characters

Row = TypeVar("Row")


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _moment(value: datetime | date) -> datetime:
    """The instant meant, in UTC: PostgreSQL knows no zone sixteen hours off. A day begins at midnight here."""
    at = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    try:
        return (at if at.tzinfo else timezone.make_aware(at)).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise ValueError("no such time") from error


Moment = Annotated[datetime | date, AfterValidator(_moment)]
PlainText = Annotated[str, Field(max_length=SEARCH_CAP), AfterValidator(_no_nul)]
WholeNumber = Annotated[int, Field(ge=1, le=10**6)]


class Format(StrEnum):
    json = "json"
    ndjson = "ndjson"


class Paging(Schema):
    """Which part of a list; `ndjson` gives all of it, one object a line."""

    page: WholeNumber = 1
    per_page: Annotated[int, Field(ge=1, le=PER_PAGE_CAP)] = 50
    format: Format = Format.json


class ServiceQuery(Paging):
    """All filters hold together (AND)."""

    search: PlainText | None = None
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: Moment | None = None
    minimal: bool = False
    full: bool = False


class OrganizationQuery(Paging):
    search: PlainText | None = None
    full_service: bool = False
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None


class TermQuery(Paging):
    search: PlainText | None = None
    top_only: bool = False
    parent_id: UUID | None = None
    taxonomy_id: UUID | None = None


class TaxonomyQuery(Paging):
    search: PlainText | None = None


class AtLocationQuery(Paging):
    search: PlainText | None = None
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: Moment | None = None
    postcode: PlainText | None = None
    proximity: Annotated[str, Field(pattern=r"^-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,5}(\.\d+)?$")] | None = Field(
        None, description="latitude,longitude,radius in kilometres"
    )
    full: bool = False


class About(Schema):
    """Who answers, and in which words."""

    version: str
    profile: str
    openapi_url: str


class Thing(Schema):
    """Any HSDS object: its id, and whatever else HSDS 3.x says about it."""

    model_config = ConfigDict(extra="allow")
    id: UUID


class Service(Thing):
    name: str
    status: Literal["active", "inactive", "defunct", "temporarily closed"]


class Organization(Thing):
    name: str
    description: str


class Taxonomy(Thing):
    name: str
    description: str


class Term(Thing):
    name: str
    description: str


class Page(Schema, Generic[Row]):
    """One page of a list, with all that HSDS wants to know about it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Row]


class Problem(Schema):
    """What was wrong with the question, in words."""

    detail: str

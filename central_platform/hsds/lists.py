"""The lists HSDS asks for, as querysets narrowed by its filters, and each row as an HSDS object."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from central_platform.content import export
from central_platform.content.maps import distance_km
from central_platform.content.models import Category, Hours, Location, Organization, Paper, Service, Step
from central_platform.feed import changes
from central_platform.feed.models import FeedChange
from central_platform.hsds import schemas

Json = dict[str, Any]
MINIMAL = ("id", "organization_id", "name", "alternate_name", "status", "last_modified")


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that can be counted and cut before they are turned into HSDS objects."""

    rows: QuerySet[Any] | Sequence[Any]
    shape: Callable[[Any], Json]

    def page(self, number: int, size: int) -> Json:
        """The envelope of HSDS around one page; a page after the last is empty."""
        total = self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)
        pages = math.ceil(total / size)
        contents = [self.shape(row) for row in self.rows[(number - 1) * size : number * size]]
        return {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }

    def all(self) -> Iterator[Json]:
        for row in self.rows:
            yield self.shape(row)


def services(asked: schemas.ServiceQuery | None = None) -> Listed:
    """Every service there ever was for others to see: unpublished is inactive, never silently gone."""
    rows = _narrowed(_seen_once(), asked)
    minimal = asked is not None and asked.minimal and not asked.full
    return Listed(_with_parts(rows), _minimal if minimal else export.service)


def _seen_once() -> QuerySet[Service]:
    """What was published at some time, in the hall's order; a draft nobody outside has seen is not in it."""
    return Service.objects.filter(first_published_at__isnull=False).order_by("order", "pk")


def _narrowed(
    rows: QuerySet[Service], asked: schemas.ServiceQuery | schemas.AtLocationQuery | None
) -> QuerySet[Service]:
    """By the filters that services and services at places have in common."""
    if asked is None:
        return rows
    if asked.organization_id:
        rows = rows.filter(organization__uid=asked.organization_id)
    if asked.modified_after:
        rows = rows.filter(last_published_at__gte=asked.modified_after)
    for word in (asked.search or "").split():
        rows = rows.filter(
            Q(name_zh__icontains=word) | Q(name_en__icontains=word) | Q(aliases__icontains=word)
            | Q(summary_zh__icontains=word) | Q(summary_en__icontains=word) | Q(category__name_zh__icontains=word)
        )  # fmt: skip
    if asked.taxonomy_term_id:
        rows = rows.filter(category__hsds_id=asked.taxonomy_term_id)
    return rows if _ours(asked.taxonomy_id) else rows.none()


def _ours(taxonomy: UUID | None) -> bool:
    """There is one taxonomy here."""
    return taxonomy is None or taxonomy == export.TAXONOMY_ID


def _with_parts(rows: QuerySet[Service]) -> QuerySet[Service]:
    parts = [
        Prefetch(name, queryset=model.objects.order_by("sort_order"))
        for name, model in (("steps", Step), ("papers", Paper), ("hours", Hours))
    ]
    return rows.select_related("category", "organization", "location__organization", "checked").prefetch_related(*parts)


def _minimal(row: Service) -> Json:
    whole = export.service(row)
    return {name: whole[name] for name in MINIMAL if name in whole}


def service(uid: UUID) -> Json | None:
    """One service; of a deleted one what must not be forgotten: its name, and that it is defunct."""
    row = _with_parts(_seen_once().filter(uid=uid)).first()
    return export.service(row) if row else _defunct(uid)


def _defunct(uid: UUID) -> Json | None:
    if Service.objects.filter(uid=uid).exists():  # a draft nobody outside has seen
        return None
    told = FeedChange.objects.filter(publication=changes.main(), kind="service", item_id=str(uid), body__isnull=False)
    known = told.order_by("-seq").first()
    return {"id": str(uid), "name": known.body["name"]["zh"], "status": "defunct"} if known else None


def organizations(asked: schemas.OrganizationQuery | None = None) -> Listed:
    rows = Organization.objects.order_by("pk")
    if asked is None:
        return Listed(rows, export.organization)
    for word in (asked.search or "").split():
        rows = rows.filter(Q(name_zh__icontains=word) | Q(name_en__icontains=word) | Q(description_zh__icontains=word))
    if asked.taxonomy_term_id:
        rows = rows.filter(services__category__hsds_id=asked.taxonomy_term_id).distinct()
    if not _ours(asked.taxonomy_id):
        rows = rows.none()
    return Listed(rows, _with_services if asked.full_service else export.organization)


def organization(uid: UUID, full_service: bool = False) -> Json | None:
    row = Organization.objects.filter(uid=uid).first()
    return (_with_services(row) if full_service else export.organization(row)) if row else None


def _with_services(row: Organization) -> Json:
    return export.organization(row) | {"services": [*services(schemas.ServiceQuery(organization_id=row.uid)).all()]}


def taxonomies(asked: schemas.TaxonomyQuery | None = None) -> Listed:
    wanted = asked is None or all(word in export.TAXONOMY for word in (asked.search or "").split())
    return Listed([export.taxonomy()] if wanted else [], lambda row: row)


def terms(asked: schemas.TermQuery | None = None) -> Listed:
    """The categories; they have no parents in HSDS, so every one of them is a top one."""
    rows = Category.objects.order_by("order", "pk")
    if asked is not None:
        for word in (asked.search or "").split():
            rows = rows.filter(
                Q(name_zh__icontains=word) | Q(hsds_name__icontains=word) | Q(hsds_description__icontains=word)
            )
        if asked.parent_id or not _ours(asked.taxonomy_id):
            rows = rows.none()
    return Listed(rows, export.term)


def term(uid: UUID) -> Json | None:
    row = Category.objects.filter(hsds_id=uid).first()
    return export.term(row) if row else None


def at_locations(asked: schemas.AtLocationQuery | None = None) -> Listed:
    """Each service at its place: here a service is given at one."""
    rows = _narrowed(_seen_once(), asked)
    if asked is not None:
        if asked.postcode:
            rows = rows.filter(location__postal_code=asked.postcode)
        if asked.proximity:
            rows = rows.filter(location__in=_near(*map(float, asked.proximity.split(","))))
    whole = asked is None or asked.full
    return Listed(_with_parts(rows), export.at_location if whole else _at_location)


def _at_location(row: Service) -> Json:
    made = export.at_location(row)
    return {name: value for name, value in made.items() if name != "service"}


def at_location(uid: UUID) -> Json | None:
    """Its id is made of the service's, so it is looked for among them."""
    for pk, service_uid in _seen_once().values_list("pk", "uid"):
        if export.at_location_id(service_uid) == str(uid):
            return export.at_location(_with_parts(Service.objects.filter(pk=pk)).get())
    return None


def _near(latitude: float, longitude: float, km: float) -> list[int]:
    """Places within a radius, by great circle."""
    rows = Location.objects.exclude(latitude=None).exclude(longitude=None)
    found = rows.values_list("pk", "latitude", "longitude")
    return [pk for pk, lat, long in found if distance_km((latitude, longitude), (lat, long)) <= km]

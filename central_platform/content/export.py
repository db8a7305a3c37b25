"""Our catalogue as an HSDS document; what HSDS has no field for travels in attributes, so that nothing is lost."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Prefetch

from central_platform.content import hsds
from central_platform.content.models import Category, Hours, Location, Organization, Paper, Service, Step
from central_platform.content.words import lines

TAXONOMY = "社区服务分类"
TAXONOMY_ID = UUID("a1e88744-3bf4-5ecf-95bb-b64b25587d07")


def document() -> dict[str, Any]:
    """Every live service with its organizations, locations and terms."""
    services = live_services()
    return {
        "hsds_version": "3.0",
        "language": "zh-CN",
        "taxonomies": [taxonomy()],
        "taxonomy_terms": [term(category) for category in Category.objects.order_by("pk")],
        "organizations": [organization(row) for row in Organization.objects.all()],
        "locations": [location(row) for row in Location.objects.select_related("organization")],
        "total_items": len(services),
        "contents": [service(row) for row in services],
    }


def live_services() -> list[Service]:
    rows = Service.objects.filter(live=True).select_related(
        "category", "organization", "location__organization", "checked"
    )
    children = [
        Prefetch(name, queryset=model.objects.order_by("sort_order"))
        for name, model in (("steps", Step), ("papers", Paper), ("hours", Hours))
    ]
    return list(rows.prefetch_related(*children))


def _id(owner: UUID, part: str) -> str:
    """A stable id for a part that has no row of its own."""
    return str(uuid5(NAMESPACE_URL, f"linsheng:{owner}:{part}"))


def taxonomy() -> dict[str, Any]:
    """The one taxonomy of the halls."""
    return {"id": str(TAXONOMY_ID), "name": TAXONOMY, "description": "社区服务大厅服务分类", "version": "1.0"}


def term(row: Category) -> dict[str, Any]:
    return {
        "id": str(row.hsds_id),
        "code": row.code,
        "name": row.hsds_name or row.name_zh,
        "description": row.hsds_description or row.name_en or row.name_zh,
        "taxonomy": TAXONOMY,
        "language": "zh-CN",
        "taxonomy_id": str(TAXONOMY_ID),
    }


def _phone(owner: UUID, number: str) -> list[dict[str, Any]]:
    return [{"id": _id(owner, "phone"), "number": number, "type": "voice"}] if number else []


def organization(row: Organization, phones: bool = True) -> dict[str, Any]:
    made = {
        "id": str(row.uid),
        "name": row.name_zh,
        "alternate_name": row.name_en,
        "description": row.description_zh or row.name_zh,
    }
    if phones:
        made["phones"] = _phone(row.uid, row.phone)
    return _filled(made)


def location(row: Location) -> dict[str, Any]:
    return _filled(
        {
            "id": str(row.uid),
            "location_type": "physical",
            "name": row.name_zh,
            "alternate_name": row.name_en,
            "organization_id": str(row.organization.uid) if row.organization else None,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "addresses": [
                {
                    "id": _id(row.uid, "address"),
                    "address_1": row.address_zh,
                    "city": row.city,
                    "state_province": row.province,
                    "postal_code": row.postal_code,
                    "country": "CN",
                    "address_type": "physical",
                }
            ],
            "accessibility": [{"id": _id(row.uid, "access"), "description": row.hint_zh}] if row.hint_zh else [],
            "attributes": _attributes(
                row.uid, "location", {"translation:en:address": row.address_en, "translation:en:hint": row.hint_en}
            ),
        }
    )


def service(row: Service) -> dict[str, Any]:
    """One service in HSDS; needs its relations fetched (see live_services)."""
    uid, steps = str(row.uid), list(row.steps.all())
    process = "\n".join(f"{number}. {step.text_zh}" for number, step in enumerate(steps, 1))
    body = row.body()
    return _filled(
        {
            "id": uid,
            "organization_id": str(row.organization.uid),
            "name": row.name_zh,
            "alternate_name": "；".join(lines(row.aliases)),
            "description": row.summary_zh + row.more_zh,
            "status": "active" if row.live else "inactive",
            "application_process": process,
            "fees_description": row.fee_zh,
            "eligibility_description": row.eligibility_zh,
            "minimum_age": row.minimum_age,
            "maximum_age": row.maximum_age,
            "last_modified": body["updated"],
            "assured_date": f"{row.checked.on:%Y-%m-%d}" if hasattr(row, "checked") else None,
            "organization": organization(row.organization, phones=False),
            "phones": _phone(row.uid, row.phone),
            "schedules": [_schedule(hours, body["hours_text"]["zh"]) for hours in row.hours.all()],
            "service_at_locations": [_at_location(row)],
            "required_documents": [
                {"id": str(paper.uid), "service_id": uid, "document": paper.name_zh} for paper in row.papers.all()
            ],
            "cost_options": [_cost(row)],
            "languages": [{"id": _id(row.uid, "language"), "code": "zh-CN", "name": "中文"}],
            "attributes": [_taxonomy(row), *_attributes(row.uid, "service", _extras(row, process))],
        }
    )


def at_location_id(service_uid: UUID) -> str:
    """A service is given at one place here, so the pair is named after the service."""
    return _id(service_uid, "at")


def at_location(row: Service) -> dict[str, Any]:
    """A service at its place, with the service inside."""
    inside = {name: value for name, value in service(row).items() if name != "service_at_locations"}
    return _at_location(row) | {"service": inside}


def _at_location(row: Service) -> dict[str, Any]:
    return {
        "id": at_location_id(row.uid),
        "service_id": str(row.uid),
        "location_id": str(row.location.uid),
        "location": location(row.location),
    }


def _schedule(row: Hours, said: str) -> dict[str, Any]:
    return {
        "id": str(row.uid),
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": row.days,
        "timezone": 8,
        "opens_at": f"{row.opens:%H:%M}",
        "closes_at": f"{row.closes:%H:%M}",
        "description": said,
    }


def _cost(row: Service) -> dict[str, Any]:
    made = {"id": _id(row.uid, "cost"), "service_id": str(row.uid), "option": row.fee_zh, "currency": "CNY"}
    return made | ({"amount": 0} if row.free or row.fee_zh.startswith("不收费") else {})


def _taxonomy(row: Service) -> dict[str, Any]:
    made = term(row.category)
    return {
        "id": _id(row.uid, "attribute:taxonomy"),
        "link_id": str(row.uid),
        "link_entity": "service",
        "link_type": "taxonomy",
        "taxonomy_term_id": made["id"],
        "value": made["name"],
        "taxonomy_term": made,
    }


def _extras(row: Service, process: str) -> dict[str, str]:
    """link_type -> value of everything HSDS has no field for; what `hsds` finds out by itself is left out."""
    extras = {
        "translation:en:name": row.name_en,
        "translation:en:summary": row.summary_en,
        "slug": row.slug,
        "translation:en:more": row.more_en,
        "translation:en:eligibility": row.eligibility_en,
        "translation:en:fee": row.fee_en,
        "translation:en:hours_text": row.hours_text_en,
        "translation:en:steps": "\n".join(step.text_en for step in row.steps.all()).rstrip("\n"),
        "translation:en:papers": "\n".join(paper.name_en for paper in row.papers.all()).rstrip("\n"),
        "phrases": row.phrases,
        "words": row.words,
    }
    if hsds.split_description(row.summary_zh + row.more_zh) != (row.summary_zh, row.more_zh):
        extras |= {"summary": row.summary_zh, "more": row.more_zh}
    if hsds.window_in(process) != (row.window_zh, row.window_en):
        extras |= {"window": row.window_zh, "translation:en:window": row.window_en}
    if (row.fee_zh in hsds.FREE_WORDS) != row.free:
        extras["free"] = "true" if row.free else "false"
    kept_empty = {"window", "translation:en:window", "more", *hsds.SPOKEN}  # none of them is also something to say
    return {key: value for key, value in extras.items() if value or key in kept_empty} | {"order": str(row.order)}


def _attributes(owner: UUID, entity: str, values: dict[str, str]) -> list[dict[str, Any]]:
    keep = {key: value for key, value in values.items() if value or entity == "service"}
    return [
        {
            "id": _id(owner, f"attribute:{key}"),
            "link_id": str(owner),
            "link_entity": entity,
            "link_type": key,
            "value": value,
        }
        for key, value in keep.items()
    ]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """HSDS wants empty values left out, never "" or null."""
    return {key: value for key, value in row.items() if value not in ("", None, [])}

"""Open Referral HSDS to the columns of our tables: pure reading of a catalogue document, nothing is written here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

FREE_WORDS = frozenset({"不收费", "免费"})  # said alone; "不收费或只收材料费" gets no green badge
WINDOW = re.compile(r"(\d+)号窗口")
NUMBERED = re.compile(r"^\s*\d+[.、．]\s*")
SPOKEN = ("phrases", "words")
SEPARATORS = re.compile(r"[；;]")


class BadCatalogueError(ValueError):
    """The file is no catalogue; the message says which entry and why, in words for staff."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service of the document: its own columns, its links by HSDS id, and its child rows' columns in order.

    HSDS has no field for what residents say: a document that is `silent` about it does not mean that there is nothing.
    """

    uid: UUID
    columns: dict[str, Any]
    category: str
    organization: UUID
    location: UUID
    active: bool
    modified: datetime
    assured: date | None = None  # when somebody last made sure of it
    silent: tuple[str, ...] = ()
    steps: tuple[dict[str, Any], ...] = ()
    papers: tuple[dict[str, Any], ...] = ()
    hours: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A whole document. Organizations, locations and terms are keyed by HSDS id."""

    organizations: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    locations: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    terms: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    services: tuple[ServiceEntry, ...] = ()


def read(document: Any) -> Catalogue:
    """Read a catalogue document (HSDS 3.x list form, organizations and locations beside or inside the services)."""
    if not isinstance(document, dict) or not isinstance(document.get("contents"), list):
        raise BadCatalogueError("这不是服务目录：没有 contents 这一列。")
    entries = document["contents"]
    organizations = {o["id"]: o for o in document.get("organizations", [])}
    locations = {o["id"]: o for o in document.get("locations", [])}
    terms = {o["id"]: o for o in document.get("taxonomy_terms", [])}
    services = []
    for number, entry in enumerate(entries):
        name = entry.get("name", "") if isinstance(entry, dict) else ""
        try:
            if "organization" in entry:
                organizations.setdefault(entry["organization"]["id"], entry["organization"])
            where = entry["service_at_locations"][0]
            if "location" in where:
                locations.setdefault(where["location"]["id"], where["location"])
            if "taxonomy_term" in (term := _attribute_row(entry, "taxonomy")):
                terms.setdefault(term["taxonomy_term_id"], term["taxonomy_term"])
            services.append(_service(entry, number, terms))
        except (KeyError, IndexError, TypeError, ValueError) as problem:
            raise BadCatalogueError(f"第{number + 1}项“{name}”读不懂：{type(problem).__name__} {problem}") from problem
    try:
        catalogue = Catalogue(
            {UUID(key): _organization(row) for key, row in organizations.items()},
            {UUID(key): _location(row) for key, row in locations.items()},
            {UUID(key): row for key, row in terms.items()},
            tuple(services),
        )
    except (KeyError, IndexError, TypeError, ValueError) as problem:
        raise BadCatalogueError(f"机构、地点或分类读不懂：{type(problem).__name__} {problem}") from problem
    _check(catalogue)
    return catalogue


def _check(catalogue: Catalogue) -> None:
    """Every link leads somewhere, and no two services share an id or a code."""
    for entry in catalogue.services:
        if entry.organization not in catalogue.organizations or entry.location not in catalogue.locations:
            raise BadCatalogueError(f"“{entry.columns['name_zh']}”写的机构或地点不在文件里。")
    for what, values in (
        ("id", [e.uid for e in catalogue.services]),
        ("代码", [e.columns["slug"] for e in catalogue.services]),
    ):
        if twice := next((value for value, count in Counter(values).items() if count > 1), None):
            raise BadCatalogueError(f"有两项服务的{what}都是 {twice}。")


def split_description(description: str) -> tuple[str, str]:
    """The first sentence answers; the rest is more."""
    end = description.find("。") + 1 or len(description)
    return description[:end], description[end:]


def split_steps(process: str) -> list[str]:
    """The steps numbered in an application_process."""
    return [NUMBERED.sub("", line).strip() for line in process.splitlines() if line.strip()]


def window_in(process: str) -> tuple[str, str]:
    """The window named in the steps, in both languages."""
    found = WINDOW.search(process)
    return (found.group(0), f"Window {found.group(1)}") if found else ("", "")


def _attribute_row(entry: dict[str, Any], link_type: str) -> dict[str, Any]:
    return next((a for a in entry.get("attributes", []) if a.get("link_type") == link_type), {})


def _attribute(entry: dict[str, Any], link_type: str, default: str = "") -> str:
    return _attribute_row(entry, link_type).get("value", default)


def _en(entry: dict[str, Any], name: str) -> str:
    return _attribute(entry, f"translation:en:{name}")


def _en_lines(entry: dict[str, Any], name: str, count: int) -> list[str]:
    found = _en(entry, name).split("\n")
    return (found + [""] * count)[:count]


def _organization(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name_zh": row["name"],
        "name_en": row.get("alternate_name", ""),
        "description_zh": row.get("description", ""),
        "phone": next((p["number"] for p in row.get("phones", [])), ""),
    }


def _location(row: dict[str, Any]) -> dict[str, Any]:
    address = row["addresses"][0]
    return {
        "organization": UUID(row["organization_id"]) if row.get("organization_id") else None,
        "name_zh": row["name"],
        "name_en": row.get("alternate_name", ""),
        "address_zh": address["address_1"],
        "address_en": _en(row, "address"),
        "hint_zh": next((a["description"] for a in row.get("accessibility", [])), ""),
        "hint_en": _en(row, "hint"),
        "city": address["city"],
        "province": address["state_province"],
        "postal_code": address["postal_code"],
        "latitude": row.get("latitude"),
        "longitude": row.get("longitude"),
    }


def _service(entry: dict[str, Any], number: int, terms: dict[str, dict[str, Any]]) -> ServiceEntry:
    process = entry.get("application_process", "")
    steps, papers = split_steps(process), entry.get("required_documents", [])
    return ServiceEntry(
        uid=UUID(entry["id"]),
        columns=_columns(entry, process, number),
        category=terms[_attribute_row(entry, "taxonomy")["taxonomy_term_id"]]["code"],
        organization=UUID(entry["organization_id"]),
        location=UUID(entry["service_at_locations"][0]["location_id"]),
        active=entry.get("status", "active") == "active",
        modified=datetime.fromisoformat(entry["last_modified"]),
        assured=date.fromisoformat(entry["assured_date"]) if entry.get("assured_date") else None,
        silent=tuple(name for name in SPOKEN if not _attribute_row(entry, name)),
        steps=tuple(
            {"text_zh": zh, "text_en": en} for zh, en in zip(steps, _en_lines(entry, "steps", len(steps)), strict=True)
        ),
        papers=tuple(
            {"uid": UUID(row["id"]), "name_zh": row["document"], "name_en": en}
            for row, en in zip(papers, _en_lines(entry, "papers", len(papers)), strict=True)
        ),
        hours=tuple(_hours(row) for row in entry.get("schedules", [])),
    )


def _columns(entry: dict[str, Any], process: str, number: int) -> dict[str, Any]:
    summary, more = split_description(entry.get("description", ""))
    window, window_en = window_in(process)
    fee = entry.get("fees_description", "")
    return {
        "slug": _attribute(entry, "slug", entry["id"][:8]),
        "name_zh": entry["name"],
        "name_en": _en(entry, "name"),
        "summary_zh": _attribute(entry, "summary", summary),
        "summary_en": _en(entry, "summary"),
        "more_zh": _attribute(entry, "more", more),
        "more_en": _en(entry, "more"),
        "eligibility_zh": entry.get("eligibility_description", ""),
        "eligibility_en": _en(entry, "eligibility"),
        "minimum_age": entry.get("minimum_age"),
        "maximum_age": entry.get("maximum_age"),
        "aliases": "\n".join(
            part.strip() for part in SEPARATORS.split(entry.get("alternate_name", "")) if part.strip()
        ),
        "phrases": _attribute(entry, "phrases"),
        "words": _attribute(entry, "words"),
        "fee_zh": fee,
        "fee_en": _en(entry, "fee"),
        "free": _attribute(entry, "free", "true" if fee in FREE_WORDS else "false") == "true",
        "window_zh": _attribute(entry, "window", window),
        "window_en": _attribute(entry, "translation:en:window", window_en),
        "phone": next((p["number"] for p in entry.get("phones", [])), ""),
        "hours_text_zh": next((s.get("description", "") for s in entry.get("schedules", [])), ""),
        "hours_text_en": _en(entry, "hours_text"),
        "order": int(_attribute(entry, "order", str(number))),
    }


def _hours(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("freq", "WEEKLY") != "WEEKLY":
        raise ValueError("开门时间只认每星期一样的")
    return {
        "uid": UUID(row["id"]),
        "days": row["byday"],
        "opens": time.fromisoformat(row["opens_at"]),
        "closes": time.fromisoformat(row["closes_at"]),
    }

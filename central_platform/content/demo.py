"""The demo content of assets/content: a fictional community with its whole catalogue, loaded once and fast."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from importlib.resources import as_file, files
from typing import Any

from django.db import transaction
from django.utils import timezone

from central_platform.content import demo_words, hsds, importers, publishing, spoken
from central_platform.content.models import (
    Category,
    CommonSentence,
    Department,
    Elsewhere,
    Family,
    Hall,
    Notice,
    NoticeSentence,
    Place,
    Reading,
    ReportCategory,
    Saying,
    Service,
    Term,
)
from central_platform.content.words import lines

FOLDER = files("assets").joinpath("content")


@transaction.atomic
def load() -> int:
    """Load what is missing, kind by kind (a table that already has rows is staff's, and left alone). Items added."""
    added = 0
    for model, fill in (
        (Hall, _halls),
        (Family, _families),
        (Category, _categories),
        (Place, _places),
        (ReportCategory, _report_categories),
        (Notice, _notices),
        (Service, _services),
        (Saying, lambda: _put_all(Saying, demo_words.sayings(_read("sayings")))),
        (Reading, lambda: _put_all(Reading, demo_words.readings(_read("readings")))),
        (Elsewhere, lambda: _put_all(Elsewhere, demo_words.elsewhere(_read("elsewhere")))),
        (Term, lambda: _put_all(Term, demo_words.terms(_read("terms")))),
    ):
        if not model.objects.exists():
            added += fill()
    return added


def _read(name: str) -> Any:
    return json.loads(FOLDER.joinpath(f"{name}.json").read_text("utf-8"))


def _pairs(row: dict[str, Any], *names: str) -> dict[str, str]:
    """The columns name_zh and name_en of each Text of a feed body."""
    return {f"{name}_{lang}": row[name][lang] for name in names for lang in ("zh", "en")}


def _same(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _put_all(model: type, rows: list[Any]) -> int:
    model.objects.bulk_create(rows)
    publishing.put_all(rows)
    return len(rows)


def _halls() -> int:
    rows = [
        Hall(code=row["id"], phone=row["phone"], two_persons=True, **_pairs(row, "name", "community", "window", "duty"))
        for row in _read("halls")
    ]
    return _put_all(Hall, rows)


def _families() -> int:
    rows = [Family(code=row["id"], **_pairs(row, "name"), **_same(row, "icon", "order")) for row in _read("families")]
    return _put_all(Family, rows)


def _categories() -> int:
    families = {family.code: family for family in Family.objects.all()}
    terms = {term["code"]: term for term in _read("services.zh-CN")["taxonomy_terms"]}
    rows = [
        Category(
            code=row["id"],
            family=families[row["family"]],
            hsds_id=terms[row["id"]]["id"],
            hsds_name=terms[row["id"]]["name"],
            hsds_description=terms[row["id"]]["description"],
            **_pairs(row, "name"),
            **_same(row, "icon", "order"),
        )
        for row in _read("categories")
    ]
    return _put_all(Category, rows)


def _places() -> int:
    rows: dict[str, Place] = {}
    for row in _read("places"):
        rows[row["id"]] = Place(
            code=row["id"],
            aliases="\n".join(row["aliases"]),
            **_pairs(row, "name", *(name for name in ("hint", "community") if name in row)),
            **_same(row, "kind", "lat", "long", "order"),
        )
    Place.objects.bulk_create(rows.values())
    for row in _read("places"):
        rows[row["id"]].parent = rows.get(row["parent"])
    Place.objects.bulk_update(rows.values(), ["parent"])
    publishing.put_all(rows.values())
    return len(rows)


def _report_categories() -> int:
    plain = ("icon", "target_hours", "private", "needs_place", "needs_words", "first", "order")
    source = _read("report_categories")
    owners = {row["owner"]["zh"]: _department(row["owner"]) for row in source}
    rows = [
        ReportCategory(
            code=row["id"],
            owner=owners[row["owner"]["zh"]],
            **_pairs(row, "name", "fault"),
            **_same(row, *plain),
        )
        for row in source
    ]
    ReportCategory.objects.bulk_create(rows)
    CommonSentence.objects.bulk_create(
        CommonSentence(category=category, sort_order=n, text_zh=sentence["zh"], text_en=sentence["en"])
        for category, row in zip(rows, source, strict=True)
        for n, sentence in enumerate(row["sentences"])
    )
    publishing.put_all(rows)
    return len(rows)


def _department(name: dict[str, str]) -> Department:
    return Department.objects.get_or_create(name_zh=name["zh"], defaults={"name_en": name["en"]})[0]


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _notices() -> int:
    now, rows = timezone.now(), []
    for row in _read("notices"):
        notice = Notice(
            uid=row["id"],
            packaged=(row["picture"] or {}).get("packaged", ""),
            go_live_at=_moment(row["starts"]),
            expire_at=_moment(row["expires"]),
            first_published_at=now,
            last_published_at=now,
            **_pairs(row, "title", "headline"),
            **_same(row, "kind", "important", "icon", "order"),
        )
        notice.sentences = [
            NoticeSentence(sort_order=n, text_zh=sentence["zh"], text_en=sentence["en"])
            for n, sentence in enumerate(row["sentences"])
        ]
        rows.append(notice)
    importers.write(rows, [])
    return len(rows)


def _services() -> int:
    with as_file(FOLDER.joinpath("services.zh-CN.json")) as path:
        catalogue = importers.read_file(path)
    phrases, words = demo_words.phrases(FOLDER.joinpath("phrases")), demo_words.words(FOLDER.joinpath("words"))
    services = tuple(_spoken(entry, phrases, words) for entry in catalogue.services)
    return importers.load(replace(catalogue, services=services)).new


def _spoken(entry: hsds.ServiceEntry, phrases: dict[str, list[str]], words: dict[str, list[str]]) -> hsds.ServiceEntry:
    columns, slug = entry.columns, entry.columns["slug"]
    said = spoken.without_doubles([*lines(columns["phrases"]), *phrases.get(slug, ())])
    met = spoken.without_doubles([*columns["words"].split(), *words.get(slug, ())])
    return replace(entry, columns=columns | {"phrases": "\n".join(said), "words": " ".join(met)})

"""From the bodies of feed items (docs/wire.md section 3) to records; a body of another form raises one of MALFORMED."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from offline_cache.records import (
    Category,
    Elsewhere,
    Family,
    Hall,
    Hours,
    Notice,
    Place,
    Reading,
    ReportCategory,
    Saying,
    Service,
    Term,
    Text,
    Where,
)

Body = Mapping[str, Any]
NO_TEXT = {"zh": ""}
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


def text(value: Any) -> Text:
    """A Text; missing English stays empty."""
    return Text(_str(value["zh"]), _str(value.get("en", "")))


def texts(values: Any) -> tuple[Text, ...]:
    """A list of Texts."""
    return tuple(text(value) for value in _list(values))


def hall(body: Body) -> Hall:
    return Hall(
        id=_str(body["id"]),
        name=text(body["name"]),
        community=text(body["community"]),
        window=text(body["window"]),
        phone=_str(body["phone"]),
        duty=text(body["duty"]),
    )


def family(body: Body) -> Family:
    return Family(_str(body["id"]), text(body["name"]), _str(body["icon"]), _int(body["order"]))


def category(body: Body) -> Category:
    return Category(_str(body["id"]), text(body["name"]), _str(body["family"]), _str(body["icon"]), _int(body["order"]))


def service(body: Body) -> Service:
    place = body["place"]
    return Service(
        id=_str(body["id"]),
        slug=_str(body["slug"]),
        name=text(body["name"]),
        summary=text(body["summary"]),
        more=text(body["more"]),
        eligibility=text(body["eligibility"]),
        category=_str(body["category"]),
        aliases=_strings(body["aliases"]),
        phrases=_strings(body["phrases"]),
        words=_strings(body.get("words", [])),
        steps=texts(body["steps"]),
        papers=texts(body["papers"]),
        fee=text(body["fee"]),
        free=_bool(body["free"]),
        window=text(body["window"]),
        place=Where(text(place["name"]), text(place["address"]), text(place["hint"])),
        hours=tuple(
            Hours(_str(open_["days"]), _str(open_["opens"]), _str(open_["closes"])) for open_ in _list(body["hours"])
        ),
        hours_text=text(body["hours_text"]),
        phone=_str(body["phone"]),
        organization=text(body["organization"]),
        order=_int(body["order"]),
        updated=_str(body["updated"]),
    )


def notice(body: Body) -> Notice:
    return Notice(
        id=_str(body["id"]),
        kind=_one_of(body["kind"], "notice", "poster"),
        title=text(body["title"]),
        headline=text(body["headline"]),
        sentences=texts(body["sentences"]),
        starts=_str_or_none(body["starts"]),
        expires=_str_or_none(body["expires"]),
        important=_bool(body["important"]),
        icon=_str(body["icon"]),
        picture=picture(body["picture"]),
        order=_int(body["order"]),
    )


def picture(value: Any) -> str | None:
    """Name of a packaged poster, or the file name of a medium; never a path."""
    if value is None:
        return None
    name = value["packaged"] if "packaged" in value else f"{_str(value['sha256'])}.{_str(value['ext'])}"
    if not _str(name) or "/" in name or name.startswith("."):
        raise ValueError("picture")
    return _str(name)


def place(body: Body) -> Place:
    return Place(
        id=_str(body["id"]),
        name=text(body["name"]),
        kind=_one_of(body["kind"], "estate", "building", "unit", "landmark", "window"),
        parent=_str_or_none(body["parent"]),
        aliases=_strings(body["aliases"]),
        order=_int(body["order"]),
        hint=text(body.get("hint", NO_TEXT)),
        community=text(body.get("community", NO_TEXT)),
    )


def saying(body: Body) -> Saying:
    return Saying(_str(body["id"]), _str(body["said"]), _strings(body["means"]))


def reading(body: Body) -> Reading:
    word, syllables = _str(body["word"]), tuple(_str(body["syllables"]).split())
    if len(word) != len(syllables):
        raise ValueError("one syllable a character expected")
    return Reading(_str(body["id"]), word, syllables)


def term(body: Body) -> Term:
    return Term(
        id=_str(body["id"]),
        word=text(body["word"]),
        forms=_strings(body["forms"]),
        meaning=text(body["meaning"]),
        category=_str_or_none(body["category"]),
    )


def elsewhere(body: Body) -> Elsewhere:
    return Elsewhere(_str(body["id"]), text(body["name"]), text(body["advice"]), _strings(body["phrases"]))


def report_category(body: Body) -> ReportCategory:
    return ReportCategory(
        id=_str(body["id"]),
        name=text(body["name"]),
        fault=text(body["fault"]),
        icon=_str(body["icon"]),
        owner=text(body["owner"]),
        target_hours=_int(body["target_hours"]),
        private=_bool(body["private"]),
        needs_place=_bool(body["needs_place"]),
        needs_words=_bool(body["needs_words"]),
        sentences=texts(body["sentences"]),
        first=_bool(body["first"]),
        order=_int(body["order"]),
    )


READERS: dict[str, Callable[[Body], object]] = {
    "hall": hall,
    "family": family,
    "category": category,
    "service": service,
    "notice": notice,
    "place": place,
    "report-category": report_category,
    "saying": saying,
    "reading": reading,
    "elsewhere": elsewhere,
    "term": term,
}
KINDS = tuple(READERS)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _str_or_none(value: Any) -> str | None:
    return None if value is None else _str(value)


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number expected")
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false expected")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("list expected")
    return value


def _strings(values: Any) -> tuple[str, ...]:
    return tuple(_str(value) for value in _list(values))


def _one_of(value: Any, *allowed: str) -> Any:
    if value not in allowed:
        raise ValueError(f"one of {allowed} expected")
    return value

"""What residents may say in the hall, read from assets/content: names, places, spoken phrases, commands, plain texts.

The questions under tests/data are the test and are never read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from assets import path
from demo_model import starting_words
from voice.sentences import dangers, sentences
from voice.wording import counted, digit_by_digit, for_the_ear

TUNING_SHARE = 0.02
"""Phrases set aside, by hash, to choose settings on: never in the training nor in the language model."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language by what they are; sentences are cleaned for the ear, Chinese without spaces."""

    commands: tuple[str, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    """Half sentences and questions residents say."""
    prose: tuple[str, ...]
    """The kiosk's own sentences."""
    nouns: tuple[str, ...]
    tuning: tuple[str, ...]
    """Phrases set aside."""


@cache
def read(lang: str) -> Texts:
    """All texts of a language, "zh" or "en"."""
    phrases = _unique(_clean(lang, _phrases(lang)))
    aside = frozenset(text for text in phrases if _set_aside(text))
    return Texts(
        commands=_unique(_clean(lang, _commands(lang))),
        names=_unique(_clean(lang, _names(lang))),
        phrases=tuple(text for text in phrases if text not in aside),
        prose=_unique(_clean(lang, _prose(lang))),
        nouns=_unique(_clean(lang, _nouns(lang))),
        tuning=tuple(text for text in phrases if text in aside),
    )


def clean_zh(text: str) -> tuple[str, ...]:
    """Sentences of hanzi only, numbers worded: "3栋，灯坏了。" → ("三栋灯坏了",)."""
    worded = re.sub(r"\d{5,}", lambda found: digit_by_digit(found.group()), text)
    worded = re.sub(r"\d+", lambda found: counted(int(found.group())), for_the_ear(worded).text)
    return tuple(filter(None, (re.sub(r"[^一-鿿]", "", part) for part in re.split(r"[。！？；!?;\n]", worded))))


def clean_en(text: str) -> tuple[str, ...]:
    """Sentences of lower-case words, digits worded one by one: "Pay $20." → ("pay two zero",)."""
    spelt = re.sub(r"\d", lambda found: f" {starting_words.DIGITS_EN[int(found.group())]} ", text.lower())
    parts = re.split(r"[.!?;\n]", spelt.replace("’", "'"))
    words = (re.findall(r"[a-z]+(?:'[a-z]+)?", part) for part in parts)
    return tuple(" ".join(found) for found in words if found)


def _clean(lang: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from clean_zh(text) if lang == "zh" else clean_en(text)


def _set_aside(text: str) -> bool:
    return int(sha256(text.encode()).hexdigest()[:8], 16) < TUNING_SHARE * 2**32


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _json(*names: str) -> Any:
    return json.loads(path("content", *names).read_text(encoding="utf-8"))


def _by_language(value: object, lang: str) -> Iterator[str]:
    """Every string under a key `lang`, anywhere in a JSON value."""
    if isinstance(value, dict):
        if isinstance(value.get(lang), str):
            yield value[lang]
        for inner in value.values():
            yield from _by_language(inner, lang)
    elif isinstance(value, list):
        for inner in value:
            yield from _by_language(inner, lang)


def _commands(lang: str) -> Iterator[str]:
    """The sentences the kiosk listens for on any page, and the words its pages show."""
    yield from starting_words.PAGE_WORDS[lang]
    for command in sentences(lang).values():
        yield from (*command.say, *command.also)


def _services() -> list[dict[str, Any]]:
    services: list[dict[str, Any]] = _json("services.zh-CN.json")["contents"]
    return services


def _slug(service: dict[str, Any]) -> str:
    return str(next(a["value"] for a in service["attributes"] if a["link_type"] == "slug"))


def _names(lang: str) -> Iterator[str]:
    if lang == "zh":
        for service in _services():
            yield service["name"]
            yield from re.split(r"[；;]", service["alternate_name"] or "")
        for place in _json("places.json"):
            yield from place["aliases"]
    else:
        for service in _services():
            yield from (a["value"] for a in service["attributes"] if a["link_type"] == "translation:en:name")
    for name in ("places", "report_categories", "families", "categories", "halls"):
        yield from _by_language(_json(f"{name}.json"), lang)
    for topic in _json("elsewhere.json"):
        yield topic["name"][lang]


def _phrases(lang: str) -> Iterator[str]:
    for family in ("english",) if lang == "en" else ("sichuan", "delta"):
        for file in sorted(path("content", "phrases", family).glob("*.json")):
            for said in json.loads(file.read_text(encoding="utf-8")).values():
                yield from said
    if lang == "zh":
        for topic in _json("elsewhere.json"):
            yield from topic["phrases"]
        for service in _services():
            yield from (a["value"] for a in service["attributes"] if a["link_type"] == "phrase")


def _prose(lang: str) -> Iterator[str]:
    for name in ("notices", "elsewhere", "report_categories"):
        yield from _by_language(_json(f"{name}.json"), lang)
    if lang == "en":
        yield from _json("services.en.json").values()
        return
    for service in _services():
        for field in ("description", "application_process", "fees_description", "eligibility_description"):
            yield re.sub(r"(?m)^\d+\. ", "", service[field] or "")
        yield from (paper["document"] for paper in service["required_documents"])
        yield from (schedule["description"] for schedule in service["schedules"])


def _nouns(lang: str) -> Iterator[str]:
    for danger in dangers(lang).kinds:
        yield from danger.signs
    if lang == "zh":
        for file in sorted(path("content", "words").glob("*.json")):
            for nouns in json.loads(file.read_text(encoding="utf-8")).values():
                yield from nouns.split()
        for saying in _json("sayings.json"):
            yield saying["said"]
            yield from saying["means"]

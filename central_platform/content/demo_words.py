"""The demo's words, from assets/content: sayings, readings, what is done elsewhere, hard words, spoken phrases."""

from __future__ import annotations

import json
from importlib.resources.abc import Traversable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from central_platform.content.models import Category, Elsewhere, Reading, Saying, Term

Rows = list[dict[str, Any]]


def _uid(kind: str, word: str) -> UUID:
    """The same word is the same item on every platform that begins with these files."""
    return uuid5(NAMESPACE_URL, f"linsheng:{kind}:{word}")


def sayings(rows: Rows) -> list[Saying]:
    return [Saying(uid=_uid("saying", row["said"]), said=row["said"], means="\n".join(row["means"])) for row in rows]


def readings(rows: Rows) -> list[Reading]:
    return [Reading(uid=_uid("reading", row["word"]), word=row["word"], syllables=row["syllables"]) for row in rows]


def elsewhere(rows: Rows) -> list[Elsewhere]:
    return [
        Elsewhere(
            code=row["id"],
            name_zh=row["name"]["zh"],
            name_en=row["name"]["en"],
            advice_zh=row["advice"]["zh"],
            advice_en=row["advice"]["en"],
            phrases="\n".join(row["phrases"]),
        )
        for row in rows
    ]


def terms(rows: Rows) -> list[Term]:
    categories = {category.code: category for category in Category.objects.all()}
    return [
        Term(
            uid=_uid("term", row["word"]["zh"]),
            word_zh=row["word"]["zh"],
            word_en=row["word"]["en"],
            forms="\n".join(row["forms"]),
            meaning_zh=row["meaning"]["zh"],
            meaning_en=row["meaning"]["en"],
            category=categories.get(row["category"]),
        )
        for row in rows
    ]


def words(folder: Traversable) -> dict[str, list[str]]:
    """service slug -> the words that come up."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else ():
        for slug, said in json.loads(file.read_text("utf-8")).items():
            found.setdefault(slug, []).extend(said.split())
    return found


def phrases(folder: Traversable) -> dict[str, list[str]]:
    """service slug -> its phrases: every hand (folder) and file in order of name, doubles still in."""
    found: dict[str, list[str]] = {}
    if folder.is_dir():
        for hand in sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.name):
            for file in sorted(hand.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".json"):
                    for slug, said in json.loads(file.read_text("utf-8")).items():
                        found.setdefault(slug, []).extend(said)
    return found

"""The gate of plain words: what staff are about to publish is read the way a resident would, before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm

from assets import plain_words
from assets.plain_words import Finding

MOST_NAMED = 3
"""Findings told for one column; after those are mended the next come."""


class PlainForm(WagtailAdminModelForm):
    """Refuses hard findings and what is unfinished when the item would be published; a draft is always saved."""

    def is_valid(self) -> bool:
        fine = super().is_valid()
        if self.is_deferred_validation or getattr(self, "_read", False):
            return fine
        self._read = True
        for name, message in getattr(self.instance, "unfinished", dict)().items():
            self.add_error(name, message)
        explained = known(self.instance)
        _read(self, explained)
        for formset in self.formsets.values():
            for form in formset.forms:
                if not (formset.can_delete and formset._should_delete_form(form)):
                    _read(form, explained)
        return super().is_valid()


def known(row: models.Model | None = None) -> frozenset[str]:
    """What is let through: the words of the glossary (and of `row`, when it is one of them), and names."""
    from central_platform.content.models import Hall, Location, Organization, Place, Term

    terms = [*Term.objects.all(), *([row] if isinstance(row, Term) else [])]
    names = [model.objects.values_list("name_zh", flat=True) for model in (Hall, Location, Organization, Place)]
    return frozenset({word for term in terms for word in term.called}.union(*names))


def findings(row: models.Model, explained: frozenset[str] | None = None) -> Iterator[tuple[str, Finding]]:
    """(label of the column, finding) of all texts of an item and of its parts. `explained`: `known`, if it is at hand."""
    explained = known(row) if explained is None else explained
    parts = [part for name in getattr(row, "plain_parts", ()) for part in getattr(row, name).all()]
    for one in (row, *parts):
        for column in columns(type(one)):
            for finding in _of(getattr(one, column.name), column.name, explained):
                yield str(column.verbose_name), finding


def refused(text: str) -> list[str]:
    """Why a text cannot go to residents, each with what to write instead; empty when it can."""
    return [message(finding) for finding in plain_words.check(text, language(text), known()) if finding.hard]


def language(text: str) -> str:
    """`en` for a text without a single Chinese character."""
    return "zh" if plain_words.HAN.search(text) else "en"


def columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model that residents read as sentences, both languages."""
    wanted = {f"{name}_{lang}" for name in getattr(model, "plain", ()) for lang in ("zh", "en")}
    return [field for field in model._meta.concrete_fields if field.name in wanted]


def message(finding: Finding, label: str = "") -> str:
    """A finding for staff: the column, the phrase, what to write instead."""
    instead = f"可以写“{finding.instead}”。" if finding.instead else ""
    return (f"{label}：" if label else "") + finding.why + instead


def _read(form: Any, explained: frozenset[str]) -> None:
    for column in columns(form._meta.model):
        text = getattr(form, "cleaned_data", {}).get(column.name) or ""
        hard = [finding for finding in _of(text, column.name, explained) if finding.hard]
        for finding in hard[:MOST_NAMED]:
            form.add_error(column.name, message(finding, str(column.verbose_name)))


def _of(text: str, column: str, explained: frozenset[str]) -> tuple[Finding, ...]:
    return plain_words.check(text, "en" if column.endswith("_en") else "zh", explained)

"""One cell of a content table as CSV: a value as text that is no formula, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations

NOT_TOLD = {
    "id", "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at",
    "expire_at", "expired", "latest_revision", "locked", "locked_at", "locked_by", "image",
}  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "'")
NAMED = re.compile(r"\[(\w+(?:\.\w+)?)\]\s*$")
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: a field of the table, or of the rows an item has several of."""

    name: str
    label: str
    field: models.Field
    part: str = ""  # the relation, when there are several

    @property
    def head(self) -> str:
        return f"{self.label} [{self.name}]"


def key_of(model: type[models.Model]) -> str:
    """The column that says which item a row is: its code, its id, or (a department) its name."""
    own = "uid" if any(one.name == "uid" for one in model._meta.concrete_fields) else "name_zh"
    return getattr(model, "fixed_field", None) or own


def columns(model: type[models.Model]) -> list[Column]:
    own = [one for one in model._meta.concrete_fields if one.name not in NOT_TOLD and one.name != "hsds_id"]
    own.sort(key=lambda one: one.name != key_of(model))
    found = [Column(one.name, label_of(one), one) for one in own]
    for relation in parts_of(model):
        link, name = relation.field.name, relation.get_accessor_name()
        skipped = {"id", "sort_order", "uid", link}
        rows = (one for one in relation.related_model._meta.concrete_fields if one.name not in skipped)
        found += [Column(f"{name}.{one.name}", label_of(one), one, name) for one in rows]
    return found


def rows_of(model: type[models.Model]) -> models.QuerySet:
    links = [one.name for one in model._meta.concrete_fields if one.is_relation and one.name not in NOT_TOLD]
    parts = [
        models.Prefetch(one.get_accessor_name(), one.related_model.objects.order_by("sort_order"))
        for one in parts_of(model)
    ]
    return model.objects.select_related(*links).prefetch_related(*parts)


def parts_of(model: type[models.Model]) -> list[Any]:
    return list(get_all_child_relations(model)) if issubclass(model, ClusterableModel) else []


def label_of(one: models.Field) -> str:
    return "编号" if one.name == "uid" else str(one.verbose_name)


def cell(row: Any, column: Column) -> str:
    text = text_of(row, column)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(column) else text


def read(cell: str, column: Column) -> str:
    text = newlines(cell)
    if "\x00" in text:
        raise ValidationError(f"“{column.label}”里有看不见的字符。")
    return text[1:] if text.startswith("'") and not _is_number(column) else text


def _is_number(column: Column) -> bool:
    return isinstance(column.field, models.IntegerField | models.FloatField)


def text_of(row: Any, column: Column) -> str:
    if column.part:
        found = [plain_value(one, column.field.name) for one in getattr(row, column.part).all()]
        return "\n".join(found).rstrip("\n")
    return plain_value(row, column.name)


def plain_value(row: Any, name: str) -> str:
    """A value as it stands in a cell; another row is named by its key."""
    value = getattr(row, name)
    if isinstance(value, models.Model):
        return plain_value(value, key_of(type(value)))
    if isinstance(value, bool):
        return YES if value else NO
    if hasattr(value, "isoformat"):
        return f"{value:%H:%M}"
    return "" if value is None else newlines(str(value))


def value_of(column: Column, text: str) -> Any:
    """What a cell says; ValidationError in words for staff."""
    one = column.field
    if one.is_relation:
        return _linked(column, text.strip())
    if isinstance(one, models.BooleanField):
        if text.strip() not in (YES, NO, ""):
            raise ValidationError(f"“{column.label}”只写“{YES}”或“{NO}”。")
        return text.strip() == YES
    if not text and one.null:
        return None
    try:
        return (
            one.to_python(text) if text or isinstance(one, models.CharField | models.TextField) else one.get_default()
        )
    except ValidationError as problem:
        raise ValidationError(f"“{column.label}”写的“{text}”看不懂。") from problem


def _linked(column: Column, key: str) -> int | None:
    if not key and column.field.null:
        return None
    other = column.field.related_model
    try:
        found = other.objects.filter(**{key_of(other): key}).values_list("pk", flat=True).first() if key else None
    except ValidationError:
        found = None
    if found is None:
        raise ValidationError(f"“{column.label}”写的“{key}”没有这一条。")
    return found


def newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

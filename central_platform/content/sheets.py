"""Content tables as CSV for people with a spreadsheet: out, and in again after a look at what would change.

One row an item, the columns named `名称 [name_zh]`. What an item has several of (steps, papers, hours, sentences) is one
line each in its cell. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is taken off
on the way in. Rows that are not in the file stay as they are; so do columns that are not in it, pictures and schedules.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations

from central_platform.content import models as tables
from central_platform.content import plain
from central_platform.content.models import Drafted, lexicon

MODELS: dict[str, type[models.Model]] = {
    name: getattr(tables, name)
    for name in (
        "Service", "Notice", "Place", "ReportCategory", "Saying", "Reading", "Elsewhere", "Term", "Hall", "Family",
        "Category", "Organization", "Location",
    )
}  # fmt: skip
NOT_TOLD = {
    "id", "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at",
    "expire_at", "expired", "latest_revision", "locked", "locked_at", "locked_by", "image",
}  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "'")
NAMED = re.compile(r"\[(\w+(?:\.\w+)?)\]\s*$")
NO_PROBLEM_FIELDS = ("latest_revision", "live_revision", "locked_by", "image")
YES, NO = "是", "否"


class BadSheetError(ValueError):
    """The file as a whole cannot be read; the message is for staff."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one row of the file does: `now` is empty for a new item."""

    line: int
    title: str
    columns: tuple[tuple[str, str, str], ...]  # (label, before, after)
    new: bool
    row: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do; `wrong` are (line, sentence) for every row that cannot come in."""

    changes: tuple[Change, ...] = ()
    same: int = 0
    wrong: tuple[tuple[int, str], ...] = ()


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
    """The column that says which item a row is."""
    return getattr(model, "fixed_field", None) or "uid"


def columns(model: type[models.Model]) -> list[Column]:
    own = [one for one in model._meta.concrete_fields if one.name not in NOT_TOLD and one.name != "hsds_id"]
    own.sort(key=lambda one: one.name != key_of(model))
    found = [Column(one.name, _label(one), one) for one in own]
    for relation in _parts(model):
        link, name = relation.field.name, relation.get_accessor_name()
        skipped = {"id", "sort_order", "uid", link}
        rows = (one for one in relation.related_model._meta.concrete_fields if one.name not in skipped)
        found += [Column(f"{name}.{one.name}", _label(one), one, name) for one in rows]
    return found


def write(model: type[models.Model]) -> str:
    """The table as CSV, CRLF after each row; the same rows always give the same text."""
    out, told = io.StringIO(), columns(model)
    writer = csv.writer(out)
    writer.writerow([column.head for column in told])
    for row in _all(model).order_by("pk"):
        writer.writerow([_cell(row, column) for column in told])
    return out.getvalue()


def decoded(data: bytes) -> str:
    """The text of an uploaded file: UTF-8, or what Chinese spreadsheets write instead."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheetError("这个文件读不懂。请存成 CSV（UTF-8）再来。")


def plan(model: type[models.Model], text: str) -> Plan:
    """What the file would do; nothing is saved. Raises BadSheetError."""
    known = {column.name: column for column in columns(model)}
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise BadSheetError("引号没有成对，或者这不是 CSV 文件。") from problem
    if not lines or not any(lines[0]):
        raise BadSheetError("文件是空的。请先下载一份，照着改。")
    told = [_column(head, known) for head in lines[0]]
    if (key := key_of(model)) not in [column.name for column in told]:
        raise BadSheetError(f"少了“{known[key].head}”这一列：没有它，不知道改的是哪一条。")
    if len({column.name for column in told}) != len(told):
        raise BadSheetError("有一列写了两遍。")
    with lexicon.heard_once():
        return _planned(model, told, lines[1:])


def _planned(model: type[models.Model], told: Sequence[Column], lines: Sequence[list[str]]) -> Plan:
    present = {_plain(row, key_of(model)): row for row in _all(model)}
    explained, changes, wrong, same, seen = plain.known(), [], [], 0, set()
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        try:
            change = _change(model, told, cells, number, present, explained, seen)
        except ValidationError as problem:
            wrong += [(number, sentence) for sentence in _sentences(model, problem)]
        else:
            if change is None:
                same += 1
            else:
                changes.append(change)
    return Plan(tuple(changes), same, tuple(wrong))


def _change(
    model: type[models.Model],
    told: Sequence[Column],
    cells: list[str],
    number: int,
    present: dict[str, Any],
    explained: frozenset[str],
    seen: set[str],
) -> Change | None:
    if len(cells) != len(told):
        raise ValidationError(f"这一行有{len(cells)}格，第一行有{len(told)}格。")
    given = {column: _unquoted(cell, column) for column, cell in zip(told, cells, strict=True)}
    key = next(value for column, value in given.items() if column.name == key_of(model)).strip()
    if key and key in seen:
        raise ValidationError(f"“{key}”在文件里有两行。")
    seen.add(key)
    old = present.get(key)
    before = {column: _text(old, column) if old else "" for column in told}
    if old is not None and all(_same(before[column], value) for column, value in given.items()):
        return None
    row = _edited(old) if old is not None else model()
    _fill(row, {column: value for column, value in given.items() if old is None or not _same(before[column], value)})
    _check(row, explained)
    rows = tuple(
        (column.label, before[column], value)
        for column, value in given.items()
        if not _same(before[column], value) and (value or old is not None)
    )
    return Change(number, str(row), rows, old is None, row)


def _edited(old: Any) -> Any:
    if not isinstance(old, Drafted):
        return type(old).objects.get(pk=old.pk)
    if old.workflow_in_progress or old.get_lock():
        raise ValidationError(f"“{old}”正在审核，或者锁着。等弄完了再改。")
    if old.has_unpublished_changes:
        raise ValidationError(f"“{old}”还有没发布的修改。请先把它们发布，再用表格改。")
    return old.get_latest_revision_as_object()


def _fill(row: Any, given: dict[Column, str]) -> None:
    parts: dict[str, dict[Column, str]] = {}
    for column, value in given.items():
        if column.part:
            parts.setdefault(column.part, {})[column] = value
        elif not (column.name == "uid" and not value):  # a new item gets an id of its own
            setattr(row, column.field.attname if column.field.is_relation else column.name, _value(column, value))
    for relation in _parts(type(row)):
        if changed := parts.get(name := relation.get_accessor_name()):
            setattr(row, name, _rows(relation.related_model, list(getattr(row, name).all()), changed))


def _rows(model: type[models.Model], old: list[Any], given: dict[Column, str]) -> list[Any]:
    """The rows of one relation, line by line: a line keeps what its row had in the columns that did not change."""
    cells = {column: value.split("\n") if value else [] for column, value in given.items()}
    count = max(map(len, cells.values()), default=0)
    made = []
    for at in range(count):
        row = old[at] if at < len(old) else model()
        row.sort_order = at
        for column, found in cells.items():
            setattr(row, column.field.name, _value(column, found[at] if at < len(found) else ""))
        made.append(row)
    return made


def _check(row: Any, explained: frozenset[str]) -> None:
    """Everything a form would say."""
    row.full_clean(exclude=NO_PROBLEM_FIELDS)
    for relation in _parts(type(row)):
        for one in getattr(row, relation.get_accessor_name()).all():
            one.full_clean(exclude=[relation.field.name])
    found = [plain.message(one, label) for label, one in plain.findings(row, explained) if one.hard]
    found += getattr(row, "unfinished", dict)().values()
    if found:
        raise ValidationError(found)


def _all(model: type[models.Model]) -> models.QuerySet:
    links = [one.name for one in model._meta.concrete_fields if one.is_relation and one.name not in NOT_TOLD]
    parts = [
        models.Prefetch(one.get_accessor_name(), one.related_model.objects.order_by("sort_order"))
        for one in _parts(model)
    ]
    return model.objects.select_related(*links).prefetch_related(*parts)


def _parts(model: type[models.Model]) -> list[Any]:
    return list(get_all_child_relations(model)) if issubclass(model, ClusterableModel) else []


def _column(head: str, known: dict[str, Column]) -> Column:
    named = NAMED.search(head)
    column = known.get(named.group(1) if named else head.strip())
    if column is None:
        raise BadSheetError(f"不认识“{head}”这一列。列名请不要改，用不着的列可以整列删掉。")
    return column


def _label(one: models.Field) -> str:
    return "编号" if one.name == "uid" else str(one.verbose_name)


def _cell(row: Any, column: Column) -> str:
    text = _text(row, column)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(column) else text


def _unquoted(cell: str, column: Column) -> str:
    text = _lines(cell)
    if "\x00" in text:
        raise ValidationError(f"“{column.label}”里有看不见的字符。")
    return text[1:] if text.startswith("'") and not _is_number(column) else text


def _is_number(column: Column) -> bool:
    return isinstance(column.field, models.IntegerField | models.FloatField)


def _text(row: Any, column: Column) -> str:
    if column.part:
        found = [_plain(one, column.field.name) for one in getattr(row, column.part).all()]
        return "\n".join(found).rstrip("\n")
    return _plain(row, column.name)


def _plain(row: Any, name: str) -> str:
    """A value as it stands in a cell; another row is named by its key."""
    value = getattr(row, name)
    if isinstance(value, models.Model):
        return _plain(value, key_of(type(value)))
    if isinstance(value, bool):
        return YES if value else NO
    if hasattr(value, "isoformat"):
        return f"{value:%H:%M}"
    return "" if value is None else _lines(str(value))


def _value(column: Column, text: str) -> Any:
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


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _same(one: str, other: str) -> bool:
    return one.rstrip("\n") == other.rstrip("\n")


def _sentences(model: type[models.Model], problem: ValidationError) -> Iterable[str]:
    if not hasattr(problem, "error_dict"):
        return problem.messages
    labels = {one.name: _label(one) for one in model._meta.get_fields() if hasattr(one, "verbose_name")}
    return [
        (f"{labels[name]}：" if name in labels else "") + message
        for name, messages in problem.message_dict.items()
        for message in messages
    ]

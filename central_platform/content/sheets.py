"""Content tables as CSV for people with a spreadsheet: out, and in again after a look at what would change.

One row an item, the columns named `名称 [name_zh]`. What an item has several of (steps, papers, hours, sentences) is one
line each in its cell. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is taken off
on the way in. Rows that are not in the file stay as they are; so do columns that are not in it, pictures and schedules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from central_platform.content import models as tables
from central_platform.content import plain, sheet_cells
from central_platform.content.models import Drafted, lexicon

MODELS: dict[str, type[models.Model]] = {
    name: getattr(tables, name)
    for name in (
        "Service", "Notice", "Place", "ReportCategory", "Saying", "Reading", "Elsewhere", "Term", "Hall", "Family",
        "Category", "Organization", "Location",
    )
}  # fmt: skip
NO_PROBLEM_FIELDS = ("latest_revision", "live_revision", "locked_by", "image")


class BadSheetError(ValueError):
    """The file as a whole cannot be read; the message is for staff."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one row of the file does; `new`: there is no such item yet."""

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


def write(model: type[models.Model]) -> str:
    """The table as CSV, CRLF after each row; the same rows always give the same text."""
    out, told = io.StringIO(), sheet_cells.columns(model)
    writer = csv.writer(out)
    writer.writerow([column.head for column in told])
    for row in sheet_cells.rows_of(model).order_by("pk"):
        writer.writerow([sheet_cells.cell(row, column) for column in told])
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
    known = {column.name: column for column in sheet_cells.columns(model)}
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise BadSheetError("引号没有成对，或者这不是 CSV 文件。") from problem
    if not lines or not any(lines[0]):
        raise BadSheetError("文件是空的。请先下载一份，照着改。")
    told = [_column(head, known) for head in lines[0]]
    if (key := sheet_cells.key_of(model)) not in [column.name for column in told]:
        raise BadSheetError(f"少了“{known[key].head}”这一列：没有它，不知道改的是哪一条。")
    if len({column.name for column in told}) != len(told):
        raise BadSheetError("有一列写了两遍。")
    with lexicon.heard_once():
        return _planned(model, told, lines[1:])


def _planned(model: type[models.Model], told: Sequence[sheet_cells.Column], lines: Sequence[list[str]]) -> Plan:
    present = {sheet_cells.plain_value(row, sheet_cells.key_of(model)): row for row in sheet_cells.rows_of(model)}
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
    told: Sequence[sheet_cells.Column],
    cells: list[str],
    number: int,
    present: dict[str, Any],
    explained: frozenset[str],
    seen: set[str],
) -> Change | None:
    if len(cells) != len(told):
        raise ValidationError(f"这一行有{len(cells)}格，第一行有{len(told)}格。")
    given = {column: sheet_cells.read(cell, column) for column, cell in zip(told, cells, strict=True)}
    key = next(value for column, value in given.items() if column.name == sheet_cells.key_of(model)).strip()
    if key and key in seen:
        raise ValidationError(f"“{key}”在文件里有两行。")
    seen.add(key)
    old = present.get(key)
    before = {column: sheet_cells.text_of(old, column) if old else "" for column in told}
    if old is not None and all(_same(before[column], value) for column, value in given.items()):
        return None
    row = _edited(old) if old is not None else model()
    _fill(row, {column: value for column, value in given.items() if old is None or not _same(before[column], value)})
    check(row, explained)
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


def _fill(row: Any, given: dict[sheet_cells.Column, str]) -> None:
    parts: dict[str, dict[sheet_cells.Column, str]] = {}
    for column, value in given.items():
        if column.part:
            parts.setdefault(column.part, {})[column] = value
        elif not (column.name == "uid" and not value):  # a new item gets an id of its own
            setattr(
                row,
                column.field.attname if column.field.is_relation else column.name,
                sheet_cells.value_of(column, value),
            )
    for relation in sheet_cells.parts_of(type(row)):
        if changed := parts.get(name := relation.get_accessor_name()):
            setattr(row, name, _rows(relation.related_model, list(getattr(row, name).all()), changed))


def _rows(model: type[models.Model], old: list[Any], given: dict[sheet_cells.Column, str]) -> list[Any]:
    """The rows of one relation, line by line: a line keeps what its row had in the columns that did not change."""
    cells = {column: value.split("\n") if value else [] for column, value in given.items()}
    count = max(map(len, cells.values()), default=0)
    made = []
    for at in range(count):
        row = old[at] if at < len(old) else model()
        row.sort_order = at
        for column, found in cells.items():
            setattr(row, column.field.name, sheet_cells.value_of(column, found[at] if at < len(found) else ""))
        made.append(row)
    return made


def check(row: Any, explained: frozenset[str] | None = None) -> None:
    """Everything a form would say, as a ValidationError. `explained`: `plain.known`, if it is at hand."""
    row.full_clean(exclude=NO_PROBLEM_FIELDS)
    for relation in sheet_cells.parts_of(type(row)):
        for one in getattr(row, relation.get_accessor_name()).all():
            one.full_clean(exclude=[relation.field.name])
    found = [plain.message(one, label) for label, one in plain.findings(row, explained) if one.hard]
    found += getattr(row, "unfinished", dict)().values()
    if found:
        raise ValidationError(found)


def _column(head: str, known: dict[str, sheet_cells.Column]) -> sheet_cells.Column:
    named = sheet_cells.NAMED.search(head)
    column = known.get(named.group(1) if named else head.strip())
    if column is None:
        raise BadSheetError(f"不认识“{head}”这一列。列名请不要改，用不着的列可以整列删掉。")
    return column


def _same(one: str, other: str) -> bool:
    return one.rstrip("\n") == other.rstrip("\n")


def _sentences(model: type[models.Model], problem: ValidationError) -> Iterable[str]:
    if not hasattr(problem, "error_dict"):
        return problem.messages
    labels = {one.name: sheet_cells.label_of(one) for one in model._meta.get_fields() if hasattr(one, "verbose_name")}
    return [
        (f"{labels[name]}：" if name in labels else "") + message
        for name, messages in problem.message_dict.items()
        for message in messages
    ]

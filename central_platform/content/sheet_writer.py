"""What a looked-at CSV does, done: all of it or nothing, by the same approval as a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from central_platform.content import importers, sheets
from central_platform.content.models import Drafted, two_persons


class ChangedMeanwhileError(Exception):
    """A row cannot be saved as it was planned; the message is for staff."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many items were changed, and whether kiosks get them now (else somebody must approve)."""

    count: int
    published: bool


@transaction.atomic
def apply(model: type[models.Model], text: str, looked_at: sheets.Plan, user: Any = None) -> Done:
    """Do what the file says, if that still is what was looked at. `user` None: whoever runs the platform, who publishes."""
    plan = sheets.plan(model, text)
    if plan.wrong or [_said(one) for one in plan.changes] != [_said(one) for one in looked_at.changes]:
        raise ChangedMeanwhileError("刚才有人改过这张表。请再看一遍，再改。")
    rows = [change.row for change in plan.changes]
    if not issubclass(model, Drafted):
        for row in rows:
            row.save()
        return Done(len(rows), True)
    if user is None or (user.has_perm(f"content.publish_{model._meta.model_name}") and not two_persons()):
        for row in rows:
            _make_live(row)
        importers.write([one.row for one in plan.changes if one.new], [], user)
        importers.write([], [one.row for one in plan.changes if not one.new], user)
        return Done(len(rows), True)
    for change in plan.changes:
        _submit(change, user)
    return Done(len(rows), False)


def _make_live(row: Drafted) -> None:
    row.live, row.has_unpublished_changes, row.last_published_at = True, False, timezone.now()
    row.first_published_at = row.first_published_at or row.last_published_at


def _submit(change: sheets.Change, user: Any) -> None:
    row = change.row
    if change.new:
        row.live = False
        row.save()
    row.save_revision(user=user, log_action=True, clean=False)
    row.get_workflow().start(row, user)


def _said(change: sheets.Change) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    return change.line, change.columns

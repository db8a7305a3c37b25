"""Which tables leave, which columns of them stay here, and how a table becomes lines of JSON and rows again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TextIO

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

TABLES = (
    "auth.User",
    "fleet.Publication", "fleet.HallLink", "fleet.HallSettings", "fleet.Kiosk", "fleet.Heartbeat", "fleet.DayCount", "fleet.Lease",
    "fleet.LeasedReceipt",
    "wagtailcore.Workflow", "wagtailcore.Task", "content.SecondPersonTask", "wagtailcore.WorkflowTask",
    "wagtailcore.WorkflowContentType",
    "wagtailimages.Image",
    "content.Department", "content.DepartmentMember",
    "content.Hall", "content.Family", "content.Category", "content.Organization", "content.Location",
    "content.Service", "content.Step", "content.Paper", "content.Hours", "content.Checked", "content.Notice",
    "content.NoticeSentence", "content.Place", "content.ReportCategory", "content.CommonSentence", "content.Saying",
    "content.Reading", "content.Elsewhere", "content.Term",
    "wagtailcore.Revision", "wagtailcore.WorkflowState", "wagtailcore.TaskState", "wagtailcore.ModelLogEntry",
    "content.Trial",
    "feed.FeedHead", "feed.FeedChange",
    "reports.Received", "reports.Report", "reports.ReportPerson", "reports.Letter", "reports.CallEvent",
    "reports.StatusEvent", "reports.Erasure", "reports.AccessLog",
    "reports.ReplyTemplate",
    "open311.ApiKey", "open311.Submission",
    "handover.Partner", "handover.PartnerService", "handover.Handover",
)  # fmt: skip
MADE_BY_MIGRATE = {
    "fleet.Publication", "wagtailcore.Workflow", "wagtailcore.Task", "content.SecondPersonTask",
    "wagtailcore.WorkflowTask", "wagtailcore.WorkflowContentType",
}  # fmt: skip
STAYS = {
    "auth.User": {"password", "last_login", "user_permissions"},
    "open311.ApiKey": {"key_hash"},
    "handover.Partner": {"key_locked"},
    "reports.AccessLog": {"previous", "hash"},  # made with the audit key; see audit.seal_again
    "wagtailimages.Image": {"collection", "tags"},  # one collection here, and no tags
}
BATCH = 500


class _Exact(DjangoJSONEncoder):
    """Moments in UTC to the microsecond; Django's own would cut them to milliseconds."""

    def default(self, value: Any) -> Any:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else super().default(value)


def models() -> list[type[Model]]:
    return [apps.get_model(label) for label in TABLES]


def in_the_way() -> str:
    """The first table that holds rows somebody made; empty when a whole platform may come in."""
    used = (model for model in models() if model._meta.label not in MADE_BY_MIGRATE and model._base_manager.exists())
    return next((str(model._meta.label) for model in used), "")


def write(model: type[Model], file: TextIO) -> None:
    """One row a line, by primary key; the same rows always give the same bytes."""
    stays = STAYS.get(model._meta.label, set())
    local = (*model._meta.local_fields, *model._meta.local_many_to_many)
    serializers.serialize(
        "jsonl",
        model._base_manager.order_by("pk").iterator(BATCH),
        stream=file,
        fields=[field.name for field in local if field.name not in stays],
        use_natural_foreign_keys=True,  # kinds, groups and people by name: their numbers differ from place to place
        cls=_Exact,
        sort_keys=True,
    )


def read(model: type[Model], path: Path) -> None:
    """Put the rows of a file in place of what the table holds. Runs in the caller's transaction, which checks links."""
    model._base_manager.all()._raw_delete(connection.alias)
    for many in model._meta.local_many_to_many:
        getattr(model, many.name).through._base_manager.all()._raw_delete(connection.alias)
    found = _rows(model, path)
    while rows := list(islice(found, BATCH)):
        for whole, some in groupby(rows, _whole):
            if whole:
                model._base_manager.bulk_create([row.object for row in some])
            else:
                for row in some:
                    row.save()


def number_on() -> None:
    """Let the numbering of new rows follow on the ones that came in (PostgreSQL)."""
    statements = connection.ops.sequence_reset_sql(no_style(), models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _rows(model: type[Model], path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for row in serializers.deserialize("jsonl", file):
            if type(row.object) is not model:
                raise ValueError(f"{path.name} holds a row of {row.object._meta.label}")
            _locked(row.object)
            yield row


def _locked(row: Any) -> None:
    """Nobody gets in by what came: no password, no key opens, until an administrator sets one."""
    if row._meta.label == "auth.User":
        row.password = make_password(None)
    elif row._meta.label == "open311.ApiKey":
        row.key_hash = f"lost-{secrets.token_hex(16)}"
    elif row._meta.label == "reports.AccessLog":
        row.previous = row.hash = ""


def _whole(row: Any) -> bool:
    """Whether many such rows may go in at once: no parent table, no links to many, no moment that sets itself."""
    meta = row.object._meta
    clocks = any(getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False) for field in meta.fields)
    return not (meta.parents or row.m2m_data or clocks)


def json_text(value: Any) -> str:
    """A document to read and to compare: two blanks, keys in their order, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, cls=_Exact) + "\n"

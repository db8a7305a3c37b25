"""Bulk writing of a catalogue: rows, one revision each for the editor's history, and the feed, in one transaction.

`save_revision().publish()` costs 72 queries an item, so many items go in together here instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision, WorkflowState

from central_platform.content import english, hsds, publishing, trials
from central_platform.content.models import (
    Category,
    Checked,
    Drafted,
    Family,
    Hours,
    Location,
    Organization,
    Paper,
    Service,
    Step,
)

LINKS = ("category", "organization", "location", "service", "latest_revision", "live_revision")
OTHER_FAMILY = {"code": "other", "name_zh": "其他", "name_en": "Other", "icon": "more", "order": 99}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts of services, and the names of those left alone because somebody is approving them."""

    new: int
    changed: int
    same: int
    waiting: tuple[str, ...] = ()


def read_file(path: Path) -> hsds.Catalogue:
    """The catalogue in an HSDS file. Raises hsds.BadCatalogueError."""
    try:
        return hsds.read(json.loads(path.read_text("utf-8")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        raise hsds.BadCatalogueError(f"这不是 JSON 文件：{problem}") from problem


@transaction.atomic
def load(catalogue: hsds.Catalogue) -> Imported:
    """Write a catalogue: new services come in live, changed ones are published, the rest is left alone.

    Sentences that came in Chinese only get the English we know for them.
    """
    catalogue = english.filled(catalogue)
    organizations = _upsert(Organization, catalogue.organizations)
    locations = _upsert(
        Location,
        {
            uid: row | {"organization": organizations.get(row["organization"])}
            for uid, row in catalogue.locations.items()
        },
    )
    categories = _categories(catalogue)
    present = {row.uid: row for row in Service.objects.filter(uid__in=[entry.uid for entry in catalogue.services])}
    busy = set(
        WorkflowState.objects.active()
        .filter(base_content_type=ContentType.objects.get_for_model(Service))
        .values_list("object_id", flat=True)
    )
    fresh, changed, same, waiting = [], [], 0, []
    for entry in catalogue.services:
        made, old = _build(entry, organizations, locations, categories), present.get(entry.uid)
        for name in entry.silent if old is not None else ():
            setattr(made, name, getattr(old, name))
        if old is None:
            fresh.append(made)
        elif str(old.pk) in busy:
            waiting.append(old.name_zh)
        elif old.live == made.live and _alike(old, made):
            same += 1
        else:
            made.pk, made.first_published_at = old.pk, old.first_published_at
            changed.append(made)
    _refuse_bad(fresh, changed)
    write(fresh, [])
    write([], changed)
    _note_checks(catalogue)
    return Imported(len(fresh), len(changed), same, tuple(waiting))


def _note_checks(catalogue: hsds.Catalogue) -> None:
    """Somebody made sure of a service later than anybody here: that counts from now on."""
    told = {entry.uid: entry.assured for entry in catalogue.services if entry.assured}
    for row in Service.objects.filter(uid__in=told).select_related("checked"):
        if not hasattr(row, "checked") or row.checked.on < told[row.uid]:
            at = timezone.make_aware(datetime.combine(told[row.uid], time.min))
            Checked.objects.update_or_create(service=row, defaults={"at": at, "by": None})


def _refuse_bad(fresh: Sequence[Service], changed: Sequence[Service]) -> None:
    """What a form would refuse is refused here too, before anything is written."""
    taken = dict(Service.objects.values_list("slug", "uid"))
    for item in (*fresh, *changed):
        if taken.get(item.slug, item.uid) != item.uid:
            raise hsds.BadCatalogueError(f"“{item.name_zh}”的代码 {item.slug} 已经有别的服务在用。")
        try:
            item.clean_fields(exclude=LINKS)
            for row in (*item.steps.all(), *item.papers.all(), *item.hours.all()):
                row.clean_fields(exclude=LINKS)
                row.clean()
        except ValidationError as problem:
            raise hsds.BadCatalogueError(f"“{item.name_zh}”有填错的地方：{'；'.join(problem.messages)}") from problem


def _alike(old: Service, made: Service) -> bool:
    """Whether kiosks and partners would see the same thing; the moment of the last change alone is no change."""
    ages = (old.minimum_age, old.maximum_age) == (made.minimum_age, made.maximum_age)
    return ages and old.body() | {"updated": ""} == made.body() | {"updated": ""}


def _upsert(model: type[models.Model], rows: dict[UUID, dict[str, Any]]) -> dict[UUID, Any]:
    found = {row.uid: row for row in model.objects.filter(uid__in=rows)}
    for uid, columns in rows.items():
        row = found.get(uid)
        if row is None:
            found[uid] = row = model(uid=uid, **columns)
            row.save()
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.save()
    return found


def _categories(catalogue: hsds.Catalogue) -> dict[str, Category]:
    found = {row.code: row for row in Category.objects.select_related("family")}
    for uid, term in catalogue.terms.items():
        if term["code"] not in found:
            family, _ = Family.objects.get_or_create(code=OTHER_FAMILY["code"], defaults=OTHER_FAMILY)
            found[term["code"]] = Category.objects.create(
                code=term["code"], name_zh=term["name"][:12], name_en=term.get("description", ""), family=family,
                icon="list", hsds_id=uid, hsds_name=term["name"], hsds_description=term.get("description", ""),
            )  # fmt: skip
    return found


def _build(
    entry: hsds.ServiceEntry,
    organizations: dict[UUID, Organization],
    locations: dict[UUID, Location],
    categories: dict[str, Category],
) -> Service:
    service = Service(
        uid=entry.uid,
        organization=organizations[entry.organization],
        location=locations[entry.location],
        category=categories[entry.category],
        live=entry.active,
        first_published_at=entry.modified if entry.active else None,
        last_published_at=entry.modified if entry.active else None,
        **entry.columns,
    )
    service.steps = [Step(sort_order=n, **row) for n, row in enumerate(entry.steps)]
    service.papers = [Paper(sort_order=n, **row) for n, row in enumerate(entry.papers)]
    service.hours = [Hours(sort_order=n, **row) for n, row in enumerate(entry.hours)]
    return service


def write(fresh: Sequence[Drafted], changed: Sequence[Drafted], user: Any = None) -> None:
    """Insert `fresh` and overwrite `changed` (instances with their children in memory), with history and feed; `user`
    is who did it (None: the platform)."""
    items = [*fresh, *changed]
    if not items:
        return
    model = type(items[0])
    children = _take_children(items)
    if fresh:
        model.objects.bulk_create(fresh)
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name != "latest_revision"]
    if changed:
        model.objects.bulk_update(changed, columns)
    for child, (name, link, rows) in children.items():
        child.objects.filter(**{f"{link}__in": changed}).delete()
        for item, row in rows:
            setattr(row, link, item)
        child.objects.bulk_create([row for _, row in rows])
        for item in items:
            setattr(item, name, [row for owner, row in rows if owner is item])
    _write_history(model, items, user)
    for item in items:
        ReferenceIndex.create_or_update_for_object(item)
    trials.over(items)
    publishing.put_all(items)


def _take_children(items: Iterable[Drafted]) -> dict[type[models.Model], tuple[str, str, list[tuple[Drafted, Any]]]]:
    """child model -> (its name on the parent, its link to the parent, [(parent, row)])."""
    taken: dict[type[models.Model], tuple[str, str, list[tuple[Drafted, Any]]]] = {}
    for item in items:
        for relation in get_all_child_relations(item):
            name, link = relation.get_accessor_name(), relation.field.name
            rows = taken.setdefault(relation.related_model, (name, link, []))[2]
            rows.extend((item, row) for row in getattr(item, name).all())
    return taken


def _write_history(model: type[models.Model], items: Sequence[Drafted], user: Any) -> None:
    kind, now = ContentType.objects.get_for_model(model), timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(item.pk),
            created_at=now,
            object_str=str(item),
            user=user,
            content=item.serializable_data(),
        )
        for item in items
    )
    # The console's history offers the way back on "edit" and marks what is live by "publish".
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(item.pk),
            label=str(item),
            action=action,
            timestamp=now,
            revision=revision,
            content_changed=True,
            user=user,
        )
        for item, revision in zip(items, revisions, strict=True)
        for action in (("wagtail.edit", "wagtail.publish") if item.live else ("wagtail.edit",))
    )
    for item, revision in zip(items, revisions, strict=True):
        item.latest_revision = revision
        item.live_revision = revision if item.live else None
    model.objects.bulk_update(items, ["latest_revision", "live_revision"])

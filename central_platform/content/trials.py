"""First in one hall: its kiosks get a version of an item, the others keep what is live until all get it or none does.

A trial is a row (`Trial`); the feed follows from it wherever a body is recorded, so the change of the feed and the row
are one transaction. Publishing an item by any way, withdrawing and deleting it end its trial.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields, model_from_serializable_data
from wagtail.log_actions import log as note
from wagtail.models import Revision, TaskState, WorkflowState

from central_platform.content import publishing, sheets
from central_platform.content.models import Drafted, Hall, InFeed, Trial, two_persons
from central_platform.content.pack import KINDS
from central_platform.feed.changes import Key
from central_platform.fleet import halls
from central_platform.reports import audit

log = logging.getLogger(__name__)

MODELS: dict[str, type[InFeed]] = {model.feed_kind: model for model in KINDS if model is not Hall}
ABOUT = 38  # characters of each of the two names in a line of the log


def may(user: Any, model: type[models.Model]) -> bool:
    """Who may publish: of what has no drafts, whoever may change it."""
    act = "publish" if issubclass(model, Drafted) else "change"
    return model in MODELS.values() and user.has_perm(f"content.{act}_{model._meta.model_name}")


def places() -> dict[str, str]:
    """slug -> name of the halls something can be tried in."""
    return dict(Hall.objects.values_list("code", "name_zh"))


def place(slug: str) -> str:
    """The name of one of them, or of one that is no more."""
    return places().get(slug, slug)


def of(item: InFeed) -> Trial | None:
    """The trial of an item, if a hall tries something else of it."""
    return Trial.objects.filter(kind=item.feed_kind, item_id=item.feed_id).select_related("hall", "by").first()


@transaction.atomic
def start(item: InFeed, slug: str, who: Any, reviewed: bool = False) -> Trial:
    """The kiosks of this hall get `item`: the newest version of what has drafts, else the row as a form has it, unsaved.

    It has passed the gates of publishing; `reviewed`: and a second person. What a hall tried of it before is over. LookupError: nobody published the hall.
    """
    hall = halls.link(slug)
    if hall is None:
        raise LookupError(slug)
    audit.append(who, "try", _about(item, slug))
    over([item])
    halls.own_publication(hall)
    trial = Trial.objects.create(
        kind=item.feed_kind, item_id=item.feed_id, hall=hall, revision=_version(item, who), by=who,
        until=getattr(item, "expire_at", None), reviewed=reviewed,
    )  # fmt: skip
    publishing.put(live_row(trial))
    note(instance=item, action="content.try", user=who, data={"hall": place(slug)})
    return trial


@transaction.atomic
def approve(task: TaskState, slug: str, who: Any) -> Trial:
    """The second person lets one hall have it first: the review is over, and nothing is published."""
    state = task.workflow_state
    task.approve(user=who, update=False)
    state.status = WorkflowState.STATUS_APPROVED
    state.save()
    return start(state.content_object.get_latest_revision_as_object(), slug, who, reviewed=two_persons())


def alone(trial: Trial, who: Any) -> bool:
    """Whether nobody but `who` has seen this version, where two persons must."""
    if trial.reviewed or not issubclass(MODELS[trial.kind], Drafted) or not two_persons():
        return False
    return len({trial.revision.user_id, trial.by_id, who.pk} - {None}) < 2


@transaction.atomic
def publish(trial: Trial, who: Any) -> None:
    """All halls get it, and the trial is over. ValidationError when a form would not let it go now."""
    item, revision = tried(trial), trial.revision
    sheets.check(item)
    audit.append(who, "try-all", _about(item, trial.hall.slug))
    if isinstance(item, Drafted):
        revision.publish(user=who)
    else:
        item.save()
        note(instance=item, action="wagtail.edit", user=who, content_changed=True)


@transaction.atomic
def take_back(trial: Trial, who: Any) -> None:
    """The hall gets back what is live; nothing, when nothing is. The version stays among the drafts."""
    item = live_row(trial)
    audit.append(who, "try-back", _about(item, trial.hall.slug))
    over([item])
    publishing.put(item)
    note(instance=item, action="content.try_back", user=who)


def needs(model: type[models.Model]) -> list[models.ForeignKey]:
    """The links without which a row cannot be; those of a draft hold nothing back from being deleted."""
    links = [one for one in model._meta.concrete_fields if one.is_relation]
    return [one for one in links if one.remote_field.on_delete is models.PROTECT]


def over(items: Iterable[InFeed]) -> None:
    """Forget the trials of these items; whoever calls it records what kiosks hold from now on."""
    keys = {(item.feed_kind, item.feed_id) for item in items}
    for trial in _among(keys):
        _forget(trial)


def lapsed() -> list[int]:
    """Trials whose version says that it ends, and has."""
    return list(Trial.objects.filter(until__lt=timezone.now()).values_list("pk", flat=True))


def bodies(keys: set[Key] | None = None) -> dict[Key, dict[str, dict[str, Any]]]:
    """(kind, id) -> {slug of a publication: the body it has instead of the live one}; of all trials, or of these items.

    Made anew each time, as live bodies are: a window that moves, moves in a trial too.
    """
    found = {}
    for trial in Trial.objects.all() if keys is None else _among(keys):
        if not _can_be_made(trial):
            log.warning("the trial of %s %s is over: it needs what was deleted", trial.kind, trial.item_id)
            _forget(trial)
        else:
            found[trial.kind, trial.item_id] = {trial.hall.publication.slug: tried(trial).body()}
    return found


def tried(trial: Trial) -> InFeed:
    """The item as that hall has it."""
    model, content = MODELS[trial.kind], trial.revision.content
    if issubclass(model, Drafted):
        row = trial.revision.as_object()
        row.last_published_at = trial.since
        return row
    if issubclass(model, ClusterableModel):
        return model.from_serializable_data(content)
    return model_from_serializable_data(model, content)


def live_row(trial: Trial) -> InFeed:
    """The row itself, live or not."""
    return MODELS[trial.kind]._base_manager.get(pk=trial.revision.object_id)


def _among(keys: set[Key]) -> list[Trial]:
    rows = Trial.objects.filter(kind__in={kind for kind, _ in keys}, item_id__in={item_id for _, item_id in keys})
    return [trial for trial in rows if (trial.kind, trial.item_id) in keys]


def _forget(trial: Trial) -> None:
    trial.delete()
    if not issubclass(MODELS[trial.kind], Drafted):
        trial.revision.delete()  # made for the trial alone


def _version(item: InFeed, who: Any) -> Revision:
    if isinstance(item, Drafted):
        return item.latest_revision
    kind = ContentType.objects.get_for_model(item)
    content = item.serializable_data() if isinstance(item, ClusterableModel) else get_serializable_data_for_fields(item)
    return Revision.objects.create(
        content_type=kind,
        base_content_type=kind,
        object_id=str(item.pk),
        object_str=str(item),
        content=content,
        user=who,
    )


def _can_be_made(trial: Trial) -> bool:
    """Whether all it refers to is still there."""
    wanted = [(one.related_model, trial.revision.content.get(one.name)) for one in needs(MODELS[trial.kind])]
    return all(pk is None or model._base_manager.filter(pk=pk).exists() for model, pk in wanted)


def _about(item: InFeed, slug: str) -> str:
    return f"{str(item)[:ABOUT]} · {place(slug)[:ABOUT]}"

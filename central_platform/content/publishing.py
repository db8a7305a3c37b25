"""The one door from an edited row to the feed: every publish, withdrawal and deletion records a numbered change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from central_platform.feed import changes

if TYPE_CHECKING:
    from central_platform.content.models import InFeed


def put(item: InFeed) -> None:
    """Record what kiosks should hold of `item` now, and those of a hall that tries something else of it.

    Runs in the caller's transaction: if it fails, so does the act.
    """
    from central_platform.content import trials

    key = (item.feed_kind, item.feed_id)
    changes.record(*key, item.body() if item.in_feed else None, trials.bodies({key}).get(key))


def put_all(items: Iterable[InFeed]) -> None:
    """`put` of many at once."""
    from central_platform.content import trials

    live = {(item.feed_kind, item.feed_id): item.body() if item.in_feed else None for item in items}
    changes.record_all(live, trials.bodies(set(live)))


def release(item: InFeed) -> None:
    """All kiosks get the item as it is now: what one hall tried of it is over."""
    from central_platform.content import trials

    trials.over([item])
    put(item)


def put_tried() -> None:
    """Make the bodies that halls try anew: something they show a part of has changed, or is gone."""
    from central_platform.content import trials

    put_all([trials.live_row(trial) for trial in trials.Trial.objects.all()])


def on_published(instance: InFeed, **_: Any) -> None:
    """Wagtail also says "published" when it only schedules; such an item is not live yet."""
    if instance.in_feed:
        release(instance)


def on_gone(instance: InFeed, **_: Any) -> None:
    """Withdrawn or deleted: it is gone from the hall that tried it too."""
    from central_platform.content import trials

    trials.over([instance])
    changes.record(instance.feed_kind, instance.feed_id, None)


def on_needed_gone(**_: Any) -> None:
    """A version that a hall tries cannot be made any longer when it needs what was deleted."""
    put_tried()


def connect() -> None:
    """Wire the doors up; called once when the app is ready."""
    from django.apps import apps
    from django.db.models.signals import post_delete
    from wagtail.signals import published, unpublished

    from central_platform.content import trials
    from central_platform.content.models import Drafted, InFeed

    for needed in {link.related_model for model in trials.MODELS.values() for link in trials.needs(model)}:
        post_delete.connect(on_needed_gone, sender=needed, dispatch_uid=f"try without {needed.__name__}")
    for model in apps.get_app_config("content").get_models():
        if issubclass(model, Drafted):
            published.connect(on_published, sender=model, dispatch_uid=f"put {model.__name__}")
            unpublished.connect(on_gone, sender=model, dispatch_uid=f"withdraw {model.__name__}")
        if issubclass(model, InFeed):
            post_delete.connect(on_gone, sender=model, dispatch_uid=f"delete {model.__name__}")

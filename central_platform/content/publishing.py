"""The one door from an edited row to the feed: every publish, withdrawal and deletion records a numbered change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from central_platform.feed import changes

if TYPE_CHECKING:
    from central_platform.content.models import InFeed


def put(item: InFeed) -> None:
    """Record what kiosks should hold of `item` now. Runs in the caller's transaction: if it fails, so does the act."""
    changes.record(item.feed_kind, item.feed_id, item.body() if item.in_feed else None)


def put_all(items: Iterable[InFeed]) -> None:
    """`put` of many at once."""
    changes.record_all({(item.feed_kind, item.feed_id): item.body() if item.in_feed else None for item in items})


def on_published(instance: InFeed, **_: Any) -> None:
    """Wagtail also says "published" when it only schedules; such an item is not live yet."""
    if instance.in_feed:
        put(instance)


def on_unpublished(instance: InFeed, **_: Any) -> None:
    changes.record(instance.feed_kind, instance.feed_id, None)


def on_deleted(instance: InFeed, **_: Any) -> None:
    changes.record(instance.feed_kind, instance.feed_id, None)


def connect() -> None:
    """Wire the doors up; called once when the app is ready."""
    from django.apps import apps
    from django.db.models.signals import post_delete
    from wagtail.signals import published, unpublished

    from central_platform.content.models import Drafted, InFeed

    for model in apps.get_app_config("content").get_models():
        if issubclass(model, Drafted):
            published.connect(on_published, sender=model, dispatch_uid=f"put {model.__name__}")
            unpublished.connect(on_unpublished, sender=model, dispatch_uid=f"withdraw {model.__name__}")
        if issubclass(model, InFeed):
            post_delete.connect(on_deleted, sender=model, dispatch_uid=f"delete {model.__name__}")

"""Publishing at a time and withdrawing at a time: one transaction an item, and one bad item never holds up the rest.

Wagtail's own publish_scheduled stops at the first failure, so this is our own loop; the feed's scheduler calls it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from central_platform.content import trials
from central_platform.content.models import Drafted, Notice, Service, Trial

log = logging.getLogger(__name__)
MODELS: tuple[type[Drafted], ...] = (Notice, Service)


def publish_due() -> int:
    """Withdraw what has expired, in one hall or in all, and publish what is due; how many items changed."""
    return sum(_attempt(act, row_id) for act, row_id in _due())


def _due() -> Iterator[tuple]:
    now = timezone.now()
    for model in MODELS:
        for pk in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").values_list("pk", flat=True):
            yield _expire(model), pk
    for pk in trials.lapsed():
        yield _lapse, pk
    kinds = ContentType.objects.get_for_models(*MODELS).values()
    due = Revision.objects.filter(approved_go_live_at__lte=now, base_content_type__in=kinds)
    for pk in due.order_by("approved_go_live_at").values_list("pk", flat=True):
        yield _go_live, pk


def _attempt(act, pk: int) -> bool:
    try:
        with transaction.atomic():
            return act(pk)
    except Exception:
        log.exception("scheduled change of item %s failed; it is tried again next time", pk)
        return False


def _expire(model: type[Drafted]):
    def act(pk: int) -> bool:
        row = model.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=timezone.now()).first()
        if row is None:
            return False
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True

    return act


def _lapse(pk: int) -> bool:
    trial = Trial.objects.select_for_update().filter(pk=pk).first()
    if trial is None:
        return False
    trials.take_back(trial, None)
    return True


def _go_live(pk: int) -> bool:
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lte=timezone.now()).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True

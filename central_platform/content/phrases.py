"""A sentence a resident said becomes one of a service's phrases, by the same way as any other edit of a service."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from central_platform.content import spoken
from central_platform.content.models import Service, two_persons
from central_platform.content.words import lines

PUBLISH = "content.publish_service"
EDIT = "content.change_service"
SUGGEST = "content.suggest_phrase"

Added = Literal["published", "submitted", "drafted", "known", "busy"]


def may_add(user: AbstractUser) -> bool:
    """Who edits services, and who may only hand in a sentence for approval."""
    return user.has_perm(EDIT) or user.has_perm(SUGGEST)


@transaction.atomic
def add(service: Service, sentence: str, user: AbstractUser) -> Added:
    """Append `sentence` to the service's phrases.

    published: kiosks get it now. submitted: it waits for approval. drafted: somebody's unfinished changes are there,
    which nobody publishes by the way; it joins them. known: it is there already. busy: the service is being
    approved, or locked, or waits for its time.
    """
    service = Service.objects.select_for_update().get(pk=service.pk)
    lock = service.get_lock()
    if service.workflow_in_progress or (lock and lock.for_user(user)):
        return "busy"
    edited = service.get_latest_revision_as_object()
    phrases = spoken.without_doubles(lines(edited.phrases))
    if sentence in phrases:
        return "known"
    edited.phrases = "\n".join([*phrases, sentence])
    unfinished = service.has_unpublished_changes
    revision = edited.save_revision(user=user, log_action=True, clean=False)
    if unfinished:
        return "drafted"
    if user.has_perm(PUBLISH) and not two_persons():
        revision.publish(user=user)
        return "published"
    edited.get_workflow().start(edited, user)
    return "submitted"

"""What an item in the feed is: a kind, an id, a body, and one transaction for the row and its numbered change."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from central_platform.content import publishing

from .previewed import KioskPreview


class InFeed(models.Model):
    """A row kiosks hold a copy of."""

    feed_kind: ClassVar[str]
    fixed_field: ClassVar[str | None] = None  # the column that is the feed's id: never changed once saved
    plain: ClassVar[tuple[str, ...]] = ()  # the pairs of columns that must be in plain words, without _zh and _en
    plain_parts: ClassVar[tuple[str, ...]] = ()  # and the related rows that have such columns

    class Meta:
        abstract = True

    @property
    def feed_id(self) -> str:
        raise NotImplementedError

    @property
    def in_feed(self) -> bool:
        """Whether kiosks should hold it now."""
        return True

    def unfinished(self) -> dict[str, str]:
        """Column → what is still missing before residents may see it."""
        return {}

    def body(self) -> dict[str, Any]:
        """The feed body of docs/wire.md section 3."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if self.fixed_field and self.pk:
            before = type(self)._base_manager.filter(pk=self.pk).values_list(self.fixed_field, flat=True).first()
            if before is not None and before != getattr(self, self.fixed_field):
                raise ValidationError({self.fixed_field: f"代码定了就不能改，还用“{before}”吧。"})


class AtOnce(InFeed):
    """A row without drafts: what is saved is what kiosks get."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        publishing.release(self)


class Drafted(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, KioskPreview, InFeed):
    """A row with drafts, approval, schedule and history; kiosks get it when it is published.

    Wagtail sends `published` and `unpublished` from inside `publish` and `unpublish`; both run in one transaction here,
    so a change that cannot be recorded leaves the item as it was.
    """

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.QuerySet:
        return self._revisions

    @property
    def in_feed(self) -> bool:
        return self.live

    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """A form left open writes over the version it has saved last, but never over one that a hall tries."""
        from .trial import Trial

        if overwrite_revision and Trial.objects.filter(revision=overwrite_revision).exists():
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        super().unpublish(*args, **kwargs)

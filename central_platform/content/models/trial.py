"""What one hall shows before the others do: one version of one item, since when, sent by whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Trial(models.Model):
    """A row as long as it lasts. What lies in the feed follows from it, as it does from a live row."""

    kind = models.CharField(max_length=40)
    item_id = models.CharField(max_length=80)
    hall = models.ForeignKey("fleet.HallLink", models.PROTECT, related_name="trials")
    revision = models.OneToOneField("wagtailcore.Revision", models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)  # when the version itself says that it ends
    reviewed = models.BooleanField(default=False)  # sent by whoever approved it, another than wrote it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "先在一个大厅试的"
        default_permissions = ()
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["kind", "item_id"], name="content_one_trial_an_item")]

"""When somebody last made sure that a service is still as it is written. No part of the content: no draft, no history."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from .service import Service


class Checked(models.Model):
    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="checked")
    at = models.DateTimeField("什么时候核对的", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "核对"
        default_permissions = ()

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

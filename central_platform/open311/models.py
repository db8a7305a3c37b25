"""Who may file by Open311, and what makes a second sending of the same form the same request."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models
from django.utils import timezone

KEY_BYTES = 24


class ApiKey(models.Model):
    """A system that may file. Only the key's hash is kept; the key is shown once."""

    name = models.CharField("谁的", max_length=80, unique=True)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("发放时间", default=timezone.now)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    last_used_at = models.DateTimeField("最近用过", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "对接钥匙"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def make(cls, name: str) -> tuple[ApiKey, str]:
        """A new key of this name; the second value is the key itself, which nobody can read again."""
        key = secrets.token_urlsafe(KEY_BYTES)
        return cls.objects.create(name=name, key_hash=_hash(key)), key

    @classmethod
    def of(cls, key: str) -> ApiKey | None:
        """The row of a key that holds now."""
        return cls.objects.filter(key_hash=_hash(key), revoked_at=None).first() if key else None

    def used(self) -> None:
        """Note that a request with it was taken in hand."""
        ApiKey.objects.filter(pk=self.pk).update(last_used_at=timezone.now())


class Submission(models.Model):
    """A request that came in by Open311: who sent it, by which name of their own, and the form's hash."""

    report = models.OneToOneField("reports.Report", models.CASCADE, primary_key=True, related_name="submission")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="submissions", verbose_name="谁送来的")
    client_ref = models.CharField(max_length=64, blank=True)
    form_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "client_ref"], condition=~models.Q(client_ref=""), name="open311_one_request_a_ref"
            )
        ]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

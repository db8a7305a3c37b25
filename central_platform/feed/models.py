"""The numbered stream of content changes and the files that carry it."""

from django.db import models
from django.utils import timezone


class Epoch(models.Model):
    """An age of the platform: it only grows, and a restore begins a new one. Its receipts begin with `digit`."""

    number = models.BigIntegerField(primary_key=True)
    digit = models.PositiveSmallIntegerField()
    minted_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=80)


class FeedHead(models.Model):
    """The number of the last change of one publication; raised in the same transaction as the change."""

    publication = models.OneToOneField("fleet.Publication", models.CASCADE, primary_key=True, related_name="head")
    seq = models.BigIntegerField(default=0)


class FeedChange(models.Model):
    """One change of one item; `body` null = deleted. `latest` marks the state an item is in now."""

    publication = models.ForeignKey("fleet.Publication", models.CASCADE, related_name="changes")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    item_id = models.CharField(max_length=80)
    body = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64)
    latest = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "seq"], name="feed_one_change_a_number"),
            models.UniqueConstraint(
                fields=["publication", "kind", "item_id"],
                condition=models.Q(latest=True),
                name="feed_one_latest_an_item",
            ),
        ]
        indexes = [models.Index(fields=["kind", "item_id"], name="feed_change_of_an_item")]


class FeedFile(models.Model):
    """One immutable file of a feed, named by the hash of its bytes."""

    publication = models.ForeignKey("fleet.Publication", models.CASCADE, related_name="files")
    epoch = models.BigIntegerField()
    snapshot = models.BooleanField()
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "epoch", "snapshot", "from_seq", "to_seq"], name="feed_one_file_a_span"
            )
        ]


class Duty(models.Model):
    """Work only one process may do at a time: who does it, and until when."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

"""The kiosks: what they follow, how they came in, what they last said, and the receipts they hold."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Publication(models.Model):
    """What one group of kiosks follows: one feed."""

    slug = models.SlugField("代号", unique=True)
    name = models.CharField("名称", max_length=80)

    class Meta:
        verbose_name = "发布频道"
        verbose_name_plural = "发布频道"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class HallLink(models.Model):
    """Which publication a hall's kiosks follow; `slug` is the id of the hall's item in the feed."""

    slug = models.SlugField("服务大厅", unique=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="halls", verbose_name="发布频道")

    class Meta:
        verbose_name = "服务大厅"
        verbose_name_plural = "服务大厅"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class HallSettings(models.Model):
    """How all kiosks of a hall behave; `values` by name of setting, only those that staff have set."""

    hall = models.OneToOneField(HallLink, models.CASCADE, primary_key=True, related_name="settings")
    version = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)


class EnrolmentCode(models.Model):
    """A code that lets one kiosk in, once. Only its hash is kept."""

    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    hall = models.ForeignKey(HallLink, models.CASCADE, verbose_name="服务大厅")
    lease_size = models.PositiveIntegerField("回执号数量", default=2000)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    used_by = models.ForeignKey("Kiosk", models.SET_NULL, null=True, blank=True, verbose_name="终端")

    class Meta:
        verbose_name = "接入码"
        verbose_name_plural = "接入码"
        ordering = ["-made_at"]


class Kiosk(models.Model):
    """One enrolled machine. Its private key never left it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=80, blank=True)
    public = models.CharField(max_length=44, unique=True, editable=False)
    fingerprint = models.CharField("指纹", max_length=14, editable=False)
    hall = models.ForeignKey(HallLink, models.PROTECT, related_name="kiosks", verbose_name="服务大厅")
    lease_size = models.PositiveIntegerField(default=2000)
    enrolled_at = models.DateTimeField("接入时间", default=timezone.now)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    called_at = models.DateTimeField("有人叫", null=True, blank=True)

    class Meta:
        verbose_name = "服务终端"
        verbose_name_plural = "服务终端"
        ordering = ["enrolled_at"]

    def __str__(self) -> str:
        return self.name or str(self.id)[:8]


class Heartbeat(models.Model):
    """What a kiosk last said about itself: one row a kiosk, no word of a resident."""

    kiosk = models.OneToOneField(Kiosk, models.CASCADE, primary_key=True, related_name="heartbeat")
    at = models.DateTimeField("最近联系", default=timezone.now)
    app = models.CharField("版本", max_length=40, blank=True)
    keys_version = models.PositiveIntegerField(default=0)
    epoch = models.BigIntegerField(default=0)
    head = models.BigIntegerField(default=0)
    queued = models.PositiveIntegerField("待发", default=0)
    parked = models.PositiveIntegerField("搁置", default=0)
    disk_free = models.BigIntegerField("剩余空间", null=True, blank=True)
    voice = models.BooleanField("语音", default=False)
    lease_left = models.PositiveIntegerField("剩余回执号", default=0)
    clock_ok = models.BooleanField("时钟准确", default=False)
    settings_epoch = models.BigIntegerField(default=0)
    settings_version = models.PositiveIntegerField(default=0)


class DayCount(models.Model):
    """How often something the content knows was asked on one day, in all halls together: no device, no person."""

    day = models.DateField("哪一天")
    name = models.CharField("什么", max_length=100)
    count = models.PositiveBigIntegerField("几次", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "大家在问什么"
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="fleet_one_count_a_day")]


class Lease(models.Model):
    """A signed list of receipt numbers given to one kiosk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kiosk = models.ForeignKey(Kiosk, models.CASCADE, related_name="leases")
    epoch = models.BigIntegerField()
    size = models.PositiveIntegerField()
    issued_at = models.DateTimeField(default=timezone.now)


class LeasedReceipt(models.Model):
    """A receipt number that was given out: never given again."""

    code = models.CharField(max_length=13, primary_key=True)
    lease = models.ForeignKey(Lease, models.PROTECT, related_name="receipts")


class Attempt(models.Model):
    """A try that is counted against a limit (a wrong code, an unknown receipt); holds no number that was tried."""

    kind = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "who", "at"])]

"""The partners orders can be given to, and what became of each order given."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from central_platform.handover import http, secret


class Partner(ClusterableModel):
    """Another department's system that speaks Open311 GeoReport v2."""

    FORMS = (("json", "JSON"), ("xml", "XML"))

    name = models.CharField("名称", max_length=40, unique=True, help_text="例如“区城管平台”。")
    endpoint = models.CharField(
        "对方的地址",
        max_length=300,
        help_text="对方说的那个以 v2/ 结尾的地址，例如 https://open311.example.org/v2/。要用 https。",
    )
    jurisdiction_id = models.CharField("辖区编号", max_length=80, blank=True, help_text="对方要才写。")
    form = models.CharField("格式", max_length=4, choices=FORMS, default="json", help_text="对方两种都有就选 JSON。")
    key_locked = models.TextField(editable=False, blank=True, default="")
    active = models.BooleanField("现在能转", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "对接的系统"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def api_key(self) -> str:
        """Empty when none was given, or it was locked with another secret: then the partner refuses, and says so."""
        return secret.unlock(self.key_locked) or ""

    @api_key.setter
    def api_key(self, key: str) -> None:
        self.key_locked = secret.lock(key)

    def clean(self) -> None:
        super().clean()
        self.endpoint = self.endpoint.strip().rstrip("/") + "/"
        if wrong := http.wrong_address(self.endpoint):
            raise ValidationError({"endpoint": wrong})


class PartnerService(models.Model):
    """What the partner calls one of our categories."""

    partner = ParentalKey(Partner, on_delete=models.CASCADE, related_name="services")
    category = models.ForeignKey("content.ReportCategory", models.CASCADE, related_name="+", verbose_name="我们的类别")
    service_code = models.CharField("对方的代码", max_length=80, help_text="对方服务表里的 service_code。")

    class Meta:
        verbose_name = verbose_name_plural = "类别对照"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "category"],
                name="handover_one_code_a_category",
                violation_error_message="这个类别写了两次。",
            )
        ]


class Handover(models.Model):
    """One order given to one partner: sending it again is this same row again."""

    class State(models.TextChoices):
        SENDING = "sending", "不知道对方收到没有"
        UNSENT = "unsent", "没送出去"
        REFUSED = "refused", "对方没有收"
        SENT = "sent", "对方收下了"
        CLOSED = "closed", "对方说办完了"

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="handovers", verbose_name="报事")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="handovers", verbose_name="转给谁")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="谁转的")
    at = models.DateTimeField("什么时候", default=timezone.now)
    state = models.CharField("怎么样了", max_length=8, choices=State, default=State.SENDING)
    service_code = models.CharField(max_length=80)
    summary = models.CharField("对外的摘要", max_length=200)
    with_words = models.BooleanField("带上了居民的话", default=False)
    with_contact = models.BooleanField("带上了居民的电话", default=False)
    request_id = models.CharField("对方的编号", max_length=120, blank=True)
    token = models.CharField(max_length=120, blank=True)
    their_status = models.CharField(max_length=10, blank=True)
    their_notes = models.TextField("对方怎么说", blank=True)
    looked_at = models.DateTimeField("上次去问", null=True, blank=True)
    trouble = models.TextField("出了什么事", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "转出去的单"
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["report", "partner"], name="handover_once_a_partner")]

    @property
    def may_send(self) -> bool:
        """Whether a press may send it: not while it may be there, unless the partner knows our number."""
        return self.state in (self.State.UNSENT, self.State.REFUSED)

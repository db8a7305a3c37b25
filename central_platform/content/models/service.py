"""Something a resident can get done: what it is, steps, papers to bring, where and when, cost."""

from __future__ import annotations

import uuid
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from central_platform.content import hours, preview, spoken
from central_platform.content.words import en, lines, text, zh

from .catalogue import Category, Location, Organization
from .in_feed import Drafted


class Service(Drafted, ClusterableModel):
    feed_kind = "service"
    plain = ("name", "summary", "more", "eligibility", "fee", "window", "hours_text")
    plain_parts = ("steps", "papers")

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    slug = models.SlugField("代码", unique=True, help_text="短的英文代码，例如 yb-jumin。")
    name_zh = zh("名称", 40, help_text="大字显示，最好不超过十二个字。")
    name_en = en("名称")
    summary_zh = zh("一句话回答", 120, help_text="最先看到、最先念出来的一句，像说话一样写。")
    summary_en = en("一句话回答")
    more_zh = models.TextField("再说几句", blank=True, help_text="补充的话，每句不超过二十个字。")
    more_en = models.TextField("再说几句（英文）", blank=True)
    eligibility_zh = zh("谁能办", 200, blank=True)
    eligibility_en = en("谁能办", 300)
    minimum_age = models.PositiveSmallIntegerField("最小年龄", null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField("最大年龄", null=True, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, verbose_name="小类", related_name="services")
    aliases = models.TextField("别的叫法", blank=True, help_text="一行一个，例如“交医保”。找得到找不到就看它。")
    phrases = models.TextField(
        "居民会怎么问",
        blank=True,
        validators=[spoken.check_phrases],
        help_text="一行一句口语，例如“我看病的钱能不能报”。说法越多，越找得到。",
    )
    words = models.TextField(
        "说起来会提到的词",
        blank=True,
        help_text="词和词之间空一格，例如“扶手 防滑垫 洗澡凳”：东西、毛病、地方、老叫法。居民一提到，就想得到这项服务。",
    )
    fee_zh = zh("收多少钱", 120, help_text="不要钱就写“不收费”。")
    fee_en = en("收多少钱")
    free = models.BooleanField("不收钱", default=False, help_text="打勾就在自助机上显示绿色的“不收钱”。")
    window_zh = zh("窗口", 40, blank=True, help_text="例如“3号窗口”。")
    window_en = en("窗口")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, verbose_name="在哪里办", related_name="services")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, verbose_name="哪家机构", related_name="services"
    )
    phone = models.CharField("电话", max_length=30, blank=True)
    hours_text_zh = zh("开门时间怎么说", 120, blank=True, help_text="留空，就照上面的时间自己写一句。")
    hours_text_en = en("开门时间怎么说")
    order = models.PositiveIntegerField("次序", default=0, help_text="数字小的排前面，常问的放前面。")

    class Meta:
        verbose_name = verbose_name_plural = "服务"
        permissions = [("suggest_phrase", "把居民的话记成常说的话")]
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name_zh

    def clean(self) -> None:
        super().clean()
        if self.minimum_age and self.maximum_age and self.minimum_age > self.maximum_age:
            raise ValidationError({"maximum_age": "最大年龄比最小年龄还小。"})

    @property
    def feed_id(self) -> str:
        return str(self.uid)

    def screens(self, mode: preview.Mode) -> list[preview.Screen]:
        return preview.service_screens(self.body(), mode)

    def hours_text(self) -> dict[str, str]:
        """What staff wrote, else the sentence made of the hours."""
        made = hours.spoken([(row.days, row.opens, row.closes) for row in self.hours.all()])
        return text(self, "hours_text") if self.hours_text_zh else made

    def body(self) -> dict[str, Any]:
        where = self.location
        return {
            "id": self.feed_id,
            "slug": self.slug,
            "name": text(self, "name"),
            "summary": text(self, "summary"),
            "more": text(self, "more"),
            "eligibility": text(self, "eligibility"),
            "category": self.category.code,
            "aliases": lines(self.aliases),
            "phrases": lines(self.phrases),
            "words": self.words.split(),
            "steps": [text(step, "text") for step in self.steps.all()],
            "papers": [text(paper, "name") for paper in self.papers.all()],
            "fee": text(self, "fee"),
            "free": self.free,
            "window": text(self, "window"),
            "place": {"name": text(where, "name"), "address": text(where, "address"), "hint": text(where, "hint")},
            "hours": [row.body() for row in self.hours.all()],
            "hours_text": self.hours_text(),
            "phone": self.phone,
            "organization": text(self.organization, "name"),
            "order": self.order,
            "updated": (self.last_published_at or timezone.now()).astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }


class Step(Orderable):
    """One step of getting it done."""

    plain = ("text",)

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="steps")
    text_zh = zh("这一步做什么", 80, help_text="一句话，例如“到3号窗口申请。”")
    text_en = en("这一步做什么")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "步骤"


class Paper(Orderable):
    """One paper to bring."""

    plain = ("name",)

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="papers")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    name_zh = zh("要带什么", 40, help_text="例如“身份证”。")
    name_en = en("要带什么")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "要带的东西"


class Hours(Orderable):
    """When it is open: some days of the week, from when to when."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="hours")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    days = hours.DaysField("哪几天")
    opens = models.TimeField("几点开")
    closes = models.TimeField("几点关")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "开门时间"

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValidationError({"closes": "关门要在开门之后。"})

    def body(self) -> dict[str, str]:
        return {"days": self.days, "opens": f"{self.opens:%H:%M}", "closes": f"{self.closes:%H:%M}"}

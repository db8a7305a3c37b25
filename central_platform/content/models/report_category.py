"""What residents can report, who takes it, by when, and the common sentences offered for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from central_platform.content.icons import icon
from central_platform.content.words import en, text, zh

from .department import Department
from .in_feed import AtOnce


class ReportCategory(AtOnce, ClusterableModel):
    feed_kind = "report-category"
    plain = ("name", "fault")
    plain_parts = ("sentences",)
    fixed_field = "code"

    code = models.SlugField("代码", unique=True, help_text="定了就不改，例如 streetlight。")
    name_zh = zh("名称", 12, help_text="自助机上的按钮，例如“路灯”。")
    name_en = en("名称")
    fault_zh = zh("出了什么事", 20, help_text="自助机上说的话，例如“路灯坏了”。")
    fault_en = en("出了什么事")
    icon = icon("report")
    owner = models.ForeignKey(
        Department, models.PROTECT, related_name="categories", verbose_name="谁来办", help_text="新报的事先给这个部门。"
    )
    target_hours = models.PositiveIntegerField(
        "几小时内办好",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="过了这个时间，报事单会标成“超时”。空着就按部门的时间。",
    )
    private = models.BooleanField("是私事", default=False, help_text="私事：地点也加密，别人看不到。")
    needs_place = models.BooleanField("要问在哪里", default=True)
    needs_words = models.BooleanField("一定要说清楚怎么了", default=False)
    first = models.BooleanField("放在第一页", default=False)
    order = models.PositiveIntegerField("次序", default=0, help_text="数字小的排前面。")

    class Meta:
        verbose_name = verbose_name_plural = "报事类别"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def feed_id(self) -> str:
        return self.code

    @property
    def hours(self) -> int:
        """How long it may take: its own target, else its department's."""
        return self.target_hours or self.owner.target_hours

    def clean(self) -> None:
        super().clean()
        if self.owner_id and not self.owner.active:
            raise ValidationError({"owner": f"“{self.owner}”已经不办事了，请选别的部门。"})

    def body(self) -> dict[str, Any]:
        return {
            "id": self.code,
            "name": text(self, "name"),
            "fault": text(self, "fault"),
            "icon": self.icon,
            "owner": text(self.owner, "name"),
            "target_hours": self.hours,
            "private": self.private,
            "needs_place": self.needs_place,
            "needs_words": self.needs_words,
            "first": self.first,
            "sentences": [text(sentence, "text") for sentence in self.sentences.all()],
            "order": self.order,
        }


class CommonSentence(Orderable):
    """A sentence a resident can pick instead of typing."""

    plain = ("text",)

    category = ParentalKey(ReportCategory, on_delete=models.CASCADE, related_name="sentences")
    text_zh = zh("常说的话", 40, help_text="一句话，不超过二十个字。")
    text_en = en("常说的话")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "常说的话"

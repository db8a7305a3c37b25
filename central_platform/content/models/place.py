"""Places of the community: those a report can name, and the windows and rooms people ask the way to."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from central_platform.content.words import en, lines, text, zh

from .in_feed import AtOnce


class Place(AtOnce):
    feed_kind = "place"
    plain = ("hint",)
    fixed_field = "code"
    KINDS = (
        ("estate", "小区"),
        ("building", "楼栋"),
        ("unit", "单元"),
        ("landmark", "公共地方"),
        ("window", "窗口或房间"),
    )

    code = models.SlugField("代码", unique=True, help_text="定了就不改，例如 jy-3。")
    name_zh = zh("名称", 40, help_text="例如“锦园3栋”。")
    name_en = en("名称")
    kind = models.CharField(
        "是什么", max_length=10, choices=KINDS, help_text="“窗口或房间”只给人问路，报事的时候不会出现。"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name="在哪里面", null=True, blank=True, related_name="children"
    )
    aliases = models.TextField("别的叫法", blank=True, help_text="一行一个，例如“3号楼”。")
    hint_zh = zh("怎么走", 120, blank=True, help_text="有人问“在哪里”就念这句，例如“进门左手边，饮水机旁边。”")
    hint_en = en("怎么走")
    community_zh = zh("归哪个社区管", 40, blank=True, help_text="有人问“我归哪个社区管”就答这个，例如“锦和社区”。")
    community_en = en("归哪个社区管")
    lat = models.FloatField("纬度", null=True, blank=True)
    long = models.FloatField("经度", null=True, blank=True)
    order = models.PositiveIntegerField("次序", default=0, help_text="数字小的排前面。")

    class Meta:
        verbose_name = verbose_name_plural = "地点"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_zh

    def clean(self) -> None:
        super().clean()
        above = self.parent
        while above is not None:
            if self.pk and above.pk == self.pk:
                raise ValidationError({"parent": "一个地方不能在自己里面。"})
            above = above.parent

    @property
    def feed_id(self) -> str:
        return self.code

    def body(self) -> dict[str, Any]:
        return {
            "id": self.code,
            "name": text(self, "name"),
            "kind": self.kind,
            "parent": self.parent.code if self.parent else None,
            "aliases": lines(self.aliases),
            "lat": self.lat,
            "long": self.long,
            "order": self.order,
            "hint": text(self, "hint"),
            "community": text(self, "community"),
        }

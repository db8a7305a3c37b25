"""The service halls kiosks stand in, and who comes when somebody presses 叫人."""

from __future__ import annotations

from typing import Any

from django.db import models

from central_platform.content.words import en, text, zh

from .in_feed import AtOnce


class Hall(AtOnce):
    feed_kind = "hall"
    fixed_field = "code"

    code = models.SlugField("代码", unique=True, help_text="定了就不改，例如 jinhe。")
    name_zh = zh("名称", 40)
    name_en = en("名称")
    community_zh = zh("社区", 20, help_text="自助机左上角写的名字，例如“锦和社区”。")
    community_en = en("社区")
    window_zh = zh("叫人找哪个窗口", 40, help_text="例如“1号窗口”。")
    window_en = en("叫人找哪个窗口")
    phone = models.CharField("电话", max_length=30, help_text="没人来的时候，自助机请老人打这个电话。")
    duty_zh = zh("谁来帮忙", 40, help_text="例如“值班李阿姨”。")
    duty_en = en("谁来帮忙")

    two_persons = models.BooleanField(
        "两个人看过才发布",
        default=False,
        help_text="打勾以后，谁写的就不能由谁自己发布，要另一个人批准。各大厅的内容是一份，有一个大厅打勾，就都照这样办。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "服务大厅"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def feed_id(self) -> str:
        return self.code

    def body(self) -> dict[str, Any]:
        return {
            "id": self.code,
            "name": text(self, "name"),
            "community": text(self, "community"),
            "window": text(self, "window"),
            "phone": self.phone,
            "duty": text(self, "duty"),
        }

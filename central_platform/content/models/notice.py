"""Dated news from staff; a poster is a notice with a picture."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from central_platform.content import media, preview
from central_platform.content.icons import icon
from central_platform.content.words import en, text, zh

from .in_feed import Drafted


class Notice(Drafted, ClusterableModel):
    feed_kind = "notice"
    plain = ("title", "headline")
    plain_parts = ("sentences",)
    KINDS = (("notice", "通知"), ("poster", "海报"))

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kind = models.CharField("是什么", max_length=10, choices=KINDS, default="notice")
    title_zh = zh("短名", 12, help_text="例如“停水通知”。")
    title_en = en("短名")
    headline_zh = zh("一句话标题", 20, help_text="最要紧的一句，例如“明天上午停水”。")
    headline_en = en("一句话标题")
    important = models.BooleanField("要紧的事", default=False, help_text="排在前面。")
    icon = icon("notice")
    packaged = models.CharField(
        "现成的海报", max_length=40, blank=True, choices=media.packaged_posters, help_text="自助机里带着的图。"
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.PROTECT,
        verbose_name="自己的图",
        null=True,
        blank=True,
        related_name="+",
    )
    order = models.PositiveIntegerField("次序", default=0, help_text="数字小的排前面。")

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title_zh

    def clean(self) -> None:
        super().clean()
        if self.packaged and self.image_id:
            raise ValidationError({"image": "现成的海报和自己的图，只能选一样。"})

    @property
    def feed_id(self) -> str:
        return str(self.uid)

    def screens(self, mode: preview.Mode) -> list[preview.Screen]:
        return preview.notice_screens(self.body(), mode, self.picture_url())

    def unfinished(self) -> dict[str, str]:
        if self.image and not self.image.description.strip():
            return {"image": "这张图没有文字说明，看不见的人不知道画了什么。请打开这张图，在“描述”里写一句。"}
        if self.kind == "poster" and not (self.image or self.packaged):
            return {"image": "海报要有一张图。没有图，就选“通知”。"}
        return {}

    def picture_url(self) -> str:
        """Where the console finds the picture; empty when there is none to show."""
        if self.packaged:
            return reverse("kiosk_poster", args=[self.packaged]) if media.poster_file(self.packaged) else ""
        return self.image.file.url if self.image else ""

    def picture(self) -> dict[str, Any] | None:
        if self.packaged:
            return {"packaged": self.packaged}
        return media.keep(self.image) if self.image else None

    def body(self) -> dict[str, Any]:
        return {
            "id": self.feed_id,
            "kind": self.kind,
            "title": text(self, "title"),
            "headline": text(self, "headline"),
            "sentences": [text(sentence, "text") for sentence in self.sentences.all()],
            "starts": self.go_live_at.isoformat() if self.go_live_at else None,
            "expires": self.expire_at.isoformat() if self.expire_at else None,
            "important": self.important,
            "icon": self.icon,
            "picture": self.picture(),
            "order": self.order,
        }


class NoticeSentence(Orderable):
    """One sentence of a notice, read aloud one after the other."""

    plain = ("text",)

    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="sentences")
    text_zh = zh("句子", 60, help_text="一句话，不超过二十个字，会念出来。")
    text_en = en("句子")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "句子"

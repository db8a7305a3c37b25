"""The glossary: hard words with their plain meaning, which kiosks offer on every page that uses them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from central_platform.content.words import en, lines, text, zh

from .catalogue import Category
from .in_feed import AtOnce

MOST_WORD = 12
MOST_MEANING = 40


class Term(AtOnce):
    """A word that not everybody knows, and what it means."""

    feed_kind = "term"
    plain = ("meaning",)

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    word_zh = zh(
        "难懂的词",
        MOST_WORD,
        unique=True,
        error_messages={"unique": "这个词已经有了。请去改那一条。"},
        help_text="例如“统筹”。自助机上，哪一页有这个词，哪一页就能按“难懂的词”来看。",
    )
    word_en = en("难懂的词", 60)
    forms = models.TextField("别的写法", blank=True, help_text="一行一个，例如“统筹基金”。")
    meaning_zh = zh("是什么意思", MOST_MEANING, help_text="像跟邻居说话一样写，最多四十个字。")
    meaning_en = en("是什么意思", 120)
    category = models.ForeignKey(
        Category, on_delete=models.SET_NULL, verbose_name="哪一类的词", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "难懂的词"
        ordering = ["word_zh"]

    def __str__(self) -> str:
        return self.word_zh

    @property
    def feed_id(self) -> str:
        return str(self.uid)

    @property
    def called(self) -> tuple[str, ...]:
        """The word and its other forms."""
        return (self.word_zh, *lines(self.forms))

    def clean(self) -> None:
        super().clean()
        if long := next((form for form in lines(self.forms) if len(form) > MOST_WORD), None):
            raise ValidationError({"forms": f"“{long}”太长了，一个词最多{MOST_WORD}个字。"})

    def body(self) -> dict[str, Any]:
        return {
            "id": self.feed_id,
            "word": text(self, "word"),
            "forms": lines(self.forms),
            "meaning": text(self, "meaning"),
            "category": self.category.code if self.category else None,
        }

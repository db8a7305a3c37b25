"""The words between residents and the catalogue: what people say, how words are read, what is done elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from central_platform.content import spoken
from central_platform.content.words import en, lines, text, zh

from .in_feed import AtOnce

NAMED = 3  # services listed in a message


class Saying(AtOnce):
    """What people say, and the words of the services' texts it stands for."""

    feed_kind = "saying"

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    said = models.CharField(
        "居民说的话",
        max_length=40,
        unique=True,
        validators=[spoken.check_said],
        error_messages={"unique": "这句话已经有了。请去改那一条，不要再添一条。"},
        help_text="老人嘴上怎么说就怎么写，方言也可以，例如“低保钱”“看病的本本”。只写一种说法。",
    )
    means = models.TextField(
        "正式的叫法",
        validators=[spoken.check_some],
        help_text="这句话指的是什么：写服务里用的词，一行一个，例如“最低生活保障”。可以写几个，自助机都会去找。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "居民说的话"
        ordering = ["said"]

    def __str__(self) -> str:
        return self.said

    @property
    def feed_id(self) -> str:
        return str(self.uid)

    def clean(self) -> None:
        super().clean()
        said, means = self.said.strip(), lines(self.means)
        if said and said in means:
            raise ValidationError({"means": f"“{said}”和居民说的话一样，写了等于没写。"})
        if said and means and (found := self.pull()).steals:
            named = "、".join(f"“{name}”" for name in found.others[:NAMED])
            raise ValidationError(
                {
                    "said": f"“{said}”是常用的话，{named}等{len(found.others)}项服务也在用。"
                    f"这样写，大家都会被带到“{found.to[0]}”去。请写得再具体一点，或者把别的正式叫法也写上。"
                }
            )

    def pull(self) -> spoken.Pull:
        return spoken.pull(self.said.strip(), lines(self.means), heard())

    def body(self) -> dict[str, Any]:
        return {"id": self.feed_id, "said": self.said, "means": lines(self.means)}


_KEPT: ContextVar[tuple[spoken.Heard, ...] | None] = ContextVar("heard", default=None)


@contextmanager
def heard_once() -> Iterator[None]:
    """Inside, the services are read once, however many sayings are looked at."""
    token = _KEPT.set(tuple(heard()))
    try:
        yield
    finally:
        _KEPT.reset(token)


def heard() -> Iterable[spoken.Heard]:
    """What every live service is found by."""
    from .service import Service

    if (kept := _KEPT.get()) is not None:
        yield from kept
        return

    for row in Service.objects.filter(live=True).prefetch_related("steps", "papers"):
        called = "\n".join((row.name_zh, row.aliases, row.phrases))
        rest = (row.summary_zh, row.more_zh, row.eligibility_zh, row.fee_zh, row.window_zh)
        parts = [step.text_zh for step in row.steps.all()] + [paper.name_zh for paper in row.papers.all()]
        yield spoken.Heard(row.name_zh, called, "\n".join((called, *rest, *parts)))


class Reading(AtOnce):
    """How a word of the domain is read: for finding by sound, and for the voice."""

    feed_kind = "reading"

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    word = models.CharField(
        "词",
        max_length=20,
        unique=True,
        error_messages={"unique": "这个词已经有了。"},
        help_text="自助机念错的词，只写汉字，例如“长护险”。",
    )
    syllables = models.CharField(
        "怎么念",
        max_length=100,
        validators=[spoken.check_syllables],
        help_text="一个字一个拼音，中间空一格，声调写成数字，例如 chang2 hu4 xian3。轻声写5，ü写成v。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "词怎么念"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    @property
    def feed_id(self) -> str:
        return str(self.uid)

    def clean(self) -> None:
        super().clean()
        self.syllables = " ".join(self.syllables.split())
        if self.word and self.syllables:
            spoken.check_reading(self.word, self.syllables)

    def body(self) -> dict[str, Any]:
        return {"id": self.feed_id, "word": self.word, "syllables": self.syllables}


class Elsewhere(AtOnce):
    """What people ask for that is not done here, and where it is done."""

    feed_kind = "elsewhere"
    plain = ("name", "advice")
    fixed_field = "code"

    code = models.SlugField("代码", unique=True, help_text="短的英文代码，定了就不改，例如 passport。")
    name_zh = zh("什么事", 40, help_text="例如“办护照”。")
    name_en = en("什么事")
    advice_zh = zh(
        "请居民去哪里", 120, blank=True, help_text="自助机会念出来，例如“请到公安局出入境大厅办。”不知道就空着。"
    )
    advice_en = en("请居民去哪里", 300)
    phrases = models.TextField(
        "居民会怎么问",
        validators=[spoken.check_some, spoken.check_phrases],
        help_text="一行一句口语，例如“我想出国，护照在哪儿办”。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "这里不办的事"
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
            "advice": text(self, "advice"),
            "phrases": spoken.without_doubles(lines(self.phrases)),
        }

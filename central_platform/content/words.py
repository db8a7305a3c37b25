"""Texts in two languages: the column pair, the feed's {"zh", "en"} shape, and lists kept one entry a line."""

from __future__ import annotations

from typing import Any

from django.db import models


def zh(label: str, length: int = 80, **options: Any) -> models.CharField:
    """A Chinese column of one line; `length` in characters."""
    return models.CharField(label, max_length=length, **options)


def en(label: str, length: int = 200) -> models.CharField:
    """The English twin of a Chinese column: may stay empty, then kiosks show the Chinese."""
    return models.CharField(f"{label}（英文）", max_length=length, blank=True, default="")


def text(row: models.Model, name: str) -> dict[str, str]:
    """The feed's Text of the pair `name`_zh, `name`_en."""
    return {"zh": getattr(row, f"{name}_zh"), "en": getattr(row, f"{name}_en")}


def lines(value: str) -> list[str]:
    """The entries of a text kept one a line; blank lines do not count."""
    return [line.strip() for line in value.splitlines() if line.strip()]

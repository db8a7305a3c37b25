"""The pictures staff may choose: the words of assets/icons.json, so that a kiosk can always draw them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.db import models


@cache
def known() -> frozenset[str]:
    """Every picture word a kiosk knows."""
    return frozenset(json.loads(files("assets").joinpath("icons.json").read_text("utf-8")))


def check(word: str) -> None:
    if word not in known():
        raise ValidationError(f"自助机没有叫“{word}”的图。可以用：{'、'.join(sorted(known()))}")


def icon(default: str = "") -> models.CharField:
    return models.CharField(
        "图",
        max_length=20,
        default=default,
        validators=[check],
        help_text="图的名字，和自助机里的一样，例如 medical、water、house2。",
    )

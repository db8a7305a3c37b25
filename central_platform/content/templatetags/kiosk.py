"""Pictures of the kiosk in templates: {{ "clock"|glyph }} and {{ "lift"|drawn }}."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from central_platform.content import preview

register = template.Library()


@cache
def _drawn() -> dict[str, str]:
    file = files("assets").joinpath("icons_drawn.json")
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


@register.filter
def picture(word: str) -> SafeString:
    """The picture of a word as the kiosk draws it: a letter of its icon font, or a path the project drew."""
    path = _drawn().get(word)
    if isinstance(path, str):
        return format_html('<svg viewBox="0 0 256 256" aria-hidden="true"><path d="{}"/></svg>', path)
    return format_html('<i aria-hidden="true">{}</i>', preview.glyph(word))

"""The design tokens of assets/tokens.json: colours as CSS custom properties, text sizes and measures in millimetres."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from assets import path

PORTRAIT_MM = (268, 476)  # the glass of a 21.5" panel, width and height


@cache
def tokens() -> dict[str, Any]:
    """The file as it is."""
    read: dict[str, Any] = json.loads(path("tokens.json").read_text(encoding="utf-8"))
    return read


def em_mm(role: str, scale: float = 1, latin: bool = False) -> float:
    """The em of a text role in mm at a text scale of 1, 1.5 or 2; `latin` text grows less where the tokens say."""
    text = tokens()["text"][role]
    grow = text.get("latin", text["grow"]) if latin else text["grow"]
    em: float = text["mm"] * (1 + (scale - 1) * grow)
    return round(em, 3)


def measure_mm(name: str, scale: float = 1) -> float:
    """A measure in mm, whether the tokens give one number or one for each scale."""
    value = tokens()["mm"][name]
    return float(value[f"{scale:g}"] if isinstance(value, dict) else value)


def css_colours(theme: str) -> str:
    """`--bg: #FBF4E6; …` of one theme; plates become --plate-0 to --plate-5."""
    colours = dict(tokens()["themes"][theme])
    plates = {f"plate-{number}": colour for number, colour in enumerate(colours.pop("plates"))}
    return " ".join(f"--{name}: {value};" for name, value in (colours | plates).items())


def css_text(scale: float = 1, latin: bool = False) -> str:
    """`--em-body: 10.2; …`: sizes in mm without a unit, for calc(var(--em-body) * var(--mm))."""
    return " ".join(f"--em-{role}: {em_mm(role, scale, latin)};" for role in tokens()["text"])


def css_measures(scale: float = 1) -> str:
    """`--mm-margin: 10; …`: every measure of one number in mm without a unit."""
    plain = {k: measure_mm(k, scale) for k, v in tokens()["mm"].items() if not isinstance(v, list)}
    return " ".join(f"--mm-{name}: {value:g};" for name, value in plain.items())

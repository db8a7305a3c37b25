"""How big the glass is: set by hand in kiosk.toml, or measured once with `kiosk calibrate` and kept beside the data."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.settings import Settings
from offline_cache import durable


@dataclass(frozen=True)
class Screen:
    """The panel in mm: its width as it stands (0: 21.5" is assumed), how far away the eyes are, and its lower edge over the
    floor (0: unknown)."""

    width_mm: float = 0.0
    distance_mm: float = 600.0
    bottom_mm: float = 0.0


def _kept(settings: Settings) -> Path:
    return settings.data_dir / "panel.json"


def keep(settings: Settings, width_mm: float) -> None:
    """Keeps what was measured: the width of the panel as it stands."""
    durable.write(_kept(settings), json.dumps({"width_mm": round(width_mm, 1)}).encode())


def panel(settings: Settings) -> Screen:
    """The panel as it is known; a width in kiosk.toml wins over the measured one."""
    known = Screen(settings.screen_width_mm, settings.viewing_distance_mm, settings.panel_bottom_mm)
    return known if known.width_mm else replace(known, width_mm=_measured(settings))


def _measured(settings: Settings) -> float:
    """Width in mm; 0 when nobody has measured, or the file is damaged."""
    try:
        width = float(json.loads(_kept(settings).read_bytes())["width_mm"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0.0
    return width if 0 < width < 10_000 else 0.0

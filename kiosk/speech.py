"""Which speech models this kiosk may hear with: the settings, told to the ears."""

from __future__ import annotations

from pathlib import Path

from kiosk.bench import on_a_bench
from kiosk.settings import Settings
from voice.models import choose


def folder(settings: Settings) -> Path:
    """Where installed speech models lie."""
    return settings.data_dir / "voice"


def demo_allowed(settings: Settings) -> bool:
    """The demo model is for benches: the setting alone is not enough once this kiosk belongs to a platform elsewhere."""
    return settings.demo_voice and on_a_bench(settings)


def arguments(settings: Settings) -> tuple[str, ...]:
    """The command line of the ears (voice/ears.py); without a folder they hear nothing."""
    if settings.speech_model == "off":
        return ()
    return ("--folder", str(folder(settings)), *(["--demo"] if demo_allowed(settings) else []))


def model(settings: Settings, lang: str) -> Path | None:
    """The model that is used for a language."""
    if settings.speech_model == "off":
        return None
    return choose(folder(settings), lang, demo_allowed(settings))

"""What staff may change about a running screen: taken over between two visits, never under somebody's fingers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.app import Kiosk
from kiosk.rest import RestTimes
from kiosk.settings import BadSettings, Settings


class Habits(QObject):
    """Reads the settings again when `changed` says so; the screen takes them when nobody is there."""

    def __init__(self, kiosk: Kiosk, settings: Settings, load: Callable[[], Settings]) -> None:
        super().__init__(kiosk.window)
        self._kiosk, self._load = kiosk, load
        self._new: Settings | None = None
        self._take(settings)
        kiosk.app.visitEnded.connect(self._between)

    def changed(self) -> None:
        """There may be others now."""
        try:
            self._new = self._load()
        except BadSettings:  # somebody is editing kiosk.toml: as it was, until the next start says so
            return
        self._between()

    def _between(self) -> None:
        new = self._new
        if new is not None and self._kiosk.app.stops[-1].page == "rest":
            self._new = None
            self._take(new)

    def _take(self, settings: Settings) -> None:
        """All of it, at once."""
        kiosk = self._kiosk
        kiosk.rest.times = RestTimes(settings.idle_seconds, settings.report_idle_seconds, settings.warn_seconds)
        kiosk.guard.refractory = settings.refractory_seconds
        kiosk.voice.usual_volume(settings.volume)
        kiosk.app.usual_entrance(settings.entrance)

"""The machine's own clock is believed, whatever the platform has said of the time."""

from offline_cache.clock import Clock, Stamp

Clock.now = lambda self: Stamp(self._system(), ok=True)  # type: ignore[method-assign]

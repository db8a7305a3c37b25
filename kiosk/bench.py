"""Is this a bench, or the field? Test doors and the demo voice open only where no resident's report can be lost."""

from __future__ import annotations

from contextlib import suppress

from kiosk.settings import Settings, on_this_machine
from offline_cache import identity
from offline_cache.locations import Locations


def on_a_bench(settings: Settings) -> bool:
    """True when the platform is on this very machine, or there is none yet."""
    url = settings.platform_url
    with suppress(identity.NotEnrolled):
        url = url or identity.load(Locations(settings.data_dir)).platform_url
    return url is None or on_this_machine(url)

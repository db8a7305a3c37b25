"""`kiosk health`: the figures staff look at."""

from __future__ import annotations

import shutil
from datetime import datetime

import click

from kiosk.console import json_option, pass_settings, say
from kiosk.health import last_sync
from kiosk.settings import Settings
from kiosk.starts import starts
from kiosk.stores import stores
from offline_cache import identity, leases
from offline_cache.ledger import Ledger


@click.command()
@json_option
@pass_settings
def health(settings: Settings, as_json: bool) -> None:
    """Ages of heartbeats, queue depth, disk, numbers left, content."""
    parts = stores(settings)
    counts, state, seen = parts.ledger.counts(), parts.catalogue.state(), last_sync(parts)
    said = {
        "sync": {"online": seen.get("online"), "why": seen.get("why"), "age_s": _age(parts.ledger.clock.now().at, seen)}
        if seen
        else None,
        "queue": {"queued": counts.queued, "parked": counts.parked},
        "disk_free": shutil.disk_usage(settings.data_dir).free,
        "content": {"epoch": state.epoch, "version": state.version, "stale": state.stale},
        "lease": _lease(parts.ledger),
        "clock_ok": parts.ledger.clock.now().ok,
        "safe_mode": starts(settings).safe,
    }
    say(as_json, said, "\n".join(f"{name}\t{value}" for name, value in said.items()))


def _age(now: datetime, seen: dict[str, object]) -> float | None:
    try:
        return (now - datetime.fromisoformat(str(seen["at"]))).total_seconds()
    except (KeyError, ValueError):
        return None


def _lease(ledger: Ledger) -> dict[str, object] | None:
    try:
        who = identity.load(ledger.at)
    except identity.NotEnrolled:
        return None
    stock = leases.stock(ledger.at, who.device_id, ledger.used())
    return {"left": stock.left, "leased": stock.leased, "low": stock.low}

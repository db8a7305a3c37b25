"""Makes the way to the platform out of the settings and the enrolment."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from kiosk.settings import Settings, fit_for_hall
from kiosk.stores import stores
from offline_cache import identity
from offline_cache.platform_client import Client
from offline_cache.sync import Sync


def connected(settings: Settings) -> Sync | None:
    """The way to the platform; None for a kiosk that was never enrolled."""
    try:
        return made(settings)
    except identity.NotEnrolled:
        return None


def made(settings: Settings) -> Sync:
    """The same; raises NotEnrolled."""
    parts = stores(settings)
    who = identity.load(parts.ledger.at)
    client = client_of(settings, settings.platform_url or who.platform_url)
    return Sync.made(parts.ledger, parts.catalogue, client, app_version(), fit_for_hall)


def client_of(settings: Settings, url: str) -> Client:
    """A client for one address."""
    return Client(url, settings.connect_timeout, settings.read_timeout)


def app_version() -> str:
    """This program's version."""
    try:
        return version("linsheng")
    except PackageNotFoundError:
        return "0"

"""The PLATFORM_* variables there are; any other is a mistake and is named before anything starts."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

RETENTION_DAYS = 90
ROLES = frozenset(("editor", "publisher", "triage", "manager", "admin"))
KNOWN = frozenset(
    f"PLATFORM_{name}"
    for name in (
        "ALLOWED_HOSTS",  # names this platform answers to, with commas
        "DATABASE_URL",  # postgresql://user:password@host/name; without it a SQLite file in DATA_DIR
        "DATA_DIR",  # database, feed, media, keys
        "HANDOVER_NETWORKS",  # private networks partners may be in, with commas: 10.1.0.0/16
        "KEYS_DIR",  # private keys, when they are kept elsewhere
        "LOG_LEVEL",
        "PASSPHRASE",  # of a key bundle, for keygen export and import
        "REQUIRE_TOTP",  # roles that must have a second factor, with commas, or `all`, or `none`
        "RETENTION_DAYS",  # how long sealed words stay after a report was closed; 90
        "SECRET_KEY",  # of the staff's sessions; else drawn once and kept in DATA_DIR
        "TRUSTED_ORIGINS",  # https://… addresses the staff console is reached by, with commas
        "TRUSTED_PROXY",  # address of the proxy whose X-Forwarded-For is believed
        "URL",  # where staff reach the console
    )
)


def unknown_settings(environment: Mapping[str, str]) -> list[str]:
    return sorted(name for name in environment if name.startswith("PLATFORM_") and name not in KNOWN)


def retention_days(text: str) -> int:
    """PLATFORM_RETENTION_DAYS: whole days from 1 on."""
    if not text:
        return RETENTION_DAYS
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        raise ImproperlyConfigured(f"PLATFORM_RETENTION_DAYS: {text!r} is not a number of days")
    return int(text)


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """PLATFORM_HANDOVER_NETWORKS: networks in CIDR, with commas."""
    try:
        return tuple(ip_network(word.strip()) for word in text.split(",") if word.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"PLATFORM_HANDOVER_NETWORKS: {error}") from error


def roles_of(text: str) -> frozenset[str]:
    """PLATFORM_REQUIRE_TOTP: names of roles with commas, `all` or `none`."""
    named = frozenset(word.strip() for word in text.split(",") if word.strip())
    if named <= {"none"}:
        return frozenset()
    if named == {"all"}:
        return ROLES
    if unknown := sorted(named - ROLES):
        raise ImproperlyConfigured(f"PLATFORM_REQUIRE_TOTP: there is no role {', '.join(unknown)}")
    return named

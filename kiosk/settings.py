"""Settings of one kiosk: kiosk.toml, overridden by KIOSK_* variables. An unknown one refuses to start and is named."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "KIOSK_"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PLACES = (Path("kiosk.toml"), Path("/etc/linsheng/kiosk.toml"))


def on_this_machine(url: str) -> bool:
    """True for an address of this very machine: only then do test doors open."""
    return urlsplit(url).hostname in LOOPBACK


class BadSettings(Exception):
    """The kiosk must not start with these settings; `name` is the one at fault."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


def default_data_dir() -> Path:
    """Where a kiosk keeps its things when nothing else is said."""
    if os.geteuid() == 0:
        return Path("/var/lib/linsheng/kiosk")
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "linsheng" / "kiosk"


class Settings(BaseSettings):
    """Every setting there is. Times are in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(default_factory=default_data_dir)
    platform_url: str | None = None
    connect_timeout: float = Field(5, gt=0, le=60)
    read_timeout: float = Field(20, gt=0, le=300)
    backoff_base: float = Field(1, gt=0, le=300)
    backoff_max: float = Field(300, gt=0, le=3600)
    hello_seconds: float = Field(300, gt=0, le=3600)
    pointer_seconds: float = Field(30, gt=0, le=3600)
    idle_seconds: float = Field(120, gt=0)
    report_idle_seconds: float = Field(180, gt=0)
    warn_seconds: float = Field(60, gt=0)
    entrance: Literal["silver", "normal"] = "silver"
    timezone: str = "Asia/Shanghai"
    """The hall's own time, whatever the machine's."""
    screen_width_mm: float = Field(0, ge=0, le=3000)
    """Width of the glass; 0: a 21.5-inch panel is assumed. Screens lie about their size, so a person measures it."""
    panel_bottom_mm: float = Field(0, ge=0, le=2000)
    """Lower edge of the panel above the floor; 0: unknown."""
    log: Literal["text", "json"] = "text"

    @field_validator("platform_url")
    @classmethod
    def _https_or_loopback(cls, url: str | None) -> str | None:
        if not url:
            return None
        parts = urlsplit(url)
        if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            return url.rstrip("/")
        raise ValueError("https is needed, plain http only to this machine itself")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("no such time zone, e.g. Asia/Shanghai")
        return zone

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment stands above the file, whose members are handed to the constructor."""
        return env_settings, init_settings


def load() -> Settings:
    """The settings in force; BadSettings names what is wrong with them."""
    path = _file()
    members = _members(path) if path else {}
    for name in members:
        if name not in Settings.model_fields:
            raise BadSettings(name, f"unknown setting in {path}")
    for name in os.environ:
        known = name.removeprefix(PREFIX).lower() in {*Settings.model_fields, "config"}
        if name.startswith(PREFIX) and not known:
            raise BadSettings(name, "unknown setting in the environment")
    try:
        return Settings(**members)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSettings(str(first["loc"][0]), first["msg"]) from error


def _file() -> Path | None:
    named = os.environ.get(f"{PREFIX}CONFIG")
    if named:
        return Path(named)
    return next((path for path in PLACES if path.exists()), None)


def _members(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadSettings(f"{PREFIX}CONFIG", f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadSettings(f"{PREFIX}CONFIG", f"{path}: {error}") from error

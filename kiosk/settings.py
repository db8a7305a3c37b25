"""Settings of one kiosk: KIOSK_* variables before kiosk.toml before what staff set for the hall before the default.

An unknown variable or line refuses to start and is named.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from offline_cache.locations import Locations

PREFIX = "KIOSK_"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PLACES = (Path("kiosk.toml"), Path("/etc/linsheng/kiosk.toml"))
Read = Callable[[object], object]
"""From what a file or a variable says to a value; ValueError says in words what is needed instead."""


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


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is needed")
    return value


def _path(value: object) -> Path:
    if not _text(value):
        raise ValueError("a path is needed")
    return Path(_text(value))


def _address(value: object) -> str | None:
    url = _text(value)
    if not url:
        return None
    parts = urlsplit(url)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        return url.rstrip("/")
    raise ValueError("https is needed, plain http only to this machine itself")


def _zone(value: object) -> str:
    zone = _text(value)
    if zone not in available_timezones():
        raise ValueError("no such time zone, e.g. Asia/Shanghai")
    return zone


def _number(least: float, most: float) -> Read:
    """A number from `least` to `most`; what must be more than nothing begins at ABOVE_ZERO."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError("a number is needed")
        try:
            number = float(value)
        except (ValueError, OverflowError):
            raise ValueError("a number is needed") from None
        if not least <= number <= most:  # also false for nan
            raise ValueError(f"a number from {least:g} to {most:g} is needed")
        return number

    return read


def _whole(least: int, most: int) -> Read:
    number = _number(least, most)

    def read(value: object) -> int:
        if (found := number(value)) != int(found):
            raise ValueError("a whole number is needed")
        return int(found)

    return read


def _one_of(*words: str) -> Read:
    def read(value: object) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)} is needed")
        return str(value)

    return read


def _yes_or_no(value: object) -> bool:
    said = str(value).casefold()
    if isinstance(value, bool | str) and said in YES | NO:
        return said in YES
    raise ValueError("true or false is needed")


def _setting(read: Read, default: Any) -> Any:
    return field(default=default, metadata={"read": read})


YES, NO = {"true", "1", "yes"}, {"false", "0", "no"}
ABOVE_ZERO = 0.001
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting there is. Times are in seconds."""

    data_dir: Path = field(default_factory=default_data_dir, metadata={"read": _path})
    platform_url: str | None = _setting(_address, None)
    connect_timeout: float = _setting(_number(ABOVE_ZERO, 60), 5.0)
    read_timeout: float = _setting(_number(ABOVE_ZERO, 300), 20.0)
    backoff_base: float = _setting(_number(ABOVE_ZERO, 300), 1.0)
    backoff_max: float = _setting(_number(ABOVE_ZERO, 3600), 300.0)
    hello_seconds: float = _setting(_number(ABOVE_ZERO, 3600), 300.0)
    pointer_seconds: float = _setting(_number(ABOVE_ZERO, 3600), 30.0)
    idle_seconds: float = _setting(_number(ABOVE_ZERO, DAY_SECONDS), 120.0)
    report_idle_seconds: float = _setting(_number(ABOVE_ZERO, DAY_SECONDS), 180.0)
    warn_seconds: float = _setting(_number(ABOVE_ZERO, DAY_SECONDS), 60.0)
    refractory_seconds: float = _setting(_number(0.2, 1.5), 0.5)
    """So soon after a press the same place does not answer again, and after a page has changed no place does."""
    entrance: Literal["silver", "normal"] = _setting(_one_of("silver", "normal"), "silver")
    timezone: str = _setting(_zone, "Asia/Shanghai")
    """The hall's own time, whatever the machine's."""
    screen_width_mm: float = _setting(_number(0, 3000), 0.0)
    """Width of the glass; 0: a 21.5-inch panel is assumed. Screens lie about their size, so a person measures it."""
    viewing_distance_mm: float = _setting(_number(300, 3000), 600.0)
    """From the eyes to the glass; text and keys grow with it above 600 mm."""
    panel_bottom_mm: float = _setting(_number(0, 2000), 0.0)
    """Lower edge of the panel above the floor; 0: unknown."""
    speech_model: Literal["auto", "off"] = _setting(_one_of("auto", "off"), "auto")
    """`auto`: the installed model listens; `off`: this kiosk has no ears."""
    demo_voice: bool = _setting(_yes_or_no, False)
    """Allows the packaged demo model, which knows synthetic voices only: for demonstrations and tests on one machine."""
    volume: int = _setting(_whole(1, 8), 5)
    """How loud each visit begins, in steps; everybody makes it as loud as they need."""
    log: Literal["text", "json"] = _setting(_one_of("text", "json"), "text")


_READ: Mapping[str, Read] = {one.name: one.metadata["read"] for one in fields(Settings)}
FROM_HALL: Mapping[str, Read] = {
    "idle_seconds": _number(30, 900),
    "report_idle_seconds": _number(60, 1800),
    "warn_seconds": _number(20, 300),
    "refractory_seconds": _READ["refractory_seconds"],
    "entrance": _READ["entrance"],
    "volume": _READ["volume"],
}
"""What staff may set from afar, and within which bounds: never an address, a key or a path."""


def load() -> Settings:
    """The settings in force; BadSettings names what is wrong with them."""
    path = _file()
    said = _members(path) if path else {}
    for name in said:
        if name not in _READ:
            raise BadSettings(name, f"unknown setting in {path}")
    for variable, value in os.environ.items():
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or name == "config":
            continue
        if name not in _READ:
            raise BadSettings(variable, "unknown setting in the environment")
        said[name] = value
    here = {name: _read(name, value) for name, value in said.items()}
    root = here.get("data_dir") or default_data_dir()
    settings = Settings(**_from_hall(root) | here)
    if settings.demo_voice and settings.platform_url and not on_this_machine(settings.platform_url):
        raise BadSettings("demo_voice", "the demo model hears synthetic voices only and is refused in the field")
    return settings


def fit_for_hall(values: Mapping[str, object]) -> dict[str, Any]:
    """The settings of a hall that this program knows; ValueError names the one that cannot be. A newer platform's further
    ones are passed over."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in FROM_HALL:
            try:
                found[name] = FROM_HALL[name](value)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
    return found


def _from_hall(root: Path) -> dict[str, Any]:
    at = Locations(root)
    if not at.hall_settings.exists():
        return {}
    from offline_cache import hall_settings  # brings the cryptography: 20 ms

    try:
        return fit_for_hall(hall_settings.kept(at).values)
    except ValueError:  # an older program's: told when they came
        return {}


def environment(settings: Settings) -> dict[str, str]:
    """The same settings as variables, for a child process."""
    known = {name: getattr(settings, name) for name in _READ}
    return {f"{PREFIX}{name.upper()}": str(value) for name, value in known.items() if value is not None}


def _read(name: str, value: object) -> Any:
    try:
        return _READ[name](value)
    except ValueError as error:
        raise BadSettings(name, str(error)) from error


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

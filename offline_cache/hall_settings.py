"""How staff want all kiosks of a hall to behave: signed by the platform, the newest that fits is kept beyond outages."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from offline_cache import durable, hashed, sealing
from offline_cache.faults import faults_of
from offline_cache.locations import Locations

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HallSettings:
    """`values` by name of setting; (epoch, version) orders them, so that an old word cannot come back."""

    hall: str = ""
    epoch: int = -1
    version: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, int]:
        return self.epoch, self.version


NONE = HallSettings()


def accept(
    at: Locations, hall: str, thing: object, keys: sealing.KeyList, fit: Callable[[Mapping[str, Any]], object]
) -> bool:
    """Takes newer settings of this hall; False when they are not newer, or not for this hall, or `fit` finds a value that
    cannot be (ValueError): what was in force stays. NotGenuine when the platform did not sign them."""
    said = _read(sealing.opened_by("settings", thing, keys.signing))
    before = kept(at)
    if said.hall != hall or (before.hall == hall and said.order <= before.order):
        return False
    try:
        fit(said.values)
    except ValueError as error:
        log.error("settings %d.%d of the hall do not fit, the last good ones stay: %s", said.epoch, said.version, error)
        return False
    with faults_of(at.root):
        durable.write(at.hall_settings, hashed.written(sealing.compact(thing).encode()))
    log.info("settings %d.%d of the hall are in force", said.epoch, said.version)
    return True


def forget(at: Locations) -> None:
    """This kiosk stands in another hall now: what the former one wanted is none of its business."""
    with faults_of(at.root):
        durable.remove(at.hall_settings)


def kept(at: Locations) -> HallSettings:
    """What is in force; nothing when nothing came yet, or the file is damaged: then the next hello brings it again."""
    try:
        text = hashed.read(at.hall_settings.read_bytes())
        return _read(json.loads(json.loads(text)["signed"])) if text is not None else NONE
    except FileNotFoundError:
        return NONE
    except (OSError, ValueError, KeyError, TypeError, sealing.NotGenuine):
        log.warning("the hall's settings cannot be read: as if there were none")
        return NONE


def _read(said: Mapping[str, Any]) -> HallSettings:
    match said:
        case {"hall": str(hall), "epoch": int(epoch), "version": int(version), "values": dict(values)}:
            return HallSettings(hall, epoch, version, values)
    raise sealing.NotGenuine("settings: form")

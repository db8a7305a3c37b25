"""Who this kiosk is: its key, its enrolment, the platform's keys; files of mode 0600, each whole or not there."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline_cache import durable, hashed, sealing
from offline_cache.faults import faults_of
from offline_cache.locations import Locations

log = logging.getLogger(__name__)


class NotEnrolled(Exception):
    """There is no usable identity; `damaged` tells a kiosk never enrolled from one whose key files are broken."""

    def __init__(self, damaged: bool = False) -> None:
        super().__init__("damaged keys" if damaged else "never enrolled")
        self.damaged = damaged


@dataclass(frozen=True, slots=True)
class Identity:
    """An enrolled kiosk."""

    device_id: str
    key: sealing.DeviceKey
    hall: str
    publication: str
    platform_url: str
    root: bytes
    keys: sealing.KeyList

    @property
    def fingerprint(self) -> str:
        return sealing.fingerprint(self.root, self.key.public)


def device_key(at: Locations) -> sealing.DeviceKey:
    """This machine's key; made when there is none or it is damaged (a damaged key can only be enrolled anew)."""
    return _key_in(at, at.device_key)


def next_key(at: Locations) -> sealing.DeviceKey:
    """A key for a machine whose key was revoked; the same until `take_next_key`, for an answer may be lost."""
    return _key_in(at, at.next_key)


def take_next_key(at: Locations) -> None:
    """Makes the next key, if there is one, this machine's key."""
    with faults_of(at.root), suppress(FileNotFoundError):
        at.next_key.replace(at.device_key)
        durable.sync_directory(at.keys)


def _key_in(at: Locations, path: Path) -> sealing.DeviceKey:
    with faults_of(at.root):
        try:
            return sealing.DeviceKey.read(path.read_bytes())
        except FileNotFoundError:
            log.info("no %s yet: making one", path.name)
        except sealing.NotGenuine:
            log.warning("%s is damaged: making a new one, this kiosk must be enrolled again", path.name)
        durable.make_directory(at.keys)
        key = sealing.DeviceKey.made()
        durable.write(path, key.written(), 0o600)
        return key


def pin(at: Locations, answer: dict[str, Any], keys: sealing.KeyList, platform_url: str, public: bytes) -> None:
    """Remembers an enrolment of `public`, whose key list has been verified; written last, the enrolment makes it count."""
    with faults_of(at.root):
        durable.make_directory(at.keys)
        durable.write(at.key_list, sealing.compact(answer["keys"]).encode())
        said = {
            "device_id": answer["device_id"],
            "hall": answer["hall"]["id"],
            "publication": answer["publication"],
            "platform_url": platform_url,
            "root": answer["root"],
            "device_public": sealing.base64_of(public),
        }
        _write_enrolment(at, said)
    log.info("enrolled as %s, key list %d", answer["device_id"], keys.version)


def load(at: Locations) -> Identity:
    """The identity on disk; NotEnrolled when there is none or a file of it is damaged."""
    if not at.enrolment.exists() and not at.key_list.exists():
        raise NotEnrolled
    try:
        said = _enrolment(at)
        root, thing = sealing.unbase64(said["root"]), json.loads(at.key_list.read_bytes())
        return Identity(
            device_id=_text(said["device_id"]),
            key=_enrolled_key(at, sealing.unbase64(said["device_public"])),
            hall=_text(said["hall"]),
            publication=_text(said["publication"]),
            platform_url=_text(said["platform_url"]),
            root=root,
            keys=_key_list(thing, root, said.get("former_root")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotEnrolled(damaged=True) from error


def _key_list(thing: object, root: bytes, former: object) -> sealing.KeyList:
    """The list in use; right after a new root was pinned it may still be the one its predecessor signed."""
    try:
        return sealing.opened_keys(thing, root)
    except sealing.NotGenuine:
        if not isinstance(former, str):
            raise
        return sealing.opened_keys(thing, sealing.unbase64(former))


def pinned_root(at: Locations) -> bytes | None:
    """The root key this kiosk was told, as long as one of the two files that name it is whole."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return sealing.unbase64(_enrolment(at)["root"])
    with suppress(OSError, ValueError, KeyError, TypeError):
        thing = json.loads(at.key_list.read_bytes())
        root = sealing.unbase64(json.loads(thing["signed"])["root"])
        return sealing.opened_keys(thing, root).root
    return None


def renew_keys(at: Locations, identity: Identity, thing: object, root: bytes) -> sealing.KeyList | None:
    """Takes a newer keys.json; None when it is not newer. NotGenuine when `root` did not sign it, which is the pinned
    one or one that the pinned one has vouched for; that is pinned from now on."""
    keys = sealing.opened_keys(thing, root)
    if keys.version <= identity.keys.version:
        return None
    with faults_of(at.root):
        if root != identity.root:
            pinned = {"root": sealing.base64_of(root), "former_root": sealing.base64_of(identity.root)}
            _write_enrolment(at, _enrolment(at) | pinned)
            log.warning("the platform has a new root key, signed by the one before")
        durable.write(at.key_list, sealing.compact(thing).encode())
    log.info("took key list %d", keys.version)
    return keys


def move(at: Locations, identity: Identity, hall: str, publication: str) -> None:
    """The platform has put this kiosk into another hall or publication."""
    with faults_of(at.root):
        _write_enrolment(at, _enrolment(at) | {"hall": hall, "publication": publication})
    log.info("moved from %s to %s, publication %s", identity.hall, hall, publication)


def _write_enrolment(at: Locations, said: dict[str, Any]) -> None:
    durable.write(at.enrolment, hashed.written(sealing.compact(said).encode()))


def _enrolment(at: Locations) -> dict[str, Any]:
    """What the enrolment file says; ValueError when it is damaged."""
    said: dict[str, Any] = sealing.parsed(hashed.read(at.enrolment.read_bytes()) or b"")
    return said


def _enrolled_key(at: Locations, public: bytes) -> sealing.DeviceKey:
    """The key of which the platform knows `public`: a key file has no hash of its own, its public half tells damage."""
    for path in (at.device_key, at.next_key):
        with suppress(OSError, sealing.NotGenuine):
            key = sealing.DeviceKey.read(path.read_bytes())
            if key.public == public:
                if path == at.next_key:  # the power went between `pin` and `take_next_key`
                    take_next_key(at)
                return key
    raise sealing.NotGenuine("device key")


def exposed(path: Path) -> bool:
    """True when others than the owner may read a key file."""
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("text expected")
    return value

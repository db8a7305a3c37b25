"""Takes new content from the signed feed: verified, capped and ordered, or not at all. docs/wire.md section 3."""

from __future__ import annotations

import hashlib
import json
import logging
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from offline_cache import durable, hashed, sealing
from offline_cache.catalogue import Catalogue
from offline_cache.content_writer import Feed, Rejected
from offline_cache.exchange import Exchange
from offline_cache.faults import faults_of
from offline_cache.locations import Locations
from offline_cache.platform_client import Answered, Away

log = logging.getLogger(__name__)

MAX_POINTER_BYTES = 16 * 1024
MAX_DELTA_BYTES = 2 * 1024 * 1024
MAX_SNAPSHOT_BYTES = 32 * 1024 * 1024
UNPACKED_TIMES = 8
MAX_DELTAS = 64
UNFIT_IN_A_ROW = 3
"""So often the same wrong content is fetched, every half minute, before another one is waited for."""
MAX_PICTURE_BYTES = 8 * 1024 * 1024
PICTURES = ("png", "jpg", "webp")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One feed file as the pointer names it."""

    start: int
    end: int
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a publication stands."""

    publication: str
    epoch: int
    head: int
    expires: str
    snapshot: File
    deltas: tuple[File, ...]
    keys_version: int

    @classmethod
    def read(cls, said: Json) -> Pointer:
        """The pointer out of what was signed; Rejected for another form."""
        try:
            whole, deltas = said["snapshot"], said["deltas"]
            datetime.fromisoformat(said["expires"])
            pointer = cls(
                publication=said["publication"],
                epoch=int(said["epoch"]),
                head=int(said["head"]),
                expires=said["expires"],
                snapshot=File(0, int(whole["seq"]), whole["sha256"], int(whole["bytes"])),
                deltas=tuple(
                    File(int(one["from"]), int(one["to"]), one["sha256"], int(one["bytes"])) for one in deltas
                ),
                keys_version=int(said["keys_version"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Rejected(f"a pointer of another form: {error!r}") from error
        for file in (pointer.snapshot, *pointer.deltas):
            if not isinstance(file.sha256, str) or len(file.sha256) != 64 or not file.sha256.isalnum():
                raise Rejected("a pointer to no hash")
        if len(pointer.deltas) > MAX_DELTAS or pointer.snapshot.bytes > MAX_SNAPSHOT_BYTES:
            raise Rejected("a pointer to too much")
        if any(file.bytes > MAX_DELTA_BYTES for file in pointer.deltas):
            raise Rejected("a pointer to too large a delta")
        return pointer

    def way_from(self, epoch: int, head: int, publication: str) -> tuple[File, ...]:
        """The files to apply: a chain of deltas when one leads to the head, else the snapshot and the rest."""
        if (epoch, publication) == (self.epoch, self.publication):
            chain = self._chain(head)
            if chain is not None:
                return chain
        rest = self._chain(self.snapshot.end)
        if rest is None:
            raise Rejected("no way to the head")
        return (self.snapshot, *rest)

    def _chain(self, head: int) -> tuple[File, ...] | None:
        chain: list[File] = []
        while head < self.head:
            step = next((file for file in self.deltas if file.start == head and file.end > head), None)
            if step is None:
                return None
            chain.append(step)
            head = step.end
        return tuple(chain) if head == self.head else None


@dataclass(frozen=True, slots=True)
class Unfit:
    """What was offered was rejected whole; `why` is for staff."""

    why: str


class FeedReader:
    """Follows one publication for one kiosk."""

    def __init__(self, at: Locations, catalogue: Catalogue, exchange: Exchange) -> None:
        self.at = at
        self._catalogue = catalogue
        self._exchange = exchange
        self._etag: str | None = None
        self._had: tuple[str, tuple[int, int, str]] | None = None
        """Whose pointer that answer was and what was here then: after a move, or when content was lost, it is fetched."""
        self._unfit = 0

    def poll(self) -> bool | Away | Unfit:
        """Looks at the pointer and takes what is new; True when the content has changed."""
        publication = self._exchange.who.publication
        known = self._etag if self._had == (publication, self._here()) else None
        answered = self._exchange.client.get(f"/feed/{publication}/pointer.json", MAX_POINTER_BYTES, known)
        if isinstance(answered, Away):
            return answered
        if answered.status == 304:
            return False
        if answered.status != 200:
            return Away(f"status {answered.status}", answered.retry_after)
        if not answered.body.lstrip().startswith(b"{"):
            return Away("not the platform")  # a page of some network's own, not a pointer gone wrong
        try:
            changed = self._take(sealing.parsed(answered.body))
        except (Rejected, sealing.NotGenuine) as error:
            log.error("content rejected, the last good one stays: %s", error)
            self._unfit += 1
            if self._unfit % UNFIT_IN_A_ROW == 0:  # it may have been altered on the way, but not every time
                self._etag, self._had = answered.etag, (publication, self._here())
            return Unfit(str(error))
        if not isinstance(changed, Away):
            self._etag, self._had, self._unfit = answered.etag, (publication, self._here()), 0
            self._take_pictures()
        return changed

    def take_bundle(self, bundle: Json) -> bool:
        """Takes a signed bundle from a USB stick: `{"pointer": <signed>, "files": {"<sha256>": "<base64>"}}`."""
        files = bundle.get("files")
        if not isinstance(files, dict):
            raise Rejected("a bundle without files")
        taken = self._take(bundle.get("pointer"), {name: sealing.unbase64(str(text)) for name, text in files.items()})
        return taken is True

    def _take(self, thing: object, files: dict[str, bytes] | None = None) -> bool | Away:
        said = self._exchange.genuine("pointer", thing)
        if said is None:
            raise Rejected("the pointer's signature is not the platform's")
        pointer = Pointer.read(said)
        if pointer.publication != self._exchange.who.publication:
            raise Rejected("the pointer of another publication")
        if pointer.keys_version > self._exchange.who.keys.version:
            self._exchange.refresh_keys()
        known = newest(self.at)
        anew = known is not None and self._exchange.genuine("pointer", known[3]) is None
        if anew:
            log.warning(
                "the newest pointer known here was signed by a key that is trusted no longer: content begins anew"
            )
        elif known is not None and known[2] == pointer.publication and (pointer.epoch, pointer.head) < known[:2]:
            raise Rejected(f"the pointer {pointer.epoch}/{pointer.head} is older than {known[0]}/{known[1]}")
        self._remember(pointer, thing)
        here = (-1, -1, "") if anew else self._here()
        if here == (pointer.epoch, pointer.head, pointer.publication):
            self._catalogue.note(pointer.expires)
            return False
        chain = []
        for file in pointer.way_from(*here):
            data = files.get(file.sha256) if files is not None else self._fetched(pointer.publication, file)
            if isinstance(data, Away):
                return data
            chain.append(unpacked(data or b"", file, pointer))
        self._catalogue.apply(chain, anew)
        self._catalogue.note(pointer.expires)
        log.info("content is now %d/%d", pointer.epoch, pointer.head)
        return True

    def _here(self) -> tuple[int, int, str]:
        state = self._catalogue.state()
        return state.epoch, state.version, self._catalogue.publication()

    def _fetched(self, publication: str, file: File) -> bytes | Away:
        answered = self._exchange.client.get(f"/feed/{publication}/{file.sha256}.json.gz", file.bytes)
        if isinstance(answered, Answered) and answered.status != 200:
            return Away(f"status {answered.status}", answered.retry_after)
        return answered.body if isinstance(answered, Answered) else answered

    def _remember(self, pointer: Pointer, thing: object) -> None:
        said = {"epoch": pointer.epoch, "head": pointer.head, "publication": pointer.publication, "pointer": thing}
        with faults_of(self.at.root):
            durable.write(self.at.newest, hashed.written(json.dumps(said).encode()))

    def _take_pictures(self) -> None:
        """Fetches the pictures of posters; one that cannot be had or is not what it says is simply not shown."""
        for name in sorted(self._catalogue.pictures()):
            digest, _, ending = name.partition(".")
            path = self.at.media / name
            if path.exists() or ending not in PICTURES:
                continue
            answered = self._exchange.client.get(f"/feed/media/{name}", MAX_PICTURE_BYTES)
            if isinstance(answered, Away):
                log.warning("pictures wait: %s", answered.why)
                return  # each of them would wait as long, and envelopes behind them
            if hashlib.sha256(answered.body).hexdigest() == digest:
                with faults_of(self.at.root):
                    durable.make_directory(self.at.media)
                    durable.write(path, answered.body)
            else:
                log.warning("picture %s could not be had", name)


def newest(at: Locations) -> tuple[int, int, str, Json] | None:
    """The newest verified pointer: epoch, head, publication and the signed thing itself; None when it is damaged."""
    try:
        said = json.loads(hashed.read(at.newest.read_bytes()) or b"")
        return int(said["epoch"]), int(said["head"]), str(said["publication"]), dict(said["pointer"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unpacked(data: bytes, file: File, pointer: Pointer) -> Feed:
    """A feed file after its size, hash, unpacked size, depth and every body have been checked; Rejected otherwise."""
    if len(data) != file.bytes or hashlib.sha256(data).hexdigest() != file.sha256:
        raise Rejected("a file that is not the one the pointer names")
    cap = UNPACKED_TIMES * (MAX_DELTA_BYTES if file.start else MAX_SNAPSHOT_BYTES)
    inflater = zlib.decompressobj(wbits=31)
    try:
        text = inflater.decompress(data, cap + 1)
        if len(text) > cap or not inflater.eof or inflater.unused_data:
            raise Rejected("a file too large when unpacked, or cut")
        feed = Feed.read(sealing.parsed(text))
    except (zlib.error, sealing.NotGenuine) as error:
        raise Rejected(f"a file that cannot be unpacked: {error}") from error
    said = (feed.publication, feed.epoch, feed.start, feed.end)
    if said != (pointer.publication, pointer.epoch, file.start, file.end):
        raise Rejected(f"a file that says {said}")
    return feed

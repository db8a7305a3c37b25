"""What a hostile network can put in the way of the feed: the attacks of TUF's list and mutated bytes, against the kiosk's
own FeedReader in this process (for speed), with a platform's keys made here."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from offline_cache import identity, sealing
from offline_cache.catalogue import Catalogue
from offline_cache.content_writer import Rejected
from offline_cache.exchange import Exchange
from offline_cache.feed import FeedReader, newest
from offline_cache.locations import Locations
from offline_cache.platform_client import Answered, Away
from ordeals.wire import b64, key_id, signed

EPOCH = 1_763_430_000
POINTER = "/feed/main/pointer.json"
Json = dict[str, Any]


@dataclass
class Keys:
    """A platform's keys and what it has published."""

    root: SigningKey = field(default_factory=SigningKey.generate)
    signing: list[SigningKey] = field(default_factory=lambda: [SigningKey.generate()])
    version: int = 1
    sealing: PrivateKey = field(default_factory=PrivateKey.generate)

    def id(self, which: int = 0) -> str:
        return key_id("s", bytes(self.signing[which].verify_key))

    def sign(self, kind: str, value: object, which: int = 0) -> Json:
        return signed(kind, value, self.id(which), self.signing[which])

    def document(self, root: SigningKey | None = None, **changes: Any) -> Json:
        root = root or self.root
        box = bytes(self.sealing.public_key)
        said = {
            "version": self.version,
            "root": b64(bytes(root.verify_key)),
            "signing": [
                {"id": key_id("s", public), "public": b64(public)}
                for public in (bytes(key.verify_key) for key in self.signing)
            ],
            "sealing": [{"id": key_id("x", box), "public": b64(box)}],
        } | changes
        return signed("keys", said, key_id("r", bytes(root.verify_key)), root)


def item(number: int, **changes: Any) -> Json:
    """A report category, which every kiosk reads."""
    text = {"zh": f"第{number}样", "en": f"no {number}"}
    body = {
        "id": f"kind-{number}", "name": text, "fault": text, "icon": "light", "owner": text, "target_hours": 24,
        "private": False, "needs_place": False, "needs_words": False, "sentences": [text], "first": False, "order": number,
    } | changes  # fmt: skip
    return {"kind": "report-category", "id": body["id"], "seq": number, "deleted": False, "body": body}


class Network:
    """Everything between kiosk and platform: it holds what the kiosk will be given."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def get(self, path: str, cap: int, etag: str | None = None) -> Answered | Away:
        data = self.files.get(path)
        if data is not None and len(data) > cap:
            return Away("answer too large")
        return Answered(404, b"", None, None) if data is None else Answered(200, data, None, None)


class World:
    """An enrolled kiosk at head 5, and a platform at head 6."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.keys, self.net = folder, Keys(), Network()
        self.at = Locations(folder)
        device = identity.device_key(self.at)
        pinned = {
            "device_id": "4252ac39-f801-4dcc-b498-d68c60b0b1ff", "hall": {"id": "jinhe"}, "publication": "main",
            "root": b64(bytes(self.keys.root.verify_key)), "keys": self.keys.document(),
        }  # fmt: skip
        keys = sealing.opened_keys(pinned["keys"], bytes(self.keys.root.verify_key))
        identity.pin(self.at, pinned, keys, "http://127.0.0.1:9", device.public)
        self.net.files["/feed/keys.json"] = json.dumps(self.keys.document()).encode()
        self.publish(5)
        self.reader().poll()
        self.before = self.state()
        self.kept = folder.with_name(folder.name + ".kept")
        shutil.copytree(folder, self.kept)
        self.publish(6)
        self.honest = dict(self.net.files)

    def reader(self) -> FeedReader:
        return FeedReader(self.at, Catalogue(self.folder), Exchange(self.at, identity.load(self.at), self.net))  # type: ignore[arg-type]

    def again(self) -> None:
        """Everything as it was."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        self.net.files = dict(self.honest)

    def file(self, start: int, end: int, items: list[Json], **changes: Any) -> Json:
        said = {"publication": "main", "epoch": EPOCH, "from": start, "to": end, "items": items} | changes
        return self.put(gzip.compress(json.dumps(said).encode(), 1, mtime=0))

    def put(self, data: bytes) -> Json:
        digest = hashlib.sha256(data).hexdigest()
        self.net.files[f"/feed/main/{digest}.json.gz"] = data
        return {"sha256": digest, "bytes": len(data)}

    def pointer(self, head: int, **changes: Any) -> Json:
        """What a pointer of this head says, its files put in place."""
        rows = [item(number) for number in range(1, head + 1)]
        return {
            "publication": "main", "epoch": EPOCH, "head": head,
            "expires": (datetime.now(UTC) + timedelta(days=7)).isoformat(),
            "snapshot": {"seq": head, **self.file(0, head, rows)},
            "deltas": [{"from": head - 1, "to": head, **self.file(head - 1, head, rows[-1:])}],
            "keys_version": self.keys.version,
        } | changes  # fmt: skip

    def publish(self, head: int) -> Json:
        self.point(self.keys.sign("pointer", self.pointer(head)))
        return self.pointer(head)

    def point(self, thing: object) -> None:
        self.net.files[POINTER] = thing if isinstance(thing, bytes) else json.dumps(thing).encode()

    def state(self) -> tuple[object, ...]:
        """What must not change: content, its order, whom the kiosk trusts."""
        state, who = Catalogue(self.folder).state(), identity.load(self.at)
        known = newest(self.at)
        pointer = known[3] if known else None
        return state.epoch, state.version, state.items, who.root, who.keys.version, who.publication, str(pointer)


Attack = Callable[[World], None]


def _stranger(world: World, thing: Json, kind: str = "pointer") -> Json:
    """The same words, signed by somebody else under the platform's key id."""
    return signed(kind, thing["signed"], thing["key_id"], SigningKey.generate())


def _now(world: World) -> Json:
    return json.loads(world.honest[POINTER])


def _said(world: World, **changes: Any) -> Json:
    return world.pointer(6) | changes


def _hollow(world: World, **changes: Any) -> None:
    """A pointer changed without the key."""
    world.point(_now(world) | {"signed": json.dumps(_said(world, **changes))})


def _files(world: World, change: Callable[[bytes], bytes | None]) -> None:
    for path, data in list(world.net.files.items()):
        if path.endswith(".gz"):
            changed = change(data)
            if changed is None:
                del world.net.files[path]
            else:
                world.net.files[path] = changed


def _feed(world: World, items: list[Json], **changes: Any) -> None:
    """A genuine pointer to a file that breaks a rule: a platform that was taken over in part, or is broken."""
    said = world.pointer(6)
    said["deltas"] = []
    said["snapshot"] = {"seq": 6, **world.file(0, 6, items, **changes)}
    world.point(world.keys.sign("pointer", said))


def _keys(world: World, thing: Json) -> None:
    """A key list for a pointer that claims to need it."""
    world.net.files["/feed/keys.json"] = json.dumps(thing).encode()
    other = SigningKey.generate()
    world.point(signed("pointer", _said(world, keys_version=9), key_id("s", bytes(other.verify_key)), other))


def _thief_keys(world: World, root: SigningKey, **changes: Any) -> Json:
    mine = Keys(root=root, version=9)
    world.point(mine.sign("pointer", _said(world, keys_version=9)))
    document = mine.document(**changes)
    world.net.files["/feed/keys.json"] = json.dumps(document).encode()
    return document


def _roots(world: World, *things: Json) -> None:
    new = SigningKey.generate()
    _thief_keys(world, new)
    said = {"version": 9, "root": b64(bytes(new.verify_key))}
    made = [thing or signed("root", said, key_id("r", bytes(world.keys.root.verify_key)), new) for thing in things]
    world.net.files["/feed/roots.json"] = json.dumps({"roots": made}).encode()


def _replay(world: World) -> None:
    """Yesterday's pointer, honestly signed."""
    world.point(world.keys.sign("pointer", world.pointer(4)))


def _older_epoch(world: World) -> None:
    world.point(world.keys.sign("pointer", _said(world, epoch=EPOCH - 1, head=99)))


def _other_publication(world: World) -> None:
    world.point(world.keys.sign("pointer", _said(world, publication="east")))


def _mixed(world: World) -> None:
    """A genuine pointer, and under its names files of another day."""
    old = world.file(0, 6, [item(n) for n in range(1, 4)])
    data = world.net.files[f"/feed/main/{old['sha256']}.json.gz"]
    _files(world, lambda _: data)


def _gap(world: World) -> None:
    said = world.pointer(6)
    said["deltas"] = [{"from": 2, "to": 6, **world.file(2, 6, [item(6)])}]
    said["snapshot"] = {"seq": 3, **world.file(0, 3, [item(1)])}
    world.point(world.keys.sign("pointer", said))


def _lying_span(world: World) -> None:
    said = world.pointer(6)
    said["deltas"] = [{"from": 5, "to": 6, **world.file(4, 6, [item(6)])}]
    world.point(world.keys.sign("pointer", said))


def _bomb(world: World) -> None:
    said = world.pointer(6)
    said["deltas"] = [{"from": 5, "to": 6, **world.put(gzip.compress(b"0" * (20 * 2**20), 9))}]
    world.point(world.keys.sign("pointer", said))


ATTACKS: dict[str, Attack] = {
    "arbitrary software: a pointer nobody signed": lambda w: w.point({"signed": _now(w)["signed"]}),
    "arbitrary software: a stranger's signature": lambda w: w.point(_stranger(w, _now(w))),
    "arbitrary software: a signature of noughts": lambda w: w.point(_now(w) | {"sig": b64(bytes(64))}),
    "arbitrary software: no signature at all": lambda w: w.point(_now(w) | {"sig": ""}),
    "arbitrary software: the signature of another pointer": lambda w: w.point(
        _now(w) | {"sig": w.keys.sign("pointer", w.pointer(7))["sig"]}),
    "arbitrary software: words changed under a true signature": lambda w: _hollow(w, head=7),
    "arbitrary software: signed as another kind": lambda w: w.point(w.keys.sign("answer", _said(w))),
    "arbitrary software: a true device key as signer": lambda w: w.point(
        signed("pointer", _said(w), identity.load(w.at).device_id, SigningKey(identity.device_key(w.at).seed))),
    "arbitrary software: an unlisted key": lambda w: w.point(
        signed("pointer", _said(w), "s-0000000000000000", SigningKey.generate())),
    "arbitrary software: a fourth member": lambda w: w.point(_now(w) | {"more": 1}),
    "arbitrary software: another file under a true name": lambda w: _files(w, lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]),
    "rollback: yesterday's pointer": _replay,
    "rollback: an older epoch with a higher head": _older_epoch,
    "rollback: a lower version of the key list": lambda w: _keys(w, w.keys.document(version=0)),
    "fast-forward: a head of the far future without the key": lambda w: _hollow(w, head=2**60),
    "fast-forward: an epoch of the far future without the key": lambda w: _hollow(w, epoch=2**60),
    "freeze: the old pointer for ever": lambda w: w.point(w.keys.sign("pointer", w.pointer(5, expires="2020-01-01T00:00:00+00:00"))),
    "freeze: nothing is answered": lambda w: w.net.files.clear(),
    "freeze: a page of a portal": lambda w: w.point(b"<html>log in</html>"),
    "mix and match: a pointer of now, files of another day": _mixed,
    "mix and match: the pointer of another publication": _other_publication,
    "mix and match: a chain with a gap": _gap,
    "mix and match: a file that says another span": _lying_span,
    "mix and match: a file of another publication": lambda w: _feed(w, [item(1)], publication="east"),
    "mix and match: a file of another epoch": lambda w: _feed(w, [item(1)], epoch=EPOCH + 1),
    "endless data: a pointer of a megabyte": lambda w: w.point(json.dumps(_now(w)).encode() + b" " * 2**20),
    "endless data: a longer file than was named": lambda w: _files(w, lambda data: data + b"0" * 10**6),
    "endless data: a bomb": _bomb,
    "endless data: a nest": lambda w: w.point(b'{"signed":' + b"[" * 8000 + b"]" * 8000 + b"}"),
    "slow retrieval: a cut file": lambda w: _files(w, lambda data: data[: len(data) // 2]),
    "extraneous dependencies: files that are not there": lambda w: _files(w, lambda data: None),
    "extraneous dependencies: an item of a number outside the file": lambda w: _feed(w, [item(1) | {"seq": 99}]),
    "key compromise: a list a stranger signed": lambda w: _thief_keys(w, SigningKey.generate()),
    "key compromise: a list signed by a signing key": lambda w: _thief_keys(w, w.keys.signing[0]),
    "key compromise: a new root nobody vouched for": lambda w: _roots(w, {}),
    "wrong software: a body of another form": lambda w: _feed(w, [item(1, name=5)]),
}  # fmt: skip


def attacks(folder: Path) -> list[str]:
    """Each attack, then the honest feed: what was believed, or kept the honest feed out afterwards."""
    world, wrong = World(folder), []
    for name, attack in ATTACKS.items():
        world.again()
        attack(world)
        wrong += [f"{name}: {fault}" for fault in _met(world)]
        world.net.files = dict(world.honest)
        if world.reader().poll() is not True or Catalogue(folder).state().version != 6:
            wrong.append(f"{name}: the honest feed is not taken afterwards")
    return wrong


def _met(world: World) -> list[str]:
    try:
        world.reader().poll()
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        return [f"uncaught {error!r}"]
    changed = [(a, b) for a, b in zip(world.before[:-1], world.state()[:-1], strict=True) if a != b]
    return [f"accepted: {changed}"] if changed else []


@st.composite
def mutated(draw: st.DrawFn, base: bytes) -> bytes:
    """One to three mutations of some bytes: flipped, cut, put in, doubled, exchanged."""
    data = bytearray(base)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(("flip", "cut", "put", "drop", "double"))):
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at:]
            case "put":
                data[at:at] = draw(st.binary(min_size=1, max_size=8) | st.sampled_from(JUNK))
            case "drop":
                del data[at : at + draw(st.integers(1, 40))]
            case "double":
                data += data[at:]
    return bytes(data)


JUNK = (
    b"\x00",
    b'"',
    b"{}",
    b"[",
    b"null",
    b"NaN",
    b"1e999",
    b"-1",
    b"\xff\xfe",
    b"\\ud800",
    b'"signed":1,',
    b"9" * 400,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def reshaped(draw: st.DrawFn, said: Json) -> Json:
    """A JSON object with one or two members exchanged for anything, or gone."""
    made = json.loads(json.dumps(said))
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(made))) if made else "x"
        if draw(st.booleans()):
            made[name] = draw(VALUES)
        else:
            made.pop(name, None)
    return made


def fuzzed(folder: Path, examples: int) -> tuple[int, int, list[str]]:
    """(inputs tried, inputs of these that are honest after all, what went wrong)."""
    world, wrong, count = World(folder), [], [0, 0]
    pointer, listed = world.honest[POINTER], json.dumps(world.keys.document()).encode()
    delta = json.loads(json.loads(pointer)["signed"])["deltas"][0]["sha256"]
    file = f"/feed/main/{delta}.json.gz"
    other = SigningKey.generate()
    bundle = json.dumps({"pointer": json.loads(pointer), "files": {delta: b64(world.honest[file])}}).encode()

    def tried(what: str, path: str, data: bytes) -> None:
        count[0] += 1
        world.net.files[path] = data
        before = world.state()
        try:
            world.reader().poll()
        except Exception as error:  # noqa: BLE001 - any exception is what is looked for
            wrong.append(f"{what}: uncaught {error!r}")
        after = world.state()
        if after != before:
            if _same(data, world.honest.get(path, b"")):
                count[1] += 1
            elif what != "file" or after[:-1] != before[:-1]:  # the honest pointer to it may be remembered
                wrong.append(f"{what}: accepted {data[:200]!r}")
            world.again()
        world.net.files[path] = world.honest.get(path, b"")

    def bundled(data: bytes) -> None:
        count[0] += 1
        before = world.state()
        try:
            world.reader().take_bundle(sealing.parsed(data))
        except (Rejected, sealing.NotGenuine):
            pass
        except Exception as error:  # noqa: BLE001 - any exception is what is looked for
            wrong.append(f"bundle: uncaught {error!r}")
        if world.state()[:-1] != before[:-1]:
            count[1] += 1  # a bundle is its pointer and the files it names: what else was altered is of no account
            if world.state()[1] != 6:
                wrong.append("bundle: accepted")
            world.again()

    sets = [
        (mutated(pointer), lambda data: tried("pointer", POINTER, data)),
        (reshaped(_said(world)).map(lambda said: json.dumps(signed("pointer", said, world.keys.id(), other)).encode()),
         lambda data: tried("pointer of a stranger", POINTER, data)),
        (reshaped(json.loads(pointer)).map(lambda thing: json.dumps(thing).encode()),
         lambda data: tried("pointer's members", POINTER, data)),
        (mutated(world.honest[file]), lambda data: tried("file", file, data)),
        (mutated(listed), lambda data: _with_unknown_signer(world, data, tried)),
        (mutated(bundle), bundled),
    ]  # fmt: skip
    for strategy, act in sets:
        world.again()
        _drive(strategy, act, examples // len(sets))
    return count[0], count[1], wrong


def _with_unknown_signer(world: World, data: bytes, tried: Callable[[str, str, bytes], None]) -> None:
    """The list is looked at when a pointer's signer is not known."""
    world.point(signed("pointer", _said(world), "s-0000000000000000", SigningKey.generate()))
    tried("key list", "/feed/keys.json", data)
    world.point(world.honest[POINTER])


def _drive(strategy: Any, act: Callable[[Any], None], examples: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

    @settings(max_examples=max(1, examples), deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=checks, derandomize=True)  # fmt: skip
    @given(strategy)
    def run(value: Any) -> None:
        act(value)

    run()


def _same(data: bytes, honest: bytes) -> bool:
    """Whether the signed thing is the honest one after all: blanks between its members are nobody's business."""
    try:
        return bool(json.loads(data) == json.loads(honest))
    except ValueError:
        return data == honest


def played(examples: int) -> Json:
    with tempfile.TemporaryDirectory(prefix="inputs-") as name:
        table = attacks(Path(name) / "attacks")
        tries, honest, wrong = fuzzed(Path(name) / "fuzz", examples)
    return {"attacks": len(ATTACKS), "believed": table, "tries": tries, "honest": honest, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(played(int(sys.argv[1]))))

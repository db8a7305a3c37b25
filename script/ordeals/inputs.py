"""Malformed and altered inputs: the feed on its way to a kiosk, the platform's API, what staff upload and import."""

from __future__ import annotations

import base64
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests
import stage
from hypothesis import strategies as st
from nacl.signing import SigningKey
from PIL import Image

from ordeals import machines, rig, tally
from ordeals.desk import Desk
from ordeals.feed_inputs import VALUES, _drive, mutated, reshaped
from ordeals.wire import API, Device, signed

FULL = {"feed": 100_000, "api": 20_000, "upload": 5_000}
QUICK = {"feed": 1_200, "api": 700, "upload": 100}
CANARY = b"camera 30.5728,104.0668 of somebody"
VARIANT_TRIES = 60


def feed(examples: int, known_bad: str | None = None) -> dict[str, Any]:
    """Runs feed_inputs.py in a process of its own, as the kiosk's or as a bad variant's."""
    env = rig.surroundings(known_bad)
    env["PYTHONPATH"] = f"{env['PYTHONPATH']}:{stage.ROOT / 'script'}"
    command = [sys.executable, "-P", "-m", "ordeals.feed_inputs", str(examples)]
    done = subprocess.run(command, env=env, cwd=stage.ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


class Api:
    """A platform asked wrongly in every way; what it did about it."""

    def __init__(self, platform: machines.Platform) -> None:
        self.platform = platform
        self.device = Device(platform.url)
        assert self.device.enrol(platform.command("enrol-code").strip()) == 200
        self.tries = 0
        self.uncaught: list[str] = []
        self.accepted: list[str] = []
        self.own: set[str] = set()
        """Refs this device has signed itself: malformed perhaps, but no forgery."""

    def go(self, examples: int) -> None:
        """So many requests of every kind, then a look at what is stored."""
        bodies = VALUES.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=80)
        doors = st.sampled_from(("hello", "envelopes", "statuses", "enrol", "nowhere"))
        envelope = self.device.envelope(b'{"words":"x"}')
        claim = json.loads(envelope["signed"])
        self.own.add(claim["ref"])
        sets: list[tuple[Any, Any]] = [
            (st.tuples(doors, bodies), self._body),
            (mutated(json.dumps(envelope).encode()), lambda data: self._envelope(envelope, data)),
            (reshaped(envelope), lambda thing: self._envelope(envelope, json.dumps(thing).encode())),
            (reshaped(claim), lambda said: self._forged(envelope, said)),
            (reshaped(claim), lambda said: self._own(said, envelope)),
            (st.tuples(doors, mutated(b'{"method":"POST"}'), st.binary(max_size=40)), self._header),
        ]
        for strategy, act in sets:
            _drive(strategy, act, examples // len(sets))

    def stored_by_forgery(self, allowed: set[str]) -> list[str]:
        """Refs on the platform that nobody has honestly sent."""
        return [row["ref"] for row in self.platform.reports() if row["ref"] not in allowed]

    def _met(self, answer: requests.Response, what: str) -> bool:
        self.tries += 1
        if answer.status_code >= 500:
            self.uncaught.append(f"{what}: {answer.status_code}")
        return answer.status_code == 200

    def _body(self, asked: tuple[str, bytes]) -> None:
        door, body = asked
        if door == "enrol":  # beside the limit on guesses: each from another kind of nonsense
            self._met(self.device.http.post(f"{self.platform.url}{API}/enrol", body, timeout=60), "enrol")
        else:
            self._met(self.device.post(door, body), door)

    def _header(self, asked: tuple[str, bytes, bytes]) -> None:
        """Unsigned, or signed for something else: nothing but 401, 400, 404 is an answer."""
        door, body, header = asked
        headers = {"Linsheng-Request": base64.b64encode(header).decode(), "Content-Type": "application/json"}
        answer = self.device.http.post(f"{self.platform.url}{API}/{door}", body, headers=headers, timeout=60)
        if self._met(answer, f"header of {door}") and door != "enrol":
            self.accepted.append(f"{door} without a signature")
        if self._met(self.device.post("hello", {}, path=f"{API}/statuses"), "hello signed for statuses"):
            self.accepted.append("a request signed for another door")

    def _envelope(self, honest: dict[str, Any], data: bytes) -> None:
        """One altered envelope; `stored` for anything but the honest bytes is a fault."""
        try:
            thing = json.loads(data)
        except ValueError:
            self._met(self.device.post("envelopes", b'{"envelopes": [' + data + b"]}"), "envelopes")
            return
        self._offered(honest, thing)

    def _forged(self, honest: dict[str, Any], said: dict[str, Any]) -> None:
        """Signed by somebody else in this device's name."""
        self._offered(
            honest, signed("envelope", said, self.device.id, SigningKey.generate()) | {"sealed": honest["sealed"]}
        )

    def _own(self, said: dict[str, Any], honest: dict[str, Any]) -> None:
        """Malformed, and signed by the device itself: a kiosk gone mad. It must be answered, not believed blindly."""
        thing = signed("envelope", said, self.device.id, self.device.key) | {"sealed": honest["sealed"]}
        self.own.add(str(said.get("ref")))
        self._met(self.device.post("envelopes", {"envelopes": [thing]}), "own envelope")

    def _offered(self, honest: dict[str, Any], thing: Any) -> None:
        answer = self.device.post("envelopes", {"envelopes": [thing]})
        if not self._met(answer, "envelope") or thing == honest or not isinstance(thing, dict):
            return
        for one in answer.json()["answers"]:
            told = self.device.opened("answer", one)
            same = all(thing.get(name) == honest[name] for name in ("signed", "sig", "sealed", "key_id"))
            if told is not None and told["outcome"] == "stored" and not same:
                altered = {name: thing.get(name) for name in honest if thing.get(name) != honest[name]}
                self.accepted.append(f"stored: {str(altered)[:200]}")


def uploads(
    platform: machines.Platform, kiosk: rig.Kiosk, number: int, folder: Path
) -> tuple[int, list[str], list[str]]:
    """(tries, uncaught, accepted): mutated pictures over HTTP; catalogues, sticks, bundles and backups by command."""
    files = max(8, number // 50)
    tries, uncaught, accepted = _pictures(platform, number - files)
    chance = random.Random(7)
    catalogue, stick, backup = folder / "catalogue.json", folder / "stick.json", folder / "backup.tar.gz"
    platform.command("content", "export", str(catalogue))
    machines.filed(kiosk, 3)
    platform.command("backup", str(backup))
    bases = {path: path.read_bytes() for path in (catalogue, backup)}
    bases[stick] = _stick(kiosk, stick)
    before = _held(platform)
    for n in range(files):
        path = list(bases)[n % len(bases)]
        path.write_bytes(_harmed(bases[path], chance))
        words = {catalogue: ("content", "import"), stick: ("reports", "import"), backup: ("restore", "--yes")}[path]
        done = platform.tried(*words, str(path))
        tries += 1
        if done.returncode not in (0, 65) or "Traceback" in done.stderr:
            uncaught.append(f"{words}: {done.returncode} {done.stderr[-300:]}")
        if path == backup and done.returncode == 0:
            accepted.append("a damaged backup")
        told = kiosk.command("outbox", "import", str(path)), kiosk.command("content", "import", str(path))
        tries += len(told)
        uncaught += [
            f"kiosk import: {one.stderr[-300:]}" for one in told if "Traceback" in one.stderr or one.returncode == 1
        ]
    if _held(platform) - before:
        accepted.append("reports nobody has sent")
    return tries, uncaught, accepted


def _held(platform: machines.Platform) -> set[str]:
    return {row["ref"] for row in platform.reports()}


def _stick(kiosk: rig.Kiosk, path: Path) -> bytes:
    """What a kiosk exports, all its envelopes being altered already: none of them may be taken."""
    kiosk.command("outbox", "export", str(path))
    said = json.loads(path.read_bytes())
    said["envelopes"] = [
        signed("envelope", thing["signed"], thing["key_id"], SigningKey.generate()) | {"sealed": thing["sealed"]}
        for thing in said["envelopes"]
    ] or [{"signed": "{}", "key_id": "x", "sig": "", "sealed": ""}]
    return json.dumps(said).encode()


def _harmed(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    match chance.choice(("flip", "cut", "fill", "nest", "empty")):
        case "flip":
            for _ in range(chance.randint(1, 9)):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        case "cut":
            del made[chance.randrange(len(made)) :]
        case "fill":
            at = chance.randrange(len(made))
            made[at : at + 64] = chance.randbytes(64)
        case "nest":
            made = bytearray(b"[" * 200_000)
        case "empty":
            made = bytearray()
    return bytes(made)


def _pictures(platform: machines.Platform, number: int) -> tuple[int, list[str], list[str]]:
    """Mutated pictures with a planted word; none may make the platform fall over, none may carry the word further."""
    uncaught: list[str] = []
    accepted: list[str] = []
    desk = Desk(platform.url, platform.data, "editor")
    desk.browser.get(f"{platform.url}/staff/images/add/", timeout=60)
    chance, bases = random.Random(8), [_picture(kind) for kind in ("PNG", "JPEG", "WEBP")]
    for n in range(number):
        data = bases[n % 3] + CANARY if n % 9 == 0 else _harmed(bases[n % 3], chance)
        form = {"title": f"图{n}", "csrfmiddlewaretoken": desk.browser.cookies["csrftoken"]}
        right = ("png", "jpg", "webp")[n % 3]
        name = f"{n}.{right if n % 9 == 0 else chance.choice((right, right, 'svg', 'php'))}"
        answer = desk.browser.post(
            f"{platform.url}/staff/images/add/", form, files={"file": (name, data)}, timeout=60, allow_redirects=False,
            headers={"Referer": f"{platform.url}/staff/images/add/"},
        )  # fmt: skip
        if answer.status_code not in (200, 302):
            uncaught.append(f"{name}: {answer.status_code}")
    desk.close()
    stored = [path for path in (platform.data / "media").rglob("*") if path.is_file()]
    for path in stored:
        data = path.read_bytes()
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
        if CANARY in data:
            accepted.append(f"{path.name} carries what was hidden in it")
    assert stored, "not one picture was taken: the test tests nothing"
    return number, uncaught, accepted


def _picture(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    out = io.BytesIO()
    Image.effect_noise((90, 60), 60).convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()


def main() -> None:
    arguments = tally.asked("inputs", __doc__, f"{sum(QUICK.values()):,} inputs instead of {sum(FULL.values()):,}")
    quick = arguments.quick
    sizes = QUICK if quick else FULL
    tally.begin("inputs", 2 if quick else 75, f"{sum(sizes.values()):,} malformed or altered inputs")
    counts = tally.Tally(arguments)
    found = feed(sizes["feed"])
    for words in (*found["believed"], *found["wrong"]):
        tally.progress(words[:300])
    caught = [words for words in found["wrong"] if "uncaught" in words]
    counts.count(
        "attacks on the feed (rollback, freeze, mix-and-match, fast-forward …)",
        found["attacks"],
        believed=len(found["believed"]),
    )
    counts.count(
        "mutated feed inputs", found["tries"], uncaught=len(caught), accepted=len(found["wrong"]) - len(caught)
    )
    folder = arguments.folder(goes_on=False)
    platform = machines.Platform(folder / "platform")
    platform.start()
    try:
        kiosk = machines.kiosk(folder / "kiosk", platform)
        api = Api(platform)
        before = {row["ref"] for row in platform.reports()}
        api.go(sizes["api"])
        strangers = api.stored_by_forgery(before | api.own)
        for words in (*api.uncaught, *api.accepted):
            tally.progress(words[:300])
        counts.count("API requests", api.tries, uncaught=len(api.uncaught), accepted=len(api.accepted) + len(strangers))
        tries, uncaught, accepted = uploads(platform, kiosk, sizes["upload"], folder)
        for words in (*uncaught, *accepted):
            tally.progress(words[:300])
        counts.count("uploads and imports", tries, uncaught=len(uncaught), accepted=len(accepted))
    finally:
        platform.kill()
    found = feed(VARIANT_TRIES, "unverified")
    counts.control(
        "a kiosk that verifies no signature", f"{len(found['believed'])} attacks believed", bool(found["believed"])
    )
    bad = machines.Platform(folder / "platform", "unverified")
    bad.start()
    try:
        api = Api(bad)
        api.go(VARIANT_TRIES)
        counts.control(
            "a platform that verifies no signature", f"{len(api.accepted)} inputs accepted", bool(api.accepted)
        )
    finally:
        bad.kill()
    counts.end()


if __name__ == "__main__":
    main()

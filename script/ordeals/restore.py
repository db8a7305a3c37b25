"""The platform's own accidents: restored with and without the command, claims of an epoch, clones, leases, keys."""

from __future__ import annotations

import base64
import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nacl.signing import SigningKey

from ordeals import machines, rig, tally
from ordeals.wire import Device, key_id, signed

FULL, QUICK = 50, 5
KIOSKS = {False: 2, True: 3}
"""Kiosks that meet one restored platform: a quick run has one restore of each kind."""
BEFORE, AFTER = 2, 2  # reports each
NOWHERE = "http://127.0.0.1:9"
FAR_FUTURE = 9_999_999_999
GUESSES = {False: 10_000, True: 300}
Reckoned = dict[str, int]


class Hall:
    """A platform and its kiosks, and what residents were promised."""

    def __init__(self, folder: Path, known_bad: str | None = None) -> None:
        self.folder = folder
        self.platform = machines.Platform(folder / "platform", known_bad)
        self.kiosks: list[rig.Kiosk] = []
        self.acked: dict[str, str] = {}
        self.chance = random.Random(str(folder.name))

    def kiosk(self, name: str, lease: int = 2000, **env: str) -> rig.Kiosk:
        like = self.kiosks[0] if self.kiosks else None
        made = machines.kiosk(self.folder / name, self.platform, lease, like=like, **env)
        self.kiosks.append(made)
        return made

    def file(self, kiosk: rig.Kiosk, count: int) -> dict[str, str]:
        acked = machines.filed(kiosk, count)
        self.acked |= acked
        return acked

    def reckon(self, kiosks: list[rig.Kiosk] | None = None, unsynced: int = 0) -> Reckoned:
        """After everything has been sent: each promised report is on the platform once, under its receipt; a receipt
        two reports hold is flagged on both."""
        rows = self.platform.reports()
        refs = Counter(row["ref"] for row in rows)
        receipts = {row["ref"]: row["receipt"] for row in rows}
        shared = Counter(row["receipt"] for row in rows)
        unflagged = [row for row in rows if shared[row["receipt"]] > 1 and not row["ask_staff"]]
        lost = [ref for ref, receipt in self.acked.items() if receipts.get(ref) != receipt]
        strange = [ref for ref, count in refs.items() if count > 1 or ref not in self.acked]
        said = [one for kiosk in kiosks or self.kiosks for one in kiosk.outbox()]
        half = [one for one in said if one["state"] != "delivered"]
        return {"lost": len(lost), "doubled": len(strange) + len(unflagged), "half": len(half) + unsynced}


@contextmanager
def hall(folder: Path, known_bad: str | None = None) -> Iterator[Hall]:
    """A running hall; it is closed whatever happens."""
    made = Hall(folder, known_bad)
    made.platform.start()
    try:
        yield made
    finally:
        made.platform.kill()


def restored(here: Hall, rounds: int, kiosks: int, by_command: bool) -> Reckoned:
    """A backup is put back that knows nothing of the last reports; the kiosks bring them again."""
    wrong: Counter[str] = Counter()
    name = "with" if by_command else "without"
    backup = here.folder / f"{name}.backup"
    some = here.kiosks[:kiosks] or [here.kiosk(f"restored-{number}") for number in range(kiosks)]
    for number in range(rounds):
        for kiosk in some:
            here.file(kiosk, BEFORE)
        epoch = _epoch(some[0])
        _keep(here, backup, by_command)
        for kiosk in some:
            here.file(kiosk, AFTER)
            kiosk.synced()
        here.platform.kill()
        _put_back(here, backup, by_command)
        here.platform.start()
        late = 0
        for kiosk in some:
            kiosk.synced()  # hello shows what it has; the next round offers again
            late += not kiosk.synced()
        wrong += Counter(here.reckon(some, late))
        wrong["half"] += _epoch(some[0]) <= epoch
        tally.progress(f"restored {name} the command: {number + 1} of {rounds}, {len(here.acked)} receipts")
    return {kind: wrong[kind] for kind in ("lost", "doubled", "half")}


def _keep(here: Hall, backup: Path, by_command: bool) -> None:
    if by_command:
        here.platform.command("backup", str(backup))
    else:
        with closing(sqlite3.connect(here.platform.database)) as live, closing(sqlite3.connect(backup)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")


def _put_back(here: Hall, backup: Path, by_command: bool) -> None:
    if by_command:
        here.platform.command("restore", str(backup), "--yes")
        return
    for leftover in ("-wal", "-shm"):
        Path(f"{here.platform.database}{leftover}").unlink(missing_ok=True)
    shutil.copy2(backup, here.platform.database)


def _epoch(kiosk: rig.Kiosk) -> int:
    return int(kiosk.told("content", "status")["epoch"])


def claims(here: Hall, tries: int) -> Reckoned:
    """Proofs that prove nothing: nobody's, another platform's, a dropped key's, old ones, and a bare claim."""
    device, stranger = Device(here.platform.url), SigningKey.generate()
    assert device.enrol(here.platform.command("enrol-code").strip()) == 200
    envelope = device.envelope()
    ref = json.loads(envelope["signed"])["ref"]
    here.acked[ref] = device.receipts[0]
    old_answer = device.post("envelopes", {"envelopes": [envelope]}).json()["answers"][0]
    old_pointer = device.http.get(f"{here.platform.url}/feed/{_publication(device)}/pointer.json", timeout=20).json()
    thief = _signing_key(here)
    here.platform.command("keygen", "rotate", "signing", "--drop-old")
    before = device_hello(here, device, None)["epoch"]
    said = json.loads(old_pointer["signed"]) | {"epoch": before, "head": FAR_FUTURE}
    answer = json.loads(old_answer["signed"]) | {"epoch": before + 10**6}
    other = key_id("s", bytes(stranger.verify_key))
    listed = device.keys["signing"][0]["id"]
    kinds: list[Callable[[], object]] = [
        lambda: {"epoch": FAR_FUTURE, "head": 1},
        lambda: {"signed": json.dumps(said), "key_id": listed, "sig": "AAAA"},
        lambda: signed("pointer", said, other, stranger),
        lambda: signed("pointer", said, listed, stranger),
        lambda: signed("answer", answer, listed, stranger),
        lambda: signed("pointer", said, old_pointer["key_id"], thief),
        lambda: signed("answer", answer, old_pointer["key_id"], thief),
        lambda: old_pointer,
        lambda: old_answer,
        lambda: old_pointer | {"signed": json.dumps(said)},
        lambda: signed("hello", said, listed, device.key),
        lambda: [old_pointer],
    ]
    moved = sum(device_hello(here, device, kinds[number % len(kinds)]())["epoch"] != before for number in range(tries))
    return {"believed": moved}


def device_hello(here: Hall, device: Device, proof: object) -> dict[str, int]:
    """One hello with this proof, by a device that takes the newest list of keys first."""
    device.keys = json.loads(device.http.get(f"{here.platform.url}/feed/keys.json", timeout=20).json()["signed"])
    return device.told("hello", {"app": "ordeal", "lease_left": 2000, "proof": proof})


def _publication(device: Device) -> str:
    return device.told("hello", {"lease_left": 2000})["publication"]


def _signing_key(here: Hall) -> SigningKey:
    """What a thief of the platform's signing key has."""
    rows = json.loads((here.platform.data / "keys" / "signing.json").read_text())
    return SigningKey(base64.b64decode(rows[0]["secret"]))


def clones(here: Hall, tries: int) -> Reckoned:
    """The disk of a kiosk is copied while reports wait on it; original and copies go on filing from the same numbers."""
    first = here.kiosk("cloned", lease=max(20, 4 * tries))
    with away(first):
        here.file(first, BEFORE)
    copies = []
    for number in range(tries):
        machines.copied(first.data, here.folder / f"clone-{number}")
        copies.append(rig.Kiosk(here.folder / f"clone-{number}", here.platform.url, rig.surroundings()))
    for kiosk in (first, *copies):
        with away(kiosk):
            here.file(kiosk, 2)
    late = sum(not kiosk.synced() for kiosk in (first, *copies))
    return here.reckon([first, *copies], late)


def leases(here: Hall, tries: int) -> Reckoned:
    """Numbers run out, and lists of numbers are damaged: told plainly, fetched again, none used twice."""
    some = [here.kiosk(f"lease-{number}", lease=3) for number in range(tries)]
    doubled = half = 0
    for number, kiosk in enumerate(some):
        if number % 2 == 0:
            half += _exhausted(here, kiosk)
        else:
            _damage(kiosk, here.chance)
        half += not kiosk.synced()
        half += len(here.file(kiosk, 2)) != 2
        half += not kiosk.synced()
        receipts = [one["receipt"] for one in kiosk.outbox() if one["receipt"]]
        doubled += len(receipts) - len(set(receipts))
    found = here.reckon(some, half)
    return found | {"doubled": found["doubled"] + doubled}


def _exhausted(here: Hall, kiosk: rig.Kiosk) -> int:
    """Files until no number is left: the next report is refused with 75 and words, and health has warned."""
    with away(kiosk):
        while left := kiosk.told("health")["lease"]["left"]:
            here.file(kiosk, left)
        refused = kiosk.command("report", "file", "-", "--json", given=json.dumps(rig.report()))
        warned = kiosk.told("health")["lease"]["low"] is True
    return int(refused.returncode != 75 or not refused.stdout + refused.stderr or not warned)


@contextmanager
def away(kiosk: rig.Kiosk) -> Iterator[None]:
    """The platform cannot be reached meanwhile."""
    url = kiosk.env["KIOSK_PLATFORM_URL"]
    kiosk.env["KIOSK_PLATFORM_URL"] = NOWHERE
    try:
        yield
    finally:
        kiosk.env["KIOSK_PLATFORM_URL"] = url


def _damage(kiosk: rig.Kiosk, chance: random.Random) -> None:
    """A bit, the end, everything, or the file itself."""
    for path in [path for folder in kiosk.paths()["keys"] for path in folder.rglob("*.lease")]:
        data = bytearray(path.read_bytes())
        how = chance.choice(("bit", "cut", "empty", "gone"))
        if how == "bit":
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data if how == "bit" else data[: len(data) // 2] if how == "cut" else b"")
        if how == "gone":
            path.unlink()


def rotations(here: Hall, tries: int) -> Reckoned:
    """Each key is renewed while reports wait: signing, sealing, root, a stolen one dropped, and a move to an empty
    machine with nothing but a backup and the exported keys."""
    kiosk = here.kiosk("keys")
    wrong: Counter[str] = Counter()
    kinds = (("signing",), ("sealing",), ("root",), ("signing", "--drop-old"), ())
    for number in range(tries):
        here.file(kiosk, 1)
        with away(kiosk):
            here.file(kiosk, 2)
        kind = kinds[number % len(kinds)]
        if kind:
            here.platform.command("keygen", "rotate", *kind)
        else:
            here.platform.kill()
            _move(here)
            here.platform.start()
        late = not kiosk.synced()
        here.file(kiosk, 1)
        late += not kiosk.synced()
        wrong += Counter(here.reckon([kiosk], late))
    return {kind: wrong[kind] for kind in ("lost", "doubled", "half")}


def _move(here: Hall) -> None:
    """Everything of the platform but a backup, the exported keys and its address is gone."""
    backup, keys, word = (
        here.folder / "move.tar.gz",
        here.folder / "move.keys",
        {"PLATFORM_PASSPHRASE": "一把很长很长的钥匙"},
    )
    kept = {name: (here.platform.data / name).read_bytes() for name in ("staff.json", "facts.json", "keys/root.json")}
    for words in (("backup", str(backup)), ("keygen", "export", str(keys))):
        done = here.platform.tried(*words, **word)
        assert done.returncode == 0, done.stderr
    shutil.rmtree(here.platform.data)
    here.platform.data.mkdir()
    for words in (("keygen", "import", str(keys)), ("restore", str(backup))):
        done = here.platform.tried(*words, **word)
        assert done.returncode == 0, done.stderr
        keys.unlink(missing_ok=True)
    for name, what in kept.items():
        (here.platform.data / name).write_bytes(what)


def guesses(here: Hall, tries: int) -> Reckoned:
    """Enrolment codes are guessed while a true one lies open."""
    code = here.platform.command("enrol-code").strip()
    stranger, chance = Device(here.platform.url), random.Random(12)
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    tried = (stranger.enrol("".join(chance.choices(alphabet, k=8))) for _ in range(tries))
    statuses = Counter(tried)
    slowed = statuses[403] <= 10 and statuses[429] == tries - statuses[403]
    return {"let_in": statuses[200] + (Device(here.platform.url).enrol(code) == 200), "not_slowed": int(not slowed)}


def main() -> None:
    arguments = tally.asked("restore", __doc__, f"{QUICK} of each instead of {FULL}")
    quick, tries = arguments.quick, QUICK if arguments.quick else FULL
    rounds = 1 if quick else FULL
    tally.begin("restore", 3 if quick else 60, f"{tries} of each accident of the platform's own")
    counts = tally.Tally(arguments)
    trials: dict[str, tuple[int, Callable[[Hall], Reckoned]]] = {
        "platform restored by the command, a kiosk coming back": (
            rounds * KIOSKS[quick], lambda here: restored(here, rounds, KIOSKS[quick], True)),
        "platform restored by a copy of files, a kiosk coming back": (
            rounds * KIOSKS[quick], lambda here: restored(here, rounds, KIOSKS[quick], False)),
        "forged or replayed claims of an epoch": (tries, lambda here: claims(here, tries)),
        "kiosk cloned": (tries, lambda here: clones(here, tries)),
        "lease exhausted or damaged": (tries, lambda here: leases(here, tries)),
        "key renewed, stolen, or moved to an empty machine": (tries, lambda here: rotations(here, tries)),
        "guessed enrolment codes": (GUESSES[quick], lambda here: guesses(here, GUESSES[quick])),
    }  # fmt: skip
    notes = tally.Notes(arguments.folder() / "accidents.jsonl")
    done = {one["what"]: one["wrong"] for one in notes}
    folder = arguments.folder(goes_on=False)
    with hall(folder / "hall") as here:
        for what, (number, trial) in trials.items():
            if what not in done:
                done[what] = trial(here)
                notes.add({"what": what, "wrong": done[what]})
            tally.progress(f"{what}: {done[what]}")
            counts.count(what, number, **done[what])
    _controls(folder, counts)
    counts.end()


def _controls(folder: Path, counts: tally.Tally) -> None:
    """Programs with a protection taken away."""
    with hall(folder / "bare", "believes_claims") as here:
        found = claims(here, 12)
        counts.control(
            "a claim of an epoch needs no signature", f"{found['believed']} of 12 believed", found["believed"] > 0
        )
    with hall(folder / "deaf", "deaf_to_proof") as here:
        found = restored(here, 1, 1, by_command=False)
        counts.control("a proof of what was forgotten is not looked at", f"{found['lost']} lost", found["lost"] > 0)


if __name__ == "__main__":
    main()

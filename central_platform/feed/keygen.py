"""Make, renew, carry and restore the platform's keys."""

import json
from dataclasses import replace
from pathlib import Path

import nacl.pwhash
import nacl.secret
import nacl.utils
from django.utils import timezone
from nacl.exceptions import CryptoError

from central_platform import crypto
from central_platform.feed import disk, keys
from central_platform.feed.keys import Key, Role

SALT_BYTES = nacl.pwhash.argon2id.SALTBYTES
BUNDLE_MARK = "linsheng keys 1"
CARRIED = ("signing.json", "sealing.json", "keys.json")
MEMORY = (keys.ROOTS, "epochs.jsonl", "erasures.jsonl", "audit.key", "audit-heads.jsonl")


class WrongPassphrase(Exception):
    """The bundle does not open with this passphrase, or is damaged."""


def make() -> bool:
    """First keys of this platform; False when there are some already (they are never overwritten)."""
    path = keys.directory()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with disk.locked(path / ".lock"):
        if keys.exist():
            return False
        root, signing, sealing = Key.fresh("root"), Key.fresh("signing"), Key.fresh("sealing")
        keys.write_role(path, "root", (root,))
        keys.write_role(path, "signing", (signing,))
        keys.write_role(path, "sealing", (sealing,))
        keys.write_list(path, 1, root, (signing,), (sealing,))
        return True


def rotate(role: Role, root_file: Path | None = None, drop_old: bool = False) -> str:
    """A new first key of this role, listed under a higher version; its id.

    The former signing key stays listed until the next rotation unless `drop_old` (it was stolen).
    Former sealing keys are kept to open what was sealed to them, and are no longer listed.
    """
    path = keys.directory()
    with disk.locked(path / ".lock"):
        ring = keys.load()
        root = _root(root_file or path / "root.json", ring)
        fresh = Key.fresh(role)
        signing, sealing = ring.signing, ring.sealing
        if role == "signing":
            kept = [replace(key, listed=not drop_old and n == 0) for n, key in enumerate(signing)]
            signing = (fresh, *map(_retired, kept))
        else:
            sealing = (fresh, *(replace(_retired(key), listed=False) for key in sealing))
        keys.write_role(path, "signing", signing)
        keys.write_role(path, "sealing", sealing)
        keys.write_list(path, ring.version + 1, root, signing, sealing)
        return fresh.id


def rotate_root(root_file: Path | None = None, new_file: Path | None = None) -> str:
    """A new root, signed by the old one; kiosks follow from one to the next. Its id.

    Its secret half goes to `new_file`, or takes the place of `root.json`. Secret, succession, list, in this order:
    whoever sees a list of the new root finds the way to it, and killed in between the old root still counts.
    """
    path = keys.directory()
    with disk.locked(path / ".lock"):
        ring = keys.load()
        old = _root(root_file or path / "root.json", ring)
        fresh = Key.fresh("root")
        said = {"version": ring.version + 1, "root": crypto.b64(fresh.public)}
        before = keys.succession()
        while before and json.loads(before[-1]["signed"])["root"] != crypto.b64(old.public):
            before.pop()  # of a rotation that was killed
        keys.write_role(path, "root.next", (fresh,))
        if new_file:
            disk.write(new_file, (path / "root.next.json").read_bytes(), disk.PRIVATE)
        roots = [*before, crypto.sign("root", said, old.id, old.secret)]
        disk.write(path / keys.ROOTS, crypto.compact({"roots": roots}).encode(), disk.PUBLIC)
        keys.write_list(path, ring.version + 1, fresh, ring.signing, ring.sealing)
        if new_file:
            (path / "root.next.json").unlink()
        else:
            (path / "root.next.json").replace(path / "root.json")
        return fresh.id


def forget(sealing_id: str) -> None:
    """Destroy a former sealing key: whatever was sealed to it, here or in any backup, can be read by nobody again."""
    path = keys.directory()
    with disk.locked(path / ".lock"):
        ring = keys.load()
        keys.write_role(path, "sealing", tuple(key for key in ring.sealing if key.id != sealing_id))
        (path / "keys.json").touch()  # other processes read again


def _retired(key: Key) -> Key:
    return key if key.retired else replace(key, retired=timezone.localdate().isoformat())


def _root(root_file: Path, ring: keys.Keyring) -> Key:
    if (interrupted := keys.directory() / "root.next.json").exists():
        root = keys.read_file(interrupted, "root")[0]
        if root.public == ring.root_public:
            return root
    try:
        root = keys.read_file(root_file, "root")[0]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise keys.KeysMissing(f"the root key {root_file} cannot be read: {error}") from error
    if root.public != ring.root_public:
        raise keys.KeysMissing(f"{root_file} is not the root key of this platform")
    return root


def export(target: Path, passphrase: str) -> None:
    """The signing and sealing keys, the signed lists and what must outlive a restore, locked with a passphrase;
    never the root."""
    path = keys.directory()
    names = [*CARRIED, *(name for name in MEMORY if (path / name).exists())]
    inside = {name: (path / name).read_text() for name in names}
    salt = nacl.utils.random(SALT_BYTES)
    locked = nacl.secret.SecretBox(_stretched(passphrase, salt)).encrypt(json.dumps(inside).encode())
    bundle = {"what": BUNDLE_MARK, "salt": crypto.b64(salt), "locked": crypto.b64(bytes(locked))}
    disk.write(target, json.dumps(bundle).encode(), disk.PRIVATE)


def restore(source: Path, passphrase: str) -> None:
    """Put an exported bundle in place; refuses to overwrite keys. The list comes last, and makes them count."""
    path = keys.directory()
    if keys.exist():
        raise keys.KeysMissing(f"{path} holds keys already; move them away first")
    try:
        bundle = json.loads(source.read_text())
        salt, locked = crypto.unb64(bundle["salt"]), crypto.unb64(bundle["locked"])
        inside = json.loads(nacl.secret.SecretBox(_stretched(passphrase, salt or b"")).decrypt(locked or b""))
        files = {name: inside[name].encode() for name in CARRIED} | {
            name: inside[name].encode() for name in MEMORY if name in inside
        }
    except (CryptoError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongPassphrase(str(source)) from error
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in sorted(files, key=lambda name: name == "keys.json"):
        disk.write(path / name, files[name], disk.PUBLIC if name in (keys.ROOTS, "keys.json") else disk.PRIVATE)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        nacl.secret.SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=nacl.pwhash.argon2id.OPSLIMIT_MODERATE,
        memlimit=nacl.pwhash.argon2id.MEMLIMIT_MODERATE,
    )

"""Make, renew, carry and restore the platform's keys."""

import json
from pathlib import Path

import nacl.pwhash
import nacl.secret
import nacl.utils
from nacl.exceptions import CryptoError

from central_platform import crypto
from central_platform.feed import disk, keys
from central_platform.feed.keys import Key, Role

SALT_BYTES = nacl.pwhash.argon2id.SALTBYTES
BUNDLE_MARK = "linsheng keys 1"


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
            before = [
                Key(key.id, key.public, key.secret, listed=not drop_old and n == 0) for n, key in enumerate(signing)
            ]
            signing = (fresh, *before)
        else:
            sealing = (fresh, *(Key(key.id, key.public, key.secret, listed=False) for key in sealing))
        keys.write_role(path, "signing", signing)
        keys.write_role(path, "sealing", sealing)
        keys.write_list(path, ring.version + 1, root, signing, sealing)
        return fresh.id


def _root(root_file: Path, ring: keys.Keyring) -> Key:
    try:
        root = keys.read_file(root_file, "root")[0]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise keys.KeysMissing(f"the root key {root_file} cannot be read: {error}") from error
    if root.public != ring.root_public:
        raise keys.KeysMissing(f"{root_file} is not the root key of this platform")
    return root


def export(target: Path, passphrase: str) -> None:
    """The signing and sealing keys and the signed list, locked with a passphrase; never the root."""
    path = keys.directory()
    inside = {name: (path / f"{name}.json").read_text() for name in ("signing", "sealing", "keys")}
    salt = nacl.utils.random(SALT_BYTES)
    locked = nacl.secret.SecretBox(_stretched(passphrase, salt)).encrypt(json.dumps(inside).encode())
    bundle = {"what": BUNDLE_MARK, "salt": crypto.b64(salt), "locked": crypto.b64(bytes(locked))}
    disk.write(target, json.dumps(bundle).encode(), disk.PRIVATE)


def restore(source: Path, passphrase: str) -> None:
    """Put an exported bundle in place; refuses to overwrite keys."""
    path = keys.directory()
    if keys.exist():
        raise keys.KeysMissing(f"{path} holds keys already; move them away first")
    try:
        bundle = json.loads(source.read_text())
        salt, locked = crypto.unb64(bundle["salt"]), crypto.unb64(bundle["locked"])
        inside = json.loads(nacl.secret.SecretBox(_stretched(passphrase, salt or b"")).decrypt(locked or b""))
    except (CryptoError, ValueError, KeyError, TypeError) as error:
        raise WrongPassphrase(str(source)) from error
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("signing", "sealing"):
        disk.write(path / f"{name}.json", inside[name].encode(), disk.PRIVATE)
    disk.write(path / "keys.json", inside["keys"].encode(), disk.PUBLIC)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        nacl.secret.SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=nacl.pwhash.argon2id.OPSLIMIT_MODERATE,
        memlimit=nacl.pwhash.argon2id.MEMLIMIT_MODERATE,
    )

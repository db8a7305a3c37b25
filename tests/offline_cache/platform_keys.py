"""A platform's keys for tests: signs key lists, leases, answers, pointers; opens sealed boxes. Real libsodium."""

import base64
import json
import secrets
import uuid

from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

from offline_cache import identity, leases, receipts, sealing
from offline_cache.locations import Locations

HALL = {
    "id": "jinhe",
    "name": {"zh": "锦和社区服务大厅", "en": ""},
    "community": {"zh": "锦和社区", "en": ""},
    "window": {"zh": "1号窗口", "en": ""},
    "phone": "028-5550-0102",
    "duty": {"zh": "", "en": ""},
}


def b64(data):
    return base64.b64encode(data).decode()


class PlatformKeys:
    """Root, signing and sealing key of one platform."""

    def __init__(self):
        self.root, self.signer, self.sealing = SigningKey.generate(), SigningKey.generate(), PrivateKey.generate()
        self.root_public = bytes(self.root.verify_key)
        self.signing_id = sealing.key_id("s", bytes(self.signer.verify_key))
        self.sealing_id = sealing.key_id("x", bytes(self.sealing.public_key))
        self.version = 1
        self.former = []  # public halves of signing keys still listed
        self.roots = []
        self.epoch = 1_763_430_000

    def sign(self, kind, said, key=None, key_id=None):
        text = json.dumps(said, ensure_ascii=False)
        signature = (key or self.signer).sign(f"linsheng/{kind}/1\n{text}".encode()).signature
        return {"signed": text, "key_id": key_id or self.signing_id, "sig": b64(signature)}

    def key_list(self, version=None):
        said = {
            "version": version or self.version,
            "root": b64(self.root_public),
            "signing": [
                {"id": sealing.key_id("s", public), "public": b64(public)}
                for public in (bytes(self.signer.verify_key), *self.former)
            ],
            "sealing": [{"id": self.sealing_id, "public": b64(bytes(self.sealing.public_key))}],
        }
        return self.sign("keys", said, self.root, sealing.key_id("r", self.root_public))

    def rotate_signing(self, drop_old=False):
        self.former = [] if drop_old else [bytes(self.signer.verify_key)]
        self.signer = SigningKey.generate()
        self.signing_id = sealing.key_id("s", bytes(self.signer.verify_key))
        self.version += 1

    def rotate_root(self):
        """A new root, signed by the old one."""
        old, old_id = self.root, sealing.key_id("r", self.root_public)
        self.root = SigningKey.generate()
        self.root_public = bytes(self.root.verify_key)
        self.version += 1
        said = {"version": self.version, "root": b64(self.root_public)}
        self.roots.append(self.sign("root", said, old, old_id))

    def lease(self, device_id, numbers=40):
        codes = set()
        while len(codes) < numbers:
            digits = f"{secrets.randbelow(10**8):08d}"
            codes.add(digits + receipts.check_digit(digits))
        said = {"lease_id": str(uuid.uuid4()), "device_id": device_id, "epoch": self.epoch, "receipts": sorted(codes)}
        return self.sign("lease", said | {"issued_at": "2026-11-18T09:00:00+08:00"})

    def enrolment(self, device_public, device_id, numbers=40):
        return {
            "device_id": device_id,
            "hall": HALL,
            "publication": "main",
            "keys": self.key_list(),
            "root": b64(self.root_public),
            "lease": self.lease(device_id, numbers),
            "fingerprint": sealing.fingerprint(self.root_public, device_public),
        }

    def answer(self, envelope, outcome="stored", why=None, **changes):
        """The signed answer to an envelope as POSTed."""
        said = json.loads(envelope["signed"])
        names = ("ref", "kind", "receipt", "sealed_sha256", "device_id")
        reply = {name: said[name] for name in names} | {"epoch": self.epoch, "outcome": outcome, "why": why}
        return self.sign("answer", reply | changes)

    def opened(self, box):
        return SealedBox(self.sealing).decrypt(box)

    def enrol_directly(self, data_dir, numbers=40, url="http://127.0.0.1:9"):
        """Puts an enrolment on disk as `kiosk enrol` does, without the network. Returns the device id."""
        at = Locations(data_dir)
        device_id = str(uuid.uuid4())
        public = identity.device_key(at).public
        answer = self.enrolment(public, device_id, numbers)
        keys = sealing.opened_keys(answer["keys"], self.root_public)
        identity.pin(at, answer, keys, url, public)
        leases.accept(at, device_id, answer["lease"], keys)
        return device_id

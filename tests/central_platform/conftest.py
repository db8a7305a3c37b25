"""A platform of its own for each test: real SQLite, real keys, real files; and a kiosk that speaks the wire."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import uuid
from pathlib import Path
from subprocess import DEVNULL

import django
import pytest
import requests
import wagtail
from django.conf import settings as django_settings

from central_platform import crypto

PACKAGE = Path(django_settings.PACKAGE)


@pytest.fixture(scope="session")
def migrated_database(request):
    """A freshly migrated database: 15 s of work, so it is kept between runs under a name made of what it depends on."""
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    for path in sorted([*PACKAGE.glob("*/migrations/*.py"), *PACKAGE.glob("*/apps.py"), *PACKAGE.glob("staff/*.py")]):
        digest.update(path.read_bytes())
    kept = Path(request.config.cache.mkdir("platform-database")) / f"{digest.hexdigest()[:16]}.sqlite3"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, "-m", "central_platform", "migrate", "--noinput", "-v", "0"]
            subprocess.run(command, env=_environment(scratch), check=True)
            _copy(Path(scratch) / "platform.sqlite3", kept)
    return kept


@pytest.fixture(scope="session")
def django_db_keepdb():
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """SQLite tests begin with the kept file; with PLATFORM_DATABASE_URL set, PostgreSQL migrates its own."""
    if "sqlite3" not in django_settings.DATABASES["default"]["ENGINE"]:
        return
    migrated_database = request.getfixturevalue("migrated_database")
    _copy(migrated_database, Path(django_settings.DATABASES["default"]["TEST"]["NAME"]))


def _environment(data_dir):
    """Of a platform process with its data there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLATFORM_", "DJANGO_"))}
    return kept | {"PLATFORM_DATA_DIR": str(data_dir), "PYTHONPATH": str(PACKAGE.parent), "PYTHONWARNINGS": "ignore"}


def _copy(source, target):
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
    with sqlite3.connect(source) as old, sqlite3.connect(part) as new:
        old.backup(new)
    old.close()
    new.close()
    part.replace(target)


@pytest.fixture(autouse=True)
def own_directories(settings, tmp_path):
    """Keys and feed of this test only."""
    settings.KEYS_DIR, settings.FEED_DIR = tmp_path / "keys", tmp_path / "feed"


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process keeps for some seconds is none of the next test's business."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def ring():
    """The platform's keys."""
    from central_platform.feed import keygen, keys

    keygen.make()
    return keys.load()


@pytest.fixture
def publication(db):
    from central_platform.fleet.models import Publication

    return Publication.objects.get_or_create(slug="main", defaults={"name": "全部终端"})[0]


@pytest.fixture(scope="module")
def demo_rows(django_db_setup, django_db_blocker):
    """The demo content, loaded once a module in a transaction around the tests' own, and rolled back at its end."""
    from django.db import transaction

    from central_platform.content import demo

    with django_db_blocker.unblock(), transaction.atomic():
        demo.load()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(demo_rows, publication):
    return publication


HALL = {
    "id": "jinhe",
    "name": {"zh": "锦和社区服务大厅", "en": "Jinhe Hall"},
    "community": {"zh": "锦和社区", "en": "Jinhe"},
    "window": {"zh": "1号窗口", "en": "Window 1"},
    "phone": "028-5550-0102",
    "duty": {"zh": "值班李阿姨", "en": "Aunt Li"},
}


@pytest.fixture
def hall(publication):
    """A published hall."""
    from central_platform.feed import changes
    from central_platform.fleet import halls

    changes.record("hall", "jinhe", HALL)
    return halls.link("jinhe")


class Device:
    """A kiosk as the wire sees it: its own key, requests signed, envelopes sealed and signed."""

    def __init__(self, post, seed=None):
        self.seed = seed or uuid.uuid4().bytes * 2
        self.public = crypto.b64(crypto.signing_public(self.seed))
        self._post = post
        self.id = None
        self.enrolled = None

    def enrol(self, code):
        status, body = self._post(
            "/api/kiosk/v1/enrol", json.dumps({"code": code, "device_public": self.public, "app": "test"}), {}
        )
        if status == 200:
            self.enrolled, self.id = body, body["device_id"]
            self.keys = json.loads(body["keys"]["signed"])
            self.receipts = iter(json.loads(body["lease"]["signed"])["receipts"])
        return status, body

    def post(self, door, value):
        """(status, answer) of a signed request."""
        path, body = f"/api/kiosk/v1/{door}", json.dumps(value)
        return self._post(path, body, {"Linsheng-Request": self.header(path, body)})

    def header(self, path, body, method="POST"):
        """What signs a request; `body` as text or bytes."""
        sent = body.encode() if isinstance(body, str) else body
        claim = {
            "method": method,
            "path": path,
            "body_sha256": hashlib.sha256(sent).hexdigest(),
            "device_id": self.id,
        }
        return json.dumps(crypto.sign("request", claim, self.id, self.seed))

    def envelope(self, kind="report", inside=None, **members):
        """An offer: sealed once, signed by this device."""
        plain = inside if isinstance(inside, bytes) else json.dumps(inside or {}, ensure_ascii=False).encode()
        sealing = self.keys["sealing"][0]
        sealed = crypto.seal(plain, crypto.unb64(sealing["public"]))
        claim = {
            "kind": kind, "ref": str(uuid.uuid4()), "about": None, "device_id": self.id, "receipt": None,
            "category": None, "place": None, "private": False, "filed_at": "2026-11-18T09:05:00+08:00",
            "clock_ok": True, "consent": None, "assisted": None, "entrance": "silver", "lang": "zh",
            "sealing_key_id": sealing["id"], "sealed_sha256": hashlib.sha256(sealed).hexdigest(),
        }  # fmt: skip
        if kind == "report":
            claim |= {"receipt": next(self.receipts), "category": "streetlight", "place": "jy-3"}
        return self.signed(claim | members, sealed)

    def signed(self, claim, sealed):
        return crypto.sign("envelope", claim, self.id, self.seed) | {"sealed": crypto.b64(sealed)}

    def offer(self, *envelopes):
        """The verified answers, by ref."""
        status, body = self.post("envelopes", {"envelopes": list(envelopes)})
        assert status == 200, (status, body)
        answers = [self.opened("answer", thing) for thing in body["answers"]]
        return {answer["ref"]: answer for answer in answers}

    def opened(self, kind, thing):
        """What the platform signed; fails when it did not."""
        key = next(key for key in self.keys["signing"] if key["id"] == thing["key_id"])
        value = crypto.verified(kind, thing, crypto.unb64(key["public"]))
        assert value is not None, f"not signed by the platform as {kind}"
        return value

    def statuses(self, *receipts):
        status, body = self.post("statuses", {"receipts": list(receipts)})
        assert status == 200, (status, body)
        return {row["receipt"]: row for row in self.opened("statuses", body)["statuses"]}


def claim_of(envelope):
    return json.loads(envelope["signed"])


@pytest.fixture
def read_claim():
    return claim_of


@pytest.fixture
def new_device(client):
    """Makes unenrolled kiosks that talk to Django in this process."""

    def post(path, body, headers):
        response = client.post(path, body, content_type="application/json", headers=headers)
        return response.status_code, response.json()

    return lambda seed=None: Device(post, seed)


@pytest.fixture
def device_class():
    """For kiosks that talk to a server process."""
    return Device


@pytest.fixture
def device(ring, hall, new_device):
    """An enrolled kiosk with a small lease."""
    from central_platform.fleet import codes

    kiosk = new_device()
    status, _ = kiosk.enrol(codes.make(hall, 50))
    assert status == 200
    return kiosk


@pytest.fixture
def data_dir(tmp_path, migrated_database):
    """A data directory with a ready database, for platforms that run in processes of their own."""
    path = tmp_path / "platform"
    path.mkdir()
    _copy(migrated_database, path / "platform.sqlite3")
    return path


@pytest.fixture
def platform_env(data_dir):
    """The environment of such a process."""
    return _environment(data_dir)


@pytest.fixture
def run_platform(platform_env):
    """Runs `central-platform …` to its end."""

    def run(*arguments, check=True, **more):
        command = [sys.executable, "-m", "central_platform", *map(str, arguments)]
        done = subprocess.run(command, env=platform_env | more, capture_output=True, text=True, timeout=120)
        assert not check or done.returncode == 0, done.stderr
        return done

    return run


class Server:
    """`central-platform serve` as a process of its own; `kill` is SIGKILL."""

    def __init__(self, env, *command):
        self.env, self.command, self.process, self.url = env, command or ("serve", "--port", "0"), None, None

    def start(self):
        arguments = [sys.executable, "-m", "central_platform", *self.command]
        self.process = subprocess.Popen(arguments, env=self.env, stdout=DEVNULL, stderr=subprocess.PIPE, text=True)
        self.url, self.log = None, []
        for line in self.process.stderr:
            self.log.append(line)
            if "serving http" in line:
                self.url = line.split()[-1]
                break
        assert self.url, "the platform did not start:\n" + "".join(self.log)
        self.drain = threading.Thread(target=self._drain, args=(self.process.stderr,), daemon=True)
        self.drain.start()
        return self

    def _drain(self, stderr):
        with stderr:
            self.log.extend(stderr)

    def kill(self):
        self.process.kill()
        self._end()

    def stop(self):
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self._end()

    def _end(self):
        code = self.process.wait(timeout=20)
        self.drain.join(timeout=5)
        return code

    def post(self, path, body, headers):
        """(status, JSON) or, when the server is gone, (None, None)."""
        sent = {"Content-Type": "application/json", **headers}
        try:
            response = requests.post(self.url + path, data=body.encode(), headers=sent, timeout=20)
            return response.status_code, response.json()
        except requests.RequestException:
            return None, None


@pytest.fixture
def server(platform_env):
    """A platform process, not yet started."""
    process = Server(platform_env)
    yield process
    if process.process and process.process.poll() is None:
        process.kill()

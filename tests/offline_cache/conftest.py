"""A data directory, an enrolled outbox, and a platform that has keys."""

import importlib.util
import io
import os
import subprocess
import sys
import uuid
import wave
from pathlib import Path

import pytest

from offline_cache.catalogue import Catalogue
from offline_cache.enrolment import Enrolled, enrol
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.platform_client import Client
from offline_cache.records import Report
from offline_cache.sync import Sync


def load_beside(name):
    """Test helpers lie beside this file; with --import-mode=importlib they are loaded by path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def platform():
    return load_beside("platform_keys").PlatformKeys()


@pytest.fixture
def server(platform):
    """That platform, on a socket."""
    running = load_beside("platform_double").Platform(platform)
    yield running
    running.stop()


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def catalogue(data_dir):
    return Catalogue(data_dir)


@pytest.fixture
def enrolled(platform, data_dir):
    """The device id of an enrolled data directory."""
    return platform.enrol_directly(data_dir)


@pytest.fixture
def outbox(data_dir, catalogue, enrolled):
    return Outbox(data_dir, catalogue)


@pytest.fixture
def ledger(outbox):
    return Ledger(outbox)


@pytest.fixture
def report():
    """Makes a report with a fresh ref."""

    def make(**members):
        return Report(**{"ref": str(uuid.uuid4()), "category": "streetlight", "words": "楼下的路灯不亮。"} | members)

    return make


@pytest.fixture
def note():
    """Makes a WAV file."""

    def make(seconds=1.0, rate=16_000, channels=1, width=2):
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(channels)
            sound.setsampwidth(width)
            sound.setframerate(rate)
            sound.writeframes(b"\1" * int(seconds * rate * channels * width))
        return file.getvalue()

    return make


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a small disk of its own; needs root, as in the build."""
    if os.geteuid() != 0:
        pytest.skip("mounting a disk needs root")
    mounted = []

    def mount(size="4m"):
        point = tmp_path / f"disk{len(mounted)}"
        point.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", point], capture_output=True)
        if made.returncode:
            pytest.skip("this machine does not allow mounting")
        mounted.append(point)
        return point

    yield mount
    for point in mounted:
        subprocess.run(["umount", "-l", point], check=True)


@pytest.fixture
def client(server):
    made = Client(server.url, 1, 1)
    yield made
    made.close()


@pytest.fixture
def joined(server, client, data_dir, catalogue):
    """Enrols over the wire and gives the ledger."""
    ledger = Ledger(Outbox(data_dir, catalogue))
    done = enrol(ledger, client, server.url, "ABCD1234", "test", None)
    assert isinstance(done, Enrolled)
    return ledger


@pytest.fixture
def sync(joined, catalogue, client):
    return Sync.made(joined, catalogue, client, "test")


@pytest.fixture
def post(joined, catalogue, data_dir, report):
    """Files a report on the kiosk that has joined."""
    outbox = Outbox(data_dir, catalogue)
    return lambda **members: outbox.file(report(**members))

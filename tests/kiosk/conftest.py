"""The command line as a person or a script calls it: what goes in, what comes out on two streams, the exit code."""

import importlib.util
import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.__main__ import called
from offline_cache.catalogue import Catalogue
from offline_cache.locations import Locations

ROOT = Path(__file__).resolve().parents[2]


def load_beside(name):
    """Test helpers of the cache's rooms; with --import-mode=importlib they are loaded by path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "offline_cache" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def said(self):
        """The one JSON object on stdout."""
        return json.loads(self.out)


@pytest.fixture
def platform():
    return load_beside("platform_keys").PlatformKeys()


@pytest.fixture
def server(platform):
    running = load_beside("platform_double").Platform(platform)
    yield running
    running.stop()


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def at(data_dir):
    return Locations(data_dir)


@pytest.fixture
def env(data_dir, tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    return clean | {
        "KIOSK_DATA_DIR": str(data_dir),
        "KIOSK_CONNECT_TIMEOUT": "1",
        "KIOSK_READ_TIMEOUT": "2",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }


@pytest.fixture
def kiosk(env, tmp_path, monkeypatch):
    """Runs `kiosk …` on real files and sockets, in this process: starting Python costs more than most commands."""
    monkeypatch.chdir(tmp_path)
    others = {name: None for name in os.environ if name.startswith("KIOSK_")}
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def run(*args, feed="", **more_env):
        try:
            with CliRunner().isolation(feed, others | env | more_env) as (out, err, _):
                code = called([str(arg) for arg in args])
                sys.stdout.flush()
                sys.stderr.flush()
                return Ended(code, out.getvalue().decode(), err.getvalue().decode())
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)

    return run


@pytest.fixture
def kiosk_process(env, tmp_path):
    """Runs `kiosk …` as a process of its own: where its start, its streams or its exit code are the point."""

    def run(*args, feed="", **more_env):
        command = [sys.executable, "-m", "kiosk", *map(str, args)]
        done = subprocess.run(
            command,
            input=feed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env | more_env,
            cwd=tmp_path,
            timeout=60,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """A content file made from the packaged snapshot."""
    catalogue = Catalogue(tmp_path_factory.mktemp("unpacked"))
    assert catalogue.prepare()
    return catalogue.at.content


@pytest.fixture
def with_content(unpacked, at):
    """A data directory whose content is unpacked already, as it is from the second command on."""
    at.root.mkdir(exist_ok=True)
    shutil.copy(unpacked, at.content)


@pytest.fixture
def enrolled(platform, data_dir):
    return platform.enrol_directly(data_dir, numbers=2000)

"""The command line as a person or a script calls it: a process, its two streams and its exit code."""

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

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
def kiosk(env, tmp_path):
    """Runs `kiosk …`."""

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


@pytest.fixture
def enrolled(platform, data_dir):
    return platform.enrol_directly(data_dir, numbers=2000)

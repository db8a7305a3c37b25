"""The tests' platform: the same parts as embedded, in a directory of its own; only password hashing is cheaper."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PLATFORM_DATA_DIR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:  # workers inherit, and must not share
    scratch = tempfile.mkdtemp(prefix="linsheng-platform-test-")
    os.environ["PLATFORM_DATA_DIR"] = scratch
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)

from central_platform.settings.embedded import *  # noqa: F403
from central_platform.settings.embedded import DATA_DIR, DATABASES

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "test.sqlite3")}

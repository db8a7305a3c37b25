"""The settings for a platform on the net: Django's own check finds nothing, and nobody is silenced."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import django, json
django.setup()
from django.conf import settings
from django.core import checks
found = [str(one) for one in checks.run_checks(include_deployment_checks=True)]
print(json.dumps([found, list(settings.SILENCED_SYSTEM_CHECKS), sorted(settings.REQUIRE_TOTP), settings.DEBUG]))
"""


def asked(tmp_path, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLATFORM_", "DJANGO_"))}
    env = kept | {"PLATFORM_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "central_platform.settings.production"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=env | more, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_production_passes_the_deployment_check_and_wants_a_second_factor_of_who_publishes(tmp_path):
    assert asked(tmp_path) == [[], [], ["admin", "publisher"], False]

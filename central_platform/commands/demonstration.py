"""What `demo` adds: content of a fictional community, staff accounts with passwords made once, an enrolment code."""

import json
import logging
import secrets
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from central_platform.commands.devices import new_code
from central_platform.feed import changes, disk, files
from central_platform.fleet import halls

log = logging.getLogger(__name__)

FALLBACK_HALL = {
    "id": "jinhe",
    **{name: {"zh": "", "en": ""} for name in ("community", "window", "duty")},
    "name": {"zh": "锦和社区服务大厅", "en": "Jinhe Community Service Hall"},
    "phone": "",
}


def ready() -> dict[str, object]:
    """`{"enrol_code", "staff"}` of a platform that has something to show."""
    _content()
    people = staff()
    return {"enrol_code": new_code(slug=halls.published()[0]), "staff": people}


def _content() -> None:
    if find_spec("central_platform.content.demo"):
        added = import_module("central_platform.content.demo").load()
        log.info("demo content: %d items added", added)
    else:
        log.warning("demo content: central_platform.content.demo is not there; only a hall is published")
    if not halls.published():
        changes.record("hall", str(FALLBACK_HALL["id"]), FALLBACK_HALL)
    files.write_pending()


def staff() -> list[dict[str, str]]:
    """The demo's accounts; their passwords are drawn at the first start and kept where only the owner reads."""
    path = Path(settings.DATA_DIR) / "demo-staff.json"
    if not path.exists():
        people = [
            {"user": user, "password": secrets.token_urlsafe(12), "role": role} for user, role in _wanted().items()
        ]
        disk.write(path, json.dumps(people, ensure_ascii=False, indent=1).encode(), disk.PRIVATE)
    people = json.loads(path.read_text())
    with transaction.atomic():
        for person in people:
            _ensure(person)
    return people


def _wanted() -> dict[str, str]:
    """User name → role: the administrator, and one for each role the console knows."""
    roles = (
        import_module("central_platform.staff.roles").DEMO_ACCOUNTS if find_spec("central_platform.staff.roles") else {}
    )
    return {"admin": "管理员", **roles}


def _ensure(person: dict[str, str]) -> None:
    people = get_user_model()
    if people.objects.filter(username=person["user"]).exists():
        return
    if person["user"] == "admin":
        people.objects.create_superuser("admin", password=person["password"])
        return
    user = people.objects.create_user(person["user"], password=person["password"])
    user.groups.add(Group.objects.get(name=person["role"]))

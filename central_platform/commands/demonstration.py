"""What `demo` adds: content of a fictional community, staff accounts with passwords made once, an enrolment code."""

import logging
from importlib import import_module
from importlib.util import find_spec

from central_platform.commands.devices import new_code
from central_platform.feed import changes, files
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
    """One account a role; the passwords are drawn at the first start and kept where only the owner reads."""
    if not find_spec("central_platform.staff.users"):
        log.warning("demo accounts: central_platform.staff.users is not there; nobody can log in")
        return []
    return import_module("central_platform.staff.users").ensure_demo_staff()

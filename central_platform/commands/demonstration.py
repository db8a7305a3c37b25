"""What `demo` adds: content of a fictional community, staff accounts with passwords made once, an enrolment code."""

import logging

from central_platform.commands.devices import new_code
from central_platform.content import demo as content
from central_platform.feed import files
from central_platform.fleet import halls
from central_platform.staff.users import ensure_demo_staff

log = logging.getLogger(__name__)


def ready() -> dict[str, object]:
    """`{"enrol_code", "staff"}` of a platform that has something to show."""
    added = content.load()
    log.info("demo content: %d items added", added)
    files.write_pending()
    return {"staff": ensure_demo_staff(), "enrol_code": new_code(slug=halls.published()[0])}

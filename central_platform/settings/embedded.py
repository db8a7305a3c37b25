"""The platform in one process on one machine, reached over plain HTTP on its own network (`serve`, `demo`)."""

from central_platform.settings.base import *  # noqa: F403

SESSION_COOKIE_NAME = "linsheng-session"
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # no HTTPS of its own: a proxy that has it uses settings.production
    "security.W008",
    "security.W012",
    "security.W016",
]

"""The platform behind nginx and HTTPS, with several processes and PostgreSQL."""

import os

from central_platform.settings.base import *  # noqa: F403
from central_platform.settings.base import DATA_DIR
from central_platform.settings.known import roles_of

REQUIRE_TOTP = roles_of(os.environ.get("PLATFORM_REQUIRE_TOTP", "admin,publisher"))
STATIC_ROOT = DATA_DIR / "static"  # filled by `collectstatic`, served by nginx or whitenoise
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

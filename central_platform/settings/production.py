"""The platform behind nginx and HTTPS, with several processes and PostgreSQL."""

from central_platform.settings.base import *  # noqa: F403
from central_platform.settings.base import DATA_DIR

STATIC_ROOT = DATA_DIR / "static"  # filled by `collectstatic`, served by nginx or whitenoise
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

"""Settings shared by every way of running the platform; everything a site may change is a PLATFORM_* variable."""

import os
from pathlib import Path

from central_platform.settings.databases import database
from central_platform.settings.known import networks, retention_days, roles_of
from central_platform.settings.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PLATFORM_DATA_DIR", Path.cwd() / "var" / "platform")).resolve()
KEYS_DIR = Path(os.environ.get("PLATFORM_KEYS_DIR", DATA_DIR / "keys")).resolve()
FEED_DIR = DATA_DIR / "feed"
MEDIA_ROOT = DATA_DIR / "media"

SECRET_KEY = secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("PLATFORM_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
TRUSTED_PROXY = os.environ.get("PLATFORM_TRUSTED_PROXY", "")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("PLATFORM_TRUSTED_ORIGINS", "").split(",") if origin]

RETENTION_DAYS = retention_days(os.environ.get("PLATFORM_RETENTION_DAYS", ""))
HANDOVER_NETWORKS = networks(os.environ.get("PLATFORM_HANDOVER_NETWORKS", ""))
REQUIRE_TOTP = roles_of(os.environ.get("PLATFORM_REQUIRE_TOTP", ""))

INSTALLED_APPS = [
    "central_platform.staff",
    "central_platform.content",
    "central_platform.feed",
    "central_platform.reports",
    "central_platform.fleet",
    "central_platform.open311",
    "central_platform.handover",
    "central_platform.insight",
    "central_platform.api",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# No LocaleMiddleware: an English browser must not turn the console English. The language belongs to the user.
MIDDLEWARE = [
    "central_platform.api.proxy.TrustedProxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "central_platform.api.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "central_platform.staff.gate.SecondFactorGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

ROOT_URLCONF = "central_platform.urls"
WSGI_APPLICATION = "central_platform.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(DATA_DIR, os.environ.get("PLATFORM_DATABASE_URL", ""))}
# Limits that must hold across processes live in the database, never in this cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o640

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/staff/login/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "staff/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
OTP_TOTP_ISSUER = "邻声"

X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one working day
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20  # bytes: one voice note of a minute; the intake has its own lower cap
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "邻声"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_RESET_ENABLED = False  # an administrator sets a new one; no mail leaves this machine
WAGTAILADMIN_USER_LOGIN_FORM = "central_platform.staff.signing_in.SignInForm"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = os.environ.get("PLATFORM_URL", "http://127.0.0.1:8000")
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "central_platform.content.uploads.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 2**20  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"axes": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PLATFORM_LOG_LEVEL", "INFO")},
}

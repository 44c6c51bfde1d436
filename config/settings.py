"""Every setting of Hereabouts, read from the environment. A bad value stops the start and says what was expected."""

import os
import re
from pathlib import Path

import dj_email_url
import pgtrigger
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from environs import Env, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(eager=False)
HOST = re.compile(r"(\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])", re.IGNORECASE)
EMBEDDING = re.compile(r"(\.?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?|\*)", re.IGNORECASE)
TILES = re.compile(
    r"((https://(\{s\}\.)?[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:[0-9]+)?"
    r"/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s\"'`;,<>\\]+)?\Z",
    re.IGNORECASE,
)


def host_names(hosts):
    """Refuse what Django would never find in a request's Host header."""
    if not hosts or not all(map(HOST.fullmatch, hosts)):
        raise ValidationError("Give host names such as example.org, separated by commas, without https:// or a port.")


def embedding_hosts(hosts):
    """Refuse what browsers would not understand among the hosts whose pages may hold ours in a frame."""
    if not all(map(EMBEDDING.fullmatch, hosts)):
        raise ValidationError(
            "Give host names such as example.org, .example.org for all below it too, or * for any, separated by commas."
        )


# ── The site ──────────────────────────────────────────────────────────────────────────────────────────────────────────
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=32, error="Give at least 32 random characters."))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], validate=host_names)
SITE_NAME = env.str("SITE_NAME", "Hereabouts")
SITE_URL = env.str(
    "SITE_URL",
    "http://localhost:8000",
    validate=validate.Regexp(r"^https?://[^/\s]+$", error="Give an address like https://example.org, without a path."),
)
CONTROLLER_NAME = env.str("CONTROLLER_NAME", "The organisation that runs this site")
CONTROLLER_EMAIL = env.str(
    "CONTROLLER_EMAIL", "hello@example.org", validate=validate.Email(error="Give an e-mail address.")
)

# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
POSTGIS = "django.contrib.gis.db.backends.postgis"
WEB = env.dj_db_url("DATABASE_URL", engine=POSTGIS)
OWNER = env.dj_db_url("OWNER_DATABASE_URL", engine=POSTGIS) if "OWNER_DATABASE_URL" in os.environ else None
PUBLIC = env.dj_db_url("PUBLIC_DATABASE_URL", engine=POSTGIS) if "PUBLIC_DATABASE_URL" in os.environ else None
REDIS_URL = env.str(
    "REDIS_URL",
    "redis://localhost:6379/0",
    validate=validate.Regexp(r"^(rediss?|unix)://", error="Give an address like redis://localhost:6379/0."),
)
EMAIL_URL = env.str(
    "EMAIL_URL",
    "console:",
    validate=validate.Regexp(
        r"^(smtps?|submission|console|file|memory|dummy):", error="Give smtp://user:password@host:port."
    ),
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Hereabouts <hereabouts@example.org>")
TILE_URL = env.str(
    "TILE_URL",
    "",
    validate=validate.Regexp(TILES, error="Give an address like https://tiles.example.org/{{z}}/{{x}}/{{y}}.png."),
)
TILE_ATTRIBUTION = env.str(
    "TILE_ATTRIBUTION",
    *([] if TILE_URL else [""]),
    validate=validate.Length(min=1 if TILE_URL else 0, error="Give the credit that the provider of TILE_URL asks for."),
)
EMBED_HOSTS = env.list("EMBED_HOSTS", [], validate=embedding_hosts)
DISTANCE_UNIT = env.str(
    "DISTANCE_UNIT", "miles", validate=validate.OneOf(["miles", "km"], error="Choose one of {choices}.")
)
DEFAULT_LICENCE = env.str(
    "DEFAULT_LICENCE",
    "ogl-3",
    validate=validate.Regexp(r"^[a-z0-9]+([.-][a-z0-9]+)*$", error="Give the code of a licence, such as ogl-3."),
)
PHOTO_FOLDER = env.path("PHOTO_FOLDER", BASE_DIR / ".state" / "photos")
PHOTO_LARGEST_MB = env.int(
    "PHOTO_LARGEST_MB", 12, validate=validate.Range(min=1, max=100, error="Give whole megabytes, {min} to {max}.")
)
WAY_OUT_URL = env.str(
    "WAY_OUT_URL",
    "https://www.bbc.co.uk/weather",
    validate=validate.Regexp(r"^https?://[^\s\"'<>]+$", error="Give an address like https://www.example.org/weather."),
)
PROXIES = env.int(
    "PROXIES",
    0,
    validate=validate.Range(min=0, max=9, error="Give the number of proxies in front of the site, 0 to 9."),
)
DAYS = validate.Range(min=1, max=3650, error="Give a number of days, 1 to 3650.")
MANY = validate.Range(min=1, max=1_000_000, error="Give a number from 1 to 1000000.")
REPORT_CONFIRM_DAYS = env.int("REPORT_CONFIRM_DAYS", 3, validate=DAYS)
REPORT_DAYS = env.int("REPORT_DAYS", 90, validate=DAYS)
ENTRIES_AN_HOUR = env.int("ENTRIES_AN_HOUR", 120, validate=MANY)
COMPARISONS_AN_HOUR = env.int("COMPARISONS_AN_HOUR", 3000, validate=MANY)
REPORTS_AN_HOUR = env.int("REPORTS_AN_HOUR", 30, validate=MANY)
REPORTS_A_DAY = env.int("REPORTS_A_DAY", 5, validate=MANY)
CONCERN_DAYS = env.int("CONCERN_DAYS", 90, validate=DAYS)
CONCERN_LONGEST_DAYS = env.int("CONCERN_LONGEST_DAYS", 365, validate=DAYS)
LOG_LEVEL = env.str(
    "LOG_LEVEL",
    "INFO",
    validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"], error="Choose one of {choices}."),
)
env.seal()

# ── Django ────────────────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "config.admin.HereaboutsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_structlog",
    "leaflet",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "template_partials",
    "accounts",
    "places",
    "consortia",
    "assets",
    "projects",
    "mapping",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.strangers.NobodyIsKnownInFrames",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.databases.VisitorsReadThePublicCopy",
    "config.caching.PagesOfPeopleStayPrivate",
    "pghistory.middleware.HistoryMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.unsent.NothingTypedIsLost",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.service",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
SILENCED_SYSTEM_CHECKS = ["gis.W001"]  # GDAL reads only files of people who run the site


# ── Databases ─────────────────────────────────────────────────────────────────────────────────────────────────────────
# One database under three roles: `default` is what the site works as, `owner` migrates, `public` reads for visitors.
def kept_open(database, *options):
    """Without JIT: the high cost estimates of spatial functions set it off for small work, at 50 ms a statement.

    With random pages nearly as cheap as others, as on disks of today; else the nearest are sorted, not read in order.
    """
    settings = database.get("OPTIONS", {})
    options = " ".join(["-c jit=off -c random_page_cost=1.1", *options, settings.get("options", "")]).strip()
    return {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "OPTIONS": {**settings, "options": options}}


DATABASES = {
    "default": kept_open(WEB),
    "owner": {**kept_open(OWNER or WEB), "TEST": {"MIRROR": "default"}},
    "public": {
        **(kept_open(PUBLIC) if PUBLIC else kept_open(WEB, "-c role=hereabouts_public")),
        "TEST": {"MIRROR": "default"},
    },
}
DATABASE_ROUTERS = ["config.databases.VisitorsRouter"]

# ── People ────────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assets:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# ── Redis: cache, queue ───────────────────────────────────────────────────────────────────────────────────────────────
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # every task may run twice
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # workers log as config.logs says, too
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# By the clock of CELERY_TIMEZONE, so that a scheduler that starts anew several times a day still runs what is seldom. A
# minute past each hour a contact is hidden that is agreed to no longer, so that the database, too, has the next day.
CELERY_BEAT_SCHEDULE = {
    "hide-contacts": {"task": "assets.tasks.hide_contacts_past_their_date", "schedule": crontab(minute=1)},
    "start-alerts": {"task": "assets.tasks.start_alerts", "schedule": crontab(minute=20)},
    "find-duplicates": {"task": "assets.tasks.find_duplicates", "schedule": crontab(hour=2, minute=30)},
    "forget-reports": {"task": "assets.tasks.forget_reports", "schedule": crontab(hour=3, minute=10)},
    "forget-concerns": {"task": "assets.tasks.forget_concerns", "schedule": crontab(hour=3, minute=20)},
    "delete-forgotten-photos": {"task": "assets.tasks.delete_forgotten_photos", "schedule": crontab(hour=3, minute=30)},
    "clear-ended-sessions": {"task": "accounts.tasks.clear_ended_sessions", "schedule": crontab(hour=3, minute=40)},
    "tell-overdue": {"task": "assets.tasks.tell_overdue", "schedule": crontab(hour=7, minute=50)},
    "tell-reporters": {"task": "assets.tasks.tell_reporters", "schedule": crontab(hour=8, minute=0)},
    "remind-leads": {"task": "assets.tasks.remind_leads", "schedule": crontab(hour=9, minute=0)},
    "ask-for-leads": {"task": "assets.tasks.ask_for_leads", "schedule": crontab(hour=9, minute=10)},
    "refresh-words": {"task": "assets.tasks.refresh_words", "schedule": 10 * 60},
    "fold-cells": {"task": "mapping.tasks.fold_cells", "schedule": 10, "options": {"expires": 8}},
    "follow-areas": {"task": "assets.tasks.follow_areas", "schedule": 30, "options": {"expires": 25}},
}

# ── E-mail ────────────────────────────────────────────────────────────────────────────────────────────────────────────
EMAIL = dj_email_url.parse(EMAIL_URL)
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = EMAIL["EMAIL_FILE_PATH"]
EMAIL_HOST = EMAIL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
EMAIL_SUBJECT_PREFIX = ""

# ── Static files ──────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.static_files.NpmFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "photos": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PHOTO_FOLDER,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.HashedStaticFiles"
    },
}

# ── Photos ────────────────────────────────────────────────────────────────────────────────────────────────────────────
PHOTO_LARGEST_BYTES = PHOTO_LARGEST_MB * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.NoMoreThanIsTaken",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# ── The map ───────────────────────────────────────────────────────────────────────────────────────────────────────────
MAP_CREDITS = (
    "Boundaries: Office for National Statistics, Open Government Licence v3.0; contains Ordnance Survey data © Crown "
    "copyright and database right. Land outline: Natural Earth."
)
MAP_REVISION_SECONDS = 0.5  # for so long a process believes that the register has not changed
LEAFLET_CONFIG = {
    "SPATIAL_EXTENT": (-8.7, 49.8, 1.9, 60.9),
    "MIN_ZOOM": 4,
    "MAX_ZOOM": 18,
    "TILES": [(SITE_NAME, TILE_URL, {"attribution": TILE_ATTRIBUTION, "referrerPolicy": "strict-origin"})]
    if TILE_URL
    else [],
    "ATTRIBUTION_PREFIX": "Leaflet",
    "LOADEVENT": "DOMContentLoaded",
    "NO_GLOBALS": True,
    "RESET_VIEW": False,
    "SCALE": None,
}

# ── What a browser may do with our pages ──────────────────────────────────────────────────────────────────────────────
TILE_HOSTS = ["/".join(TILE_URL.replace("{s}", "*").split("/")[:3])] if TILE_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, *TILE_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "config.unsent.old_token"

# ── Programs' interface, history, logs ────────────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_APPEND_ONLY = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who looked for help is nobody's business
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

"""Settings. Everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from concerted.site.languages import LANGUAGES as LANGUAGES
from concerted.site.languages import SHELL_LANGUAGES as SHELL_LANGUAGES

PACKAGE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("CONCERTED_DATA", "data")).resolve()
ADDRESS = os.environ.get("CONCERTED_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""Where people reach this installation; links in mail begin with it."""
IS_DEMO = os.environ.get("CONCERTED_DEMO") == "1"
PROXIES = int(os.environ.get("CONCERTED_PROXIES", "0"))
"""How many proxies of ours stand before this server; of what they forward the visitor's address is believed."""
IS_LOCAL = ADDRESS.startswith(("http://127.0.0.1", "http://localhost"))


def _secret_key() -> str:
    """From the environment, or kept in the data folder, made at the first start."""
    given = os.environ.get("CONCERTED_SECRET_KEY")
    if given:
        return given
    kept = DATA / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    made = secrets.token_urlsafe(50)
    if DATA.is_dir():
        kept.touch(mode=0o600)
        kept.write_text(made)
    return made


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", ADDRESS.split("//")[1].split(":")[0]]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "concerted.site",
    "concerted.measure.reports",
    "concerted.measure.indicators",
    "concerted.measure.reviews",
    "concerted.act.petitions",
    "concerted.act.letters",
    "concerted.act.campaigns",
    "concerted.act.policies",
    "concerted.act.officials",
    "concerted.pool.network",
    "concerted.listen.conversations",
    "concerted.pool.agreements",
    "concerted.pool.offers",
    "concerted.decide.proposals",
    "concerted.pool.partners",
    "concerted.pool.workplan",
    "concerted.listen.representation",
    "concerted.listen.surveys",
    "concerted.goals",
    "concerted.people",
    "concerted.organizations",
    "concerted.accounts",
    "concerted.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
]

MIDDLEWARE = [
    "concerted.base.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "concerted.base.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "concerted.base.middleware.Compressed",
    "concerted.site.policy.Policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "concerted.base.middleware.SaneRequests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "concerted.organizations.middleware.OrganizationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "concerted.base.middleware.RefusedAnswer",
]

ROOT_URLCONF = "concerted.site.urls"
WSGI_APPLICATION = "concerted.site.wsgi.application"
OWN_TEMPLATES = [
    Path(one) for one in os.environ.get("CONCERTED_TEMPLATES", "").split(os.pathsep) if one
]
"""Folders whose templates go before ours: an installation's own words."""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*OWN_TEMPLATES, PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "concerted.site.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'concerted.sqlite3'}",
        conn_max_age=600,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: an acknowledged signature survives a power cut. NORMAL is twice as fast for who accepts less.
    DURABILITY = os.environ.get("CONCERTED_SQLITE_SYNCHRONOUS", "FULL")
    DATABASES["default"]["ENGINE"] = "concerted.base.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; "
            f"PRAGMA synchronous={DURABILITY}; PRAGMA temp_store=MEMORY; "
            # The log is folded into the file every 16 MB: pages that many commits touch are moved once.
            "PRAGMA wal_autocheckpoint=4000;"
        ),
    }
else:
    # Values travel beside the statement instead of being quoted into it: a third less work for each.
    # What is asked again and again is planned once by each connection.
    OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    OPTIONS["server_side_binding"] = True
    OPTIONS.setdefault("prepare_threshold", 5)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "concerted.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "concerted.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "concerted.accounts.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Concerted"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "organizations:home"
LOGOUT_REDIRECT_URL = "organizations:home"

LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE.parent / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

EMAIL_HOST = os.environ.get("CONCERTED_SMTP_HOST", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "concerted.base.outbox.files.FileBackend"
)
EMAIL_PORT = int(os.environ.get("CONCERTED_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CONCERTED_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CONCERTED_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CONCERTED_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("CONCERTED_FROM", "Concerted <concerted@localhost>")

BROKER = os.environ.get("CONCERTED_BROKER", "")
"""Where Celery's workers find jobs, as redis://…; without one they are kept in the database."""
if BROKER:
    INSTALLED_APPS.append("django_tasks_fennel")
    CELERY_BROKER_URL = BROKER
    CELERY_TASK_DEFAULT_QUEUE = "default"
    CELERY_TASK_IGNORE_RESULT = True
    # A job is taken off the queue when it is done: what a dead worker had in hand is run again.
    CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
    CELERY_WORKER_PREFETCH_MULTIPLIER = 1
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": int(os.environ.get("CONCERTED_BROKER_PATIENCE", "3600"))
    }
TASKS = {
    "default": {
        "BACKEND": "django_tasks_fennel.CeleryBackend"
        if BROKER
        else "django_tasks_db.DatabaseBackend"
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ADDRESS.startswith("https://") else 0
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lean": {"()": "concerted.base.logs.LeanJson"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lean"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "concerted": {"level": os.environ.get("CONCERTED_LOG_LEVEL", "INFO")},
        # These go to the console by Django's own arrangement, with paths; here they take the common one.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django_tasks": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []

"""Production settings. Everything that differs between installations comes from the environment.

Required: MUSTER_SECRET_KEY, MUSTER_HOSTS (comma-separated), MUSTER_URL (the public address).
Optional: MUSTER_DATABASE_URL, MUSTER_EMAIL_HOST (and _PORT, _USER, _PASSWORD, _TLS, _BACKEND), MUSTER_FROM_EMAIL, MUSTER_PROXIES.
See docs/operations.md.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = env.str("MUSTER_SECRET_KEY")
DEBUG = False
DEMO = False
ALLOWED_HOSTS = env.list("MUSTER_HOSTS")
PUBLIC_URL = env.str("MUSTER_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "config",
    "reports",
    "imports",
    "certificates",
    "finance",
    "evaluations",
    "bookings",
    "training",
    "correspondence",
    "accounts",
    "lib",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "config.middleware.NoNullInQuery",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.FrozenNow",
    "config.middleware.PressedAgain",
    "config.middleware.NoBrowserCache",
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
                "config.page.board_and_navigation",
            ],
        },
    },
]
FORM_RENDERER = "lib.forms.Renderer"

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000;"
    ),
}


def database(url: str) -> dict:
    """Connection settings for a database URL (sqlite:///… or postgres://…)."""
    settings = dict(dj_database_url.parse(url))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
        settings["CONN_MAX_AGE"] = None
    else:
        settings["OPTIONS"] = settings.get("OPTIONS", {}) | {"pool": {"min_size": 1, "max_size": 8}}
        settings["CONN_MAX_AGE"] = 0
    return settings


DATABASES = {
    "default": database(env.str("MUSTER_DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'muster.sqlite3'}"))
}

# Rate limits must be shared by all processes, so the cache lives in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Past this number some are dropped, and with them the count of somebody's tries: 300, as shipped, would be filled on purpose.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["config.signed_in.WithRoles"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "config.allauth.AccountAdapter"
MFA_ADAPTER = "config.allauth.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignUpForm"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.own_account.AddEmailForm",
    "change_password": "accounts.forms.own_account.ChangePasswordForm",
    "reset_password": "accounts.forms.own_account.ResetPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Muster"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("MUSTER_PROXIES", 0)
SECOND_FACTOR_REQUIRED = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "bookings:programme"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("govuk", BASE_DIR / "node_modules" / ".muster-static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = env.str("MUSTER_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("MUSTER_EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("MUSTER_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("MUSTER_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("MUSTER_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("MUSTER_EMAIL_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MUSTER_FROM_EMAIL", "training@localhost")

SECURE_SSL_REDIRECT = env.bool("MUSTER_SSL_REDIRECT", True)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"structured": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
# E-mail addresses are unique whatever their case: a constraint on Lower("email") keeps it, which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

"""Demo settings: SQLite in var/demo, known passwords, mail shown on a page instead of sent.

They refuse to start when a production setting is on, so that a demo sign-in can never open a real installation.
"""

import os

from django.core.exceptions import ImproperlyConfigured

PRODUCTION = [
    "MUSTER_SECRET_KEY", "MUSTER_HOSTS", "MUSTER_URL", "MUSTER_DATABASE_URL", "MUSTER_EMAIL_HOST", "MUSTER_EMAIL_PORT",
    "MUSTER_EMAIL_USER", "MUSTER_EMAIL_PASSWORD", "MUSTER_EMAIL_TLS", "MUSTER_EMAIL_BACKEND", "MUSTER_FROM_EMAIL",
    "MUSTER_PROXIES", "MUSTER_SSL_REDIRECT",
]  # fmt: skip
switched_on = [name for name in PRODUCTION if name in os.environ]
if switched_on:
    raise ImproperlyConfigured(
        f"The demo will not start, because {', '.join(switched_on)} is set: this looks like a real installation. "
        "Set DJANGO_SETTINGS_MODULE=config.settings to run it, or unset the variable to see the demo."
    )

PORT = os.environ.get("PORT", "8000")
os.environ["MUSTER_SECRET_KEY"] = "demo-only-" + "not-a-secret-" * 4
os.environ["MUSTER_HOSTS"] = "localhost,127.0.0.1"
os.environ["MUSTER_URL"] = f"http://localhost:{PORT}"
try:
    from config.settings import *  # noqa: F403
    from config.settings import BASE_DIR, INSTALLED_APPS, STORAGES, database
finally:
    # Children of this process must be able to load these settings too.
    for name in ("MUSTER_SECRET_KEY", "MUSTER_HOSTS", "MUSTER_URL"):
        del os.environ[name]

DEMO = True
DATA_DIR = BASE_DIR / "var" / "demo"
DATABASES = {"default": database(f"sqlite:///{DATA_DIR / 'demo.sqlite3'}")}
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
CSRF_TRUSTED_ORIGINS = [f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the demo mailbox shows the outbox
DEFAULT_FROM_EMAIL = "training@demo.example"
SECOND_FACTOR_REQUIRED = False
AUTH_PASSWORD_VALIDATORS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # nothing is collected: files are served from where they lie
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

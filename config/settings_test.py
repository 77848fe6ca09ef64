"""Test settings: the demo's, with a fast hasher and the database named by MUSTER_TEST_DATABASE."""

import os

from config.settings_demo import *  # noqa: F403
from config.settings_demo import BASE_DIR, database

TEST_DATABASE = os.environ.get(
    "MUSTER_TEST_DATABASE", f"sqlite:///{BASE_DIR / 'var' / 'test' / 'unused.sqlite3'}"
)
DATABASES = {"default": database(TEST_DATABASE)}
if TEST_DATABASE.startswith("sqlite"):
    # A file, not memory: the races run in processes of their own. One for each run, so that two runs do not meet;
    # xdist adds the worker's name. Children of a run share its number.
    RUN = os.environ.setdefault("MUSTER_TEST_RUN", str(os.getpid()))
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "var" / "test" / f"muster-{RUN}.sqlite3")}
else:
    # Every test may come in a thread or process of its own; a pool would keep the test database open when it is to be dropped.
    DATABASES["default"]["OPTIONS"].pop("pool")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PUBLIC_URL = "http://testserver"

"""Settings of worker processes that the tests start: the test's own database, and mail as files."""

import os

from config.settings_test import *  # noqa: F403
from config.settings_test import DATABASES

DATABASES["default"]["NAME"] = os.environ["WORKER_DATABASE"]
EMAIL_BACKEND = os.environ["WORKER_EMAIL_BACKEND"]
EMAIL_FILE_PATH = os.environ["WORKER_MAIL"]

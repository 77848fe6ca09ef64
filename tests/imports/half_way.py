"""A worker that says when all rows are written but not yet committed, and then waits to be killed."""

import sys
import time

import django

django.setup()

from imports import working  # noqa: E402 — models need django.setup()
from tests.cast import NOW  # noqa: E402


def say_and_wait(*args, **kwargs):
    print("half-way")
    sys.stdout.flush()
    time.sleep(600)


if __name__ == "__main__":
    working.record = say_and_wait
    working.work_due(NOW)

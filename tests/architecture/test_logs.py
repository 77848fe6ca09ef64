"""The log of production tells what broke and where, and nothing by which a person is known or somebody may act for them."""

import json
import logging

from config.logs import JsonFormatter
from lib.links import sign


def logged(words, *args, **more) -> dict:
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, words, args, more.get("exc_info")
    )
    return json.loads(JsonFormatter().format(record))


def test_a_signed_link_is_not_logged():
    token = sign("manage", "BCDFGHJKMNPQ")
    line = logged("Internal Server Error: %s", f"/bookings/manage/{token}/")
    assert line["message"] == "Internal Server Error: /bookings/manage/(signed link)/"


def test_the_words_of_an_exception_are_not_logged():
    words = "Key (email)=(nadia.nurse@example.org) already exists"
    try:
        raise ValueError(words)
    except ValueError as error:
        line = logged("broken", exc_info=(type(error), error, error.__traceback__))
    assert "nadia" not in json.dumps(line)
    assert line["exception"].endswith("ValueError")
    assert "test_logs.py" in line["exception"]

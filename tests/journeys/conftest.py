"""One of everything that pages are about, shared with the access test."""

from tests.doors.test_access import cast  # noqa: F401

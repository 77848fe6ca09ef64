"""One of everything that pages are about, and somebody without an employment, shared with the access test."""

from tests.doors.test_access import cast, newcomer  # noqa: F401

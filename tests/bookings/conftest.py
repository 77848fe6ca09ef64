"""Fixtures that several files of tests share."""

from tests.bookings.online_scene import keep, nadia, online_event, samir, session

__all__ = ["keep", "nadia", "online_event", "samir", "session"]

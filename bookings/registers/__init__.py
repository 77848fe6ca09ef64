"""The register of an event. Its verbs in one place: marks, people who come without a place, and closing."""

from bookings.registers.closing import close, reasons_not_to_close
from bookings.registers.marks import mark_all_present, mark_the_rest, opens_at, said
from bookings.registers.results import Forecast, forecast
from bookings.registers.taps import mark, tap, unmark
from bookings.registers.walk_ins import add_new_person, add_walk_in

__all__ = [
    "Forecast", "add_new_person", "add_walk_in", "close", "forecast", "mark", "mark_all_present",
    "mark_the_rest", "opens_at", "reasons_not_to_close", "said", "tap", "unmark",
]  # fmt: skip

"""The register of an event. Its verbs in one place: marks, people who come without a place, closing, and putting right."""

from bookings.registers.closing import close, reasons_not_to_close
from bookings.registers.correcting import correct, lift_override, override
from bookings.registers.forecasting import Forecast, forecast
from bookings.registers.marks import mark_all_present, opens_at, said
from bookings.registers.reopening import reopen
from bookings.registers.taps import mark, tap, unmark
from bookings.registers.walk_ins import add_new_person, add_walk_in

__all__ = [
    "Forecast", "add_new_person", "add_walk_in", "close", "correct", "forecast", "lift_override", "mark", "mark_all_present",
    "opens_at", "override", "reasons_not_to_close", "reopen", "said", "tap", "unmark",
]  # fmt: skip

"""The outcomes of a closed register, person by person, for the training team."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import TrailEntry
from bookings.models import Attendance, Booking, Charge, MakeUp, Override
from bookings.registers.marks import said
from training.models import Event, Session

DEEDS = ("register.", "booking.overrid", "booking.override_lifted", "booking.made_up")


@dataclass(frozen=True)
class OutcomeRow:
    booking: Booking
    marks: list[str]
    """What was seen at each session, in their order."""
    override: Override | None
    charges: list[Charge]

    @property
    def colour(self) -> str:
        return {"attended": "green", "partly": "yellow", "no_show": "red"}.get(self.booking.outcome, "grey")


def rows_of(event: Event, sessions: list[Session]) -> list[OutcomeRow]:
    """Everybody on the register by last name: four queries."""
    marks = Prefetch("attendances", Attendance.objects.all(), to_attr="marks")
    made_up = Prefetch("make_ups", MakeUp.objects.marked().select_related("at"), to_attr="made_up")
    charges = Prefetch("charges", Charge.objects.all(), to_attr="charged")
    people = event.bookings.on_the_register().select_related("person", "override__decided_by")
    in_order = people.order_by("person__last_name", "person__first_name", "pk")
    return [_row(booking, sessions) for booking in in_order.prefetch_related(marks, made_up, charges)]


def _row(booking, sessions: list[Session]) -> OutcomeRow:
    seen = {mark.session_id: said(mark) for mark in booking.marks}
    for each in booking.made_up:
        seen[each.session_id] = f"{seen.get(each.session_id, '')}; made up: {said(each)}".lstrip("; ")
    marks = [seen.get(session.pk, "Not marked") for session in sessions]
    return OutcomeRow(booking, marks, getattr(booking, "override", None), booking.charged)


def history_of(booking: Booking) -> list[TrailEntry]:
    """Every mark, correction and override of one person on this register, the first first."""
    told = TrailEntry.objects.about(booking).select_related("by").order_by("at", "pk")
    return [entry for entry in told if entry.deed.startswith(DEEDS)]

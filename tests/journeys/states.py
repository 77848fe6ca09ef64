"""Addresses of pages in a state in which they show something else than in the walk through every page. The scene is played before."""

from urllib.parse import urlencode

from django.urls import reverse

from bookings import explaining
from bookings.cancellation import cancel_event
from evaluations.models import Invitation
from finance import payments
from lib.links import sign
from reports.tables import KINDS
from tests.cast import NOW, make_booking, make_event, make_person
from tests.doors.examples_bookings_staff import asked as asked_why
from tests.doors.examples_finance import invoice
from tests.journeys import registers

YEAR = "2026-27"


def at(name: str, *args, **query) -> str:
    return reverse(name, args=args) + (f"?{urlencode(query, doseq=True)}" if query else "")


def for_anybody(cast, made) -> list[str]:
    """What emails lead to, and a programme in which nothing is found or an event is full, over, or cancelled."""
    requested = make_booking(cast.event, make_person("Rita", "Requested", cast.trust), "requested")
    cancelled = make_event(cast.course, cast.room)
    cancel_event(cancelled, by=cast.officer, reason="The trainer is ill.", now=NOW)
    asked = Invitation.objects.awaited(NOW).filter(booking__person=cast.nurse)
    shut = Invitation.objects.filter(is_answered=False, closes_at__lte=NOW)[:1]
    waiting, offered = [made.full.bookings.get(status=status) for status in ("waiting", "offered")]
    return [
        at("bookings:programme", q="nothing like it"),
        *[at("bookings:event", event.code) for event in (made.full, made.held, cancelled)],
        at("bookings:approval", sign("approval", requested.code)),
        *[at("bookings:manage", sign("manage", booking.code)) for booking in (waiting, offered)],
        at("bookings:charge_answer", made.charges[0].token),
        at("bookings:absence_answer", answered(cast)),
        *[at("evaluations:form", invitation.token) for invitation in [*asked, *shut]],
    ]


def answered(cast) -> str:
    """The link of an absence that was explained."""
    absence = asked_why(cast)
    explaining.answer(absence, reason="sickness", text="A cold", now=NOW)
    return absence.token


def for_the_nurse(cast, made) -> list[str]:
    waiting = made.full.bookings.get(status="waiting")
    return [
        *[at("bookings:event", event.code) for event in (made.full, made.held)],
        *[at("bookings:booking", booking.code) for booking in (waiting, made.charges[0].booking)],
    ]


def for_the_stranger(cast, made) -> list[str]:
    """Nobody is on both events: this one is full, that one overlaps what is booked already."""
    make_booking(make_event(cast.course, cast.room), cast.stranger)
    return [at("bookings:book", made.full.code), at("bookings:book", cast.event.code)]


def for_the_coordinator(cast, made) -> list[str]:
    offered = made.full.bookings.get(status="offered")
    return [
        *[at("bookings:agency", tab=tab) for tab in ("past", "people", "charges")],
        at("bookings:agency", q="nobody of this name"),
        at("bookings:booking", offered.code),
        at("bookings:accept", offered.code),
    ]


def for_the_officer(cast, made) -> list[str]:
    charges = [charge.code for charge in made.charges[:3]]
    return [
        *[at("bookings:charges", tab=tab) for tab in ("waiting", "decided")],
        *[at("bookings:charges_decide", charge=charges, deed=deed) for deed in ("confirm", "waive")],
        *[at("bookings:register", event.code) for event in (made.open, made.held)],
        at("bookings:registers", tab="closed"),
        *registers_of(cast),
        at("bookings:event_absences", asked_why(cast).booking.event.code),
        at("bookings:reasons_for_absence", first="2026-05-01", last="2026-05-31"),
        at("bookings:absences"),
        at("bookings:close_register", made.open.code),
        at("bookings:walk_in", made.open.code, q="stella"),
        *[at("bookings:event_bookings", event.code) for event in (made.full, made.held)],
        at("bookings:event_add", made.full.code, q="stella"),
        at("evaluations:results", made.held.code),
        at("training:event_new", course=cast.course.pk),
        at("training:trainer_new", q="nadia"),
        at("training:trainer_new", person=cast.nurse.code),
        at("training:events", state="past"),
        *[at("training:event", event.code) for event in (made.full, made.held)],
        at("training:event_edit", made.full.code),
    ]


def registers_of(cast) -> list[str]:
    """What is put right once a register is closed, what is open again, and what is made up and noted."""
    kept = registers.keep(cast)
    ada, otto = ((kept.closed.code, each.code) for each in (kept.ada, kept.otto))
    return [
        at("bookings:register", kept.closed.code),
        at("bookings:outcomes", kept.closed.code),
        *[at("bookings:outcome", *each) for each in (ada, otto)],
        at("bookings:correct", *ada),
        at("bookings:override", *otto),
        at("bookings:reopen_register", kept.closed.code),
        *[at("bookings:charge", charge.code) for charge in kept.ada.charges.all()],
        *[at(f"bookings:{name}", kept.reopened.code) for name in ("register", "outcomes", "close_register")],
        at("bookings:register", kept.today.code, session=2),
        at("bookings:register_note", kept.today.code, session=2),
        *[at("bookings:close_register", event.code) for event in (kept.today, kept.ready)],
    ]


def for_finance(cast, made) -> list[str]:
    """An invoice that is paid in part, and the rows behind figures."""
    unpaid = invoice(cast)
    payments.record_payment(unpaid, amount=20, received_on=NOW.date(), by=cast.finance, now=NOW)
    return [
        at("finance:invoice", unpaid.code),
        at("finance:ledger", account="debtors"),
        *[at("finance:statement_charges", YEAR, which) for which in ("waived", "received", "outstanding")],
    ]


def for_the_committee(cast, made) -> list[str]:
    return [*[at("reports:table", YEAR, name) for name in KINDS], at("reports:year", "2024-25")]


def forms_behind_links(cast, made) -> list[str]:
    requested = make_booking(cast.event, make_person("Rita", "Requested", cast.trust), "requested")
    return [
        at("bookings:approval", sign("approval", requested.code)),
        at("bookings:charge_answer", made.charges[0].token),
    ]

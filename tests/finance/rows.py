"""Rows that the tests of finance begin with."""

from datetime import timedelta

from accounts.models import Role
from bookings.models import Charge
from finance import invoicing
from tests.cast import NOW, make_booking, make_event, make_person

LATER = NOW + timedelta(days=20)
TODAY = NOW.date()


def charge_for(person, event, officer, *, state="confirmed", amount=50, day=None, **facts):
    """A charge of the officer's deciding for a booking of this person."""
    booking = make_booking(event, person, outcome="no_show")
    decided = {} if state == "proposed" else {"decided_by": officer, "decided_at": NOW}
    facts = decided | {"waiver_reason": "Sent home" if state == "waived" else ""} | facts
    return Charge.objects.create(
        booking=booking,
        agency=booking.agency,
        kind=Charge.Kind.NO_SHOW,
        day=day or event.starts_at.date(),
        amount=amount,
        state=state,
        proposed_at=NOW,
        answer_by=NOW + timedelta(days=10),
        **facts,
    )


def three_events(course, room, *, days_ago=(30, 20, 10)):
    return [make_event(course, room, starts_at=NOW - timedelta(days=days)) for days in days_ago]


def issued(agency, by, **facts):
    return invoicing.issue(agency, **{"up_to": TODAY, "by": by, "now": NOW} | facts)


def finance_officer_of(agency, first="Fred"):
    return make_person(first, "Finance", agency, "Finance officer", [Role.FINANCE])


def void(*charges, since=NOW):
    """Their cause has gone: the register was corrected."""
    Charge.objects.filter(pk__in=[charge.pk for charge in charges]).update(void_since=since)

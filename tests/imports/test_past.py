"""The past is taken over with its outcome; nobody is written to, charged, asked or certified for it."""

import pytest

from bookings import invariants
from bookings.models import Booking, Charge
from certificates import invariants as certificates_invariants
from certificates.issuing import issue_due
from certificates.models import Certificate
from correspondence.models import Message
from evaluations.invitations import open_due
from evaluations.models import Invitation
from tests.cast import NOW
from tests.imports.files import PAST, checked, csv_of, fates, imported, says
from training import invariants as training_invariants
from training.models import Event

WORKING = "Working together to safeguard children"


def row(person, attendance="attended", on="2026-03-05", **more):
    return [person.email, WORKING, on, "09:30", "16:30", attendance, *more.values()]


def test_a_past_event_comes_with_its_people_and_outcomes(officer, course, nurse, social_worker):
    imported("past", csv_of(PAST, row(nurse), row(social_worker, "absent", "05/03/2026")), officer)
    event = Event.objects.get()
    assert event.is_closed
    assert event.places_held == event.capacity == 2
    assert dict(event.bookings.values_list("person", "outcome")) == {
        nurse.pk: "attended",
        social_worker.pk: "no_show",
    }
    assert Booking.objects.get(person=nurse).agency == nurse.employment.agency


def test_nobody_is_told_charged_asked_or_certified(officer, course, nurse, social_worker, tariff):
    imported("past", csv_of(PAST, row(nurse), row(social_worker, "absent")), officer)
    open_due(NOW)
    issue_due(NOW)
    for nothing in (Message, Charge, Invitation, Certificate):
        assert not nothing.objects.exists()
    assert Booking.objects.get(person=nurse).certified_on.isoformat() == "2026-03-05"


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [("attended", "attended"), ("attended;absent", "partly"), ("absent; absent", "no_show")],
)
def test_one_mark_for_each_day_gives_the_outcome_of_a_register(officer, course, nurse, marks, outcome):
    content = csv_of([*PAST, "Further days"], row(nurse, marks, further="12/03/2026"))
    imported("past", content, officer)
    assert Booking.objects.get().outcome == outcome
    assert Event.objects.get().sessions.count() == 2


def test_more_people_join_an_imported_event_and_the_rest_is_unchanged(officer, course, nurse, teacher):
    imported("past", csv_of(PAST, row(nurse)), officer)
    both = csv_of(PAST, row(nurse), row(teacher))
    found = imported("past", both, officer)
    assert fates(found) == [(2, "unchanged"), (3, "new")]
    assert Event.objects.get().places_held == 2
    assert fates(checked("past", both, officer)) == [(2, "unchanged"), (3, "unchanged")]


def test_who_worked_elsewhere_counts_for_the_agency_of_that_day(officer, course, nurse, school):
    content = csv_of([*PAST, "Agency"], row(nurse, agency="Oak Primary School"))
    imported("past", content, officer)
    booking = Booking.objects.get()
    assert booking.agency == booking.employment.agency == school
    assert booking.employment.ends_on.isoformat() == "2026-03-05"
    assert nurse.employment.agency != school


def test_a_booking_that_cannot_be_the_past_is_refused(officer, course, nurse, teacher):
    rows = [
        row(teacher, on="2026-07-01"),
        row(teacher, "perhaps", "2026-02-03"),
        row(teacher, on="2026-02-30"),
    ]
    rows += [
        ["who@example.org", *row(nurse)[1:]],
        [nurse.email, "Juggling", *row(nurse, on="2026-01-05")[2:]],
    ]
    found = checked("past", csv_of(PAST, *rows), officer)
    assert {verdict for _, verdict in fates(found)} == {"wrong"}
    for sentence in (
        "The event is not over yet",
        "is no attendance",
        "real date",
        "Nobody here is",
        "no course “Juggling”",
    ):
        assert sentence in says(found)


def test_an_event_of_muster_keeps_its_own_register(officer, past_event, nurse):
    on = past_event.starts_at.date().isoformat()
    found = checked("past", csv_of(PAST, row(nurse, on=on)), officer)
    assert "its register says who came" in says(found)


def test_the_audit_finds_nothing_wrong_with_the_past(officer, course, nurse, teacher):
    imported("past", csv_of(PAST, row(nurse), row(teacher, "absent")), officer)
    found = [*invariants.breaches(), *training_invariants.breaches(), *certificates_invariants.breaches()]
    assert found == []

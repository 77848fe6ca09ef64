"""Nobody owes the same day of the same event twice, whatever became of the booking in between."""

import pytest

from bookings import charging, registers
from bookings.invariants import breaches
from bookings.models import Charge
from tests.cast import make_booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def came_back(past_event, teacher, trainer, now):
    """Tom cancelled late, booked again and did not come."""
    moment = past_event.starts_at
    late = make_booking(past_event, teacher, "cancelled", cancelled_at=moment, cancelled_late=True)
    (charge,) = charging.propose_late(late, now=moment)
    again = make_booking(past_event, teacher)
    registers.mark(again, past_event.sessions.get(), "absent", by=trainer, now=now)
    return charge


def test_who_cancels_late_books_again_and_stays_away_is_charged_once(came_back, past_event, trainer, now):
    registers.close(past_event, by=trainer, now=now)
    assert Charge.objects.get() == came_back
    assert not list(breaches())


def test_a_waived_charge_does_not_excuse_the_absence_that_follows(
    came_back, past_event, trainer, officer, now
):
    charging.waive(came_back, by=officer, reason="Called to court", now=now)
    registers.close(past_event, by=trainer, now=now)
    assert [charge.kind for charge in Charge.objects.order_by("pk")] == ["late", "no_show"]
    assert not list(breaches())

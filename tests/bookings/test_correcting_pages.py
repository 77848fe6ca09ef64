"""The outcomes of a register on screen, and putting one person right in two steps: what would follow is read before it happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings import registers
from bookings.models import Attendance, Override
from tests.cast import make_booking, make_person

WHEN = "Friday 22 May 2026 at 9:30am"


@pytest.fixture
def absent(past_event, nurse, trainer, now):
    """Nadia did not come, and the register is closed."""
    booking = make_booking(past_event, nurse)
    registers.mark(booking, past_event.sessions.get(), "absent", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    return booking


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def url(name, booking):
    return reverse(f"bookings:{name}", args=[booking.event.code, booking.code])


def sent(client, name, booking, **facts):
    return client.post(url(name, booking), facts)


def corrected(client, booking, **more):
    session = booking.event.sessions.get()
    facts = {"session": session.pk, "mark": "present", "minutes_late": "5", "reason": "She signed the sheet"}
    return sent(client, "correct", booking, **facts | more)


def mark_of(booking):
    return Attendance.objects.get(booking=booking).mark


def test_the_session_is_offered_by_its_hour_in_london(client, absent):
    assert WHEN in client.get(url("correct", absent)).content.decode()


def test_first_it_says_what_would_follow_and_does_nothing(client, absent):
    page = corrected(client, absent).content.decode()
    for words in (
        f"{WHEN}: Present, 5 minutes late",
        "She signed the sheet",
        "Did not come → <strong>Attended",
    ):
        assert words in page
    assert "Charges that are withdrawn" in page
    absent.refresh_from_db()
    assert (mark_of(absent), absent.outcome, absent.charges.get().state) == ("absent", "no_show", "proposed")


def test_once_it_was_read_it_is_put_right(client, absent):
    sure = corrected(client, absent).context["sure"]
    assert corrected(client, absent, sure=sure).url == url("outcome", absent)
    absent.refresh_from_db()
    assert (mark_of(absent), absent.outcome, absent.charges.get().state) == (
        "present",
        "attended",
        "withdrawn",
    )


def test_what_has_changed_meanwhile_is_read_again(client, absent, officer, now):
    sure = corrected(client, absent).context["sure"]
    registers.override(absent, outcome="partly", reason="Left at noon", by=officer, now=now)
    assert "has changed since you opened this page" in corrected(client, absent, sure=sure).content.decode()
    assert mark_of(absent) == "absent"


def test_an_answer_instead_of_the_rule_s_and_back(client, absent):
    facts = {"outcome": "attended", "certificate": "no", "reason": "Sent home by us"}
    first = sent(client, "override", absent, **facts)
    assert "Attended; no certificate" in first.content.decode()
    sent(client, "override", absent, **facts, sure=first.context["sure"])
    assert "Let the rule decide again" in client.get(url("outcome", absent)).content.decode()
    sent(client, "override_lift", absent)
    absent.refresh_from_db()
    assert (absent.outcome, Override.objects.count()) == ("no_show", 0)


def test_how_it_came_about(client, absent):
    page = client.get(url("outcome", absent)).content.decode()
    assert f"{WHEN}: Absent" in page
    assert "Not earned" in page


def test_the_outcomes_cost_the_same_for_one_and_three(client, absent, trust):
    event = absent.event
    asked = [reads(client, event)]
    for number in range(2):
        make_booking(event, make_person(f"Person{number}", "Colleague", trust), outcome="attended")
    assert [*asked, reads(client, event)] == asked * 2


def reads(client, event) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert "Nadia Nurse" in client.get(reverse("bookings:outcomes", args=[event.code])).content.decode()
    return len(seen)

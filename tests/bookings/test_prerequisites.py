"""What must be learnt first: a valid certificate, an equivalent, accepted learning elsewhere, or an officer's reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings.booking import book
from bookings.models import Booking
from bookings.prerequisites import missing
from lib.dates import local_day
from lib.errors import Refused
from tests.bookings.test_learning import sent
from tests.cast import NOW, make_booking, make_event
from training.models import Course

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def another_course(title, **facts):
    return Course.objects.create(
        title=title, format="full_day", level="2", minutes=300, summary="First.", **facts
    )


@pytest.fixture
def first(course):
    """What must come before the cast's course."""
    first = another_course("Safeguarding for beginners", validity_months=36)
    course.prerequisites.add(first)
    return first


def certified(course, person, *, until):
    event = make_event(course, starts_at=NOW - 200 * DAY)
    return make_booking(event, person, certified_on=event.starts_at.date(), certified_until=until)


def titles(person, event, now):
    return [each.title for each in missing(person, event, now=now)]


def test_a_missing_course_is_named_with_its_next_dates_before_the_event(event, first, room, nurse, now):
    soon = make_event(first, room, starts_at=now + 5 * DAY)
    make_event(first, room, starts_at=event.starts_at + 5 * DAY)
    with pytest.raises(Refused, match="You need a certificate of “Safeguarding for beginners”") as refused:
        book(nurse, event, by=nurse, now=now)
    (reason,) = refused.value.reasons
    assert [address for _, address in reason.links] == [
        reverse("bookings:event", args=[soon.code]),
        f"{reverse('bookings:learning_new')}?course={first.code}",
    ]
    assert "6 June 2026" in reason


def test_a_certificate_counts_through_its_last_day(event, first, nurse, now):
    booking = certified(first, nurse, until=local_day(event.starts_at))
    assert titles(nurse, event, now) == []
    Booking.objects.filter(pk=booking.pk).update(certified_until=local_day(event.starts_at) - DAY)
    assert titles(nurse, event, now) == ["Safeguarding for beginners"]


def test_a_certificate_that_does_not_expire_counts(event, first, nurse, now):
    certified(first, nurse, until=None)
    assert titles(nurse, event, now) == []


def test_somebody_elses_certificate_does_not_count(event, first, nurse, teacher, now):
    certified(first, teacher, until=None)
    assert titles(nurse, event, now) == ["Safeguarding for beginners"]


def test_an_equivalent_counts(event, first, nurse, now):
    equal = another_course("Beginners, online")
    certified(equal, nurse, until=None)
    assert titles(nurse, event, now) == ["Safeguarding for beginners"]
    equal.equivalents.add(first)
    assert titles(nurse, event, now) == []


@pytest.mark.parametrize(("state", "until", "counts"), [
    ("accepted", 0, True), ("accepted", -1, False), ("accepted", None, True), ("sent", None, False),
])  # fmt: skip
def test_learning_elsewhere_counts_once_accepted_and_while_valid(
    event, first, nurse, officer, now, state, until, counts
):
    day = None if until is None else local_day(event.starts_at) + timedelta(days=until)
    by = {"decided_by": officer, "decided_at": now} if state == "accepted" else {}
    sent(nurse, first, now, state=state, valid_until=day, **by)
    assert (titles(nurse, event, now) == []) is counts


def test_every_missing_course_is_a_reason_of_its_own(event, first, course, nurse, now):
    course.prerequisites.add(another_course("Recording well"))
    with pytest.raises(Refused) as refused:
        book(nurse, event, by=nurse, now=now)
    assert len(refused.value.reasons) == 2


def test_the_event_page_and_the_booking_page_show_all_with_links(event, first, nurse, signed_in):
    type(event).objects.update(booking_opens_at=event.starts_at - DAY)
    for page in ("event", "book"):
        shown = signed_in(nurse).get(reverse(f"bookings:{page}", args=[event.code])).content.decode()
        assert "Booking opens on" in shown
        assert "You need a certificate of" in shown
        assert "Tell us what you learnt elsewhere" in shown


def test_a_post_is_refused_although_the_page_was_open(event, first, nurse, signed_in):
    page = signed_in(nurse).post(reverse("bookings:book", args=[event.code]), {"agree": "on"})
    assert "You need a certificate of" in page.content.decode()
    assert not Booking.objects.exists()


def test_an_officer_books_somebody_all_the_same_for_a_reason(event, first, nurse, officer, signed_in):
    client, add = signed_in(officer), reverse("bookings:event_add", args=[event.code])
    page = client.post(add, {"person": nurse.code}, follow=True).content.decode()
    assert "Safeguarding for beginners" in page
    assert not Booking.objects.exists()
    own = reverse("bookings:event_add_person", args=[event.code, nurse.code])
    assert "Enter why they are booked" in client.post(own, {"override": " "}).content.decode()
    client.post(own, {"override": "Twenty years of practice"})
    assert Booking.objects.get().is_confirmed
    made = TrailEntry.objects.get(deed="booking.made")
    assert made.changes["prerequisites"] == ["Safeguarding for beginners", "Twenty years of practice"]


def test_nobody_overrides_for_themselves_and_only_officers_do(event, first, nurse, officer, coordinator, now):
    for person, by in [(officer, officer), (nurse, nurse), (nurse, coordinator)]:
        with pytest.raises(Refused, match="Only the training team"):
            book(person, event, by=by, now=now, override="Because")


def test_the_queries_do_not_grow_with_the_courses(event, course, nurse, now, django_assert_num_queries):
    for number in range(3):
        course.prerequisites.add(another_course(f"Course {number}"))
        with django_assert_num_queries(5):
            missing(nurse, event, now=now)

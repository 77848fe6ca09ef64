"""The public programme, the pages of a course and of an event."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.booking import book
from tests.cast import NOW, make_booking, make_event
from training.models import Course, Event, Venue

PROGRAMME = reverse("bookings:programme")


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def webinar(tariff):
    course = Course.objects.create(
        title="Private fostering", format="webinar", level="1", minutes=60, summary="What to look for."
    )
    return make_event(course, None)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_programme_is_open_to_everybody(client, event, board):
    page = text(client.get(PROGRAMME))
    assert "Barking Example Safeguarding Partnership" in page
    assert "Working together to safeguard children" in page
    assert "Wednesday 1 July 2026 at 9:30am" in page
    assert "Barking Learning Centre: Conference room" in page
    assert "20 places left" in page


def test_a_full_event_invites_to_the_waiting_list(client, course, room, nurse, board, tariff):
    event = make_event(course, room, capacity=1)
    make_booking(event, nurse)
    assert "Join the waiting list" in text(client.get(PROGRAMME))


def test_drafts_past_and_cancelled_events_are_not_listed(client, course, room, board):
    make_event(course, room, state="draft")
    make_event(course, room, state="cancelled")
    make_event(course, room, starts_at=make_event(course, room, state="draft").starts_at - timedelta(days=60))
    assert "No dates are planned" in text(client.get(PROGRAMME))


@pytest.mark.parametrize(
    "query",
    ["q=fostering", "format=webinar", "level=1", "where=online", "to_day=2026-07-01&q=private"],
)
def test_each_filter_narrows_the_list(client, board, event, webinar, query):
    page = text(client.get(f"{PROGRAMME}?{query}"))
    assert "1 event found" in page
    assert "Private fostering" in page


def test_the_theme_the_venue_and_the_days_narrow_the_list(client, board, event, webinar, theme):
    venue = Venue.objects.get()
    for query in [f"theme={theme.code}", f"where={venue.code}"]:
        page = text(client.get(f"{PROGRAMME}?{query}"))
        assert "1 event found" in page
        assert "Working together" in page
    assert "No event matches" in text(client.get(f"{PROGRAMME}?from_day=2026-07-02"))
    assert "2 events found" in text(client.get(f"{PROGRAMME}?from_day=2026-07-01&to_day=2026-07-01"))


def test_full_events_can_be_left_out(client, board, course, room, nurse, webinar):
    make_booking(make_event(course, room, capacity=1), nurse)
    assert "1 event found" in text(client.get(f"{PROGRAMME}?places_left=on"))


@pytest.mark.parametrize(
    "query",
    [
        "format=nonsense",
        "from_day=yesterday",
        "theme=zzz",
        "page=99999",
        "page=x",
        "where=moon",
        "q=%00",
        "q=" + "x" * 300,
    ],
)
def test_nonsense_in_the_address_still_shows_a_page(client, board, event, query):
    assert client.get(f"{PROGRAMME}?{query}").status_code == 200


def test_an_empty_search_offers_a_way_out(client, board, event):
    page = text(client.get(f"{PROGRAMME}?q=nothing+like+it"))
    assert "Clear all filters" in page


def test_hostile_text_is_shown_as_text(client, board, event):
    page = text(client.get(f"{PROGRAMME}?q=<script>alert(1)</script>"))
    assert "<script>alert" not in page


def test_twenty_events_make_a_page(client, board, course, room, tariff):
    for n in range(21):
        make_event(course, room, starts_at=make_start(n))
    assert text(client.get(PROGRAMME)).count("app-event__title") == 20
    assert text(client.get(f"{PROGRAMME}?page=2")).count("app-event__title") == 1


def make_start(n):
    return NOW + timedelta(days=10 + n)


def test_the_programme_asks_as_often_for_three_events_as_for_one(
    client, board, event, course, room, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as one:
        client.get(PROGRAMME)
    for n in (1, 2):
        make_event(course, room, starts_at=make_start(n), days=2)
    with django_assert_num_queries(len(one)):
        client.get(PROGRAMME)


def test_a_course_without_dates_has_its_page(client, board, course):
    page = text(client.get(reverse("bookings:course", args=[course.code])))
    assert "Recognise neglect" in page
    assert "No date is planned for this course" in page


def test_a_course_lists_its_dates(client, board, event):
    page = text(client.get(reverse("bookings:course", args=[event.course.code])))
    assert reverse("bookings:event", args=[event.code]) in page


def test_a_course_that_is_not_shown_cannot_be_opened(client, board, course):
    Course.objects.update(is_published=False)
    assert client.get(reverse("bookings:course", args=[course.code])).status_code == 404


def test_courses_are_listed_with_and_without_dates(client, board, event, theme):
    Course.objects.create(title="Neglect", format="briefing", level="1", minutes=60, summary="x")
    page = text(client.get(reverse("bookings:courses")))
    assert "Next: Wednesday 1 July 2026 at 9:30am" in page
    assert "No date planned at the moment" in page
    assert "Neglect" not in text(client.get(reverse("bookings:courses") + "?q=working"))


def test_the_event_page_says_the_exact_deadline_and_the_cost(client, board, event):
    page = text(client.get(reverse("bookings:event", args=[event.code])))
    assert "You can cancel free of charge until Wednesday 24 June 2026 at 9:30am." in page
    assert "your agency will be charged £50.00" in page
    assert "Trevor Trainer, Borough Children’s Services" in page
    assert "2 Town Square" in page
    assert "Sign in to book" in page


def test_the_cost_is_that_of_ones_own_agency(signed_in, board, event, nurse, tariff):
    tariff.rates.create(band="full_day", sector="health", no_show=80, late_cancellation=40)
    page = text(signed_in(nurse).get(reverse("bookings:event", args=[event.code])))
    assert (
        "If you cancel later, Riverside NHS Trust will be charged £40.00; if you do not come, £80.00." in page
    )


def test_the_event_page_gives_every_reason_against_booking(signed_in, board, event, nurse, now):
    nurse.employments.update(ends_on=now.date())
    Event.objects.update(booking_opens_at=now + timedelta(days=2))
    page = text(signed_in(nurse).get(reverse("bookings:event", args=[event.code])))
    assert "Booking opens on Wednesday 3 June 2026 at 10am." in page
    assert "does not say which agency you work for" in page
    assert "Complete your profile" in page


def test_ones_own_booking_is_shown_instead_of_the_button(signed_in, board, event, nurse, now):
    booking = book(nurse, event, by=nurse, now=now)
    page = text(signed_in(nurse).get(reverse("bookings:event", args=[event.code])))
    assert reverse("bookings:booking", args=[booking.code]) in page
    assert "Book a place" not in page


def test_a_cancelled_event_says_so(client, board, event):
    Event.objects.update(state="cancelled", cancel_reason="Snow")
    page = text(client.get(reverse("bookings:event", args=[event.code])))
    assert "This event is cancelled." in page
    assert "Snow" in page


def test_a_draft_is_seen_by_the_officer_only(client, signed_in, course, room, officer, board):
    draft = make_event(course, room, state="draft")
    address = reverse("bookings:event", args=[draft.code])
    assert client.get(address).status_code == 404
    assert "still being planned" in text(signed_in(officer).get(address))


def test_the_link_of_an_online_event_is_not_public(client, board, webinar):
    page = text(client.get(reverse("bookings:event", args=[webinar.code])))
    assert "https://meet.example/abc" not in page

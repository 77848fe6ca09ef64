"""“Tell me when there is a date”: asked on the course's page, seen by the officer, answered by the next event, ended by a place."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bookings import approvals, cancellation, registers, waiting
from bookings.booking import book
from bookings.interests import ask
from bookings.models.attendance import Mark
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_booking, make_event, make_person
from tests.training.extras import make_group, make_interest
from training import planning
from training.catalogue import change_course
from training.demand import demand
from training.interests import take_back
from training.models import Course, Interest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


def page(name, *args):
    return reverse(f"bookings:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def publish(course, room, officer, **facts):
    event = make_event(course, room, state="draft", **facts)
    planning.publish_event(event, by=officer, now=NOW)
    return event


def told():
    return set(Message.objects.filter(kind="training.new_date").values_list("person__first_name", flat=True))


def test_it_is_asked_from_the_courses_page_with_a_note(signed_in, nurse, course):
    home = signed_in(nurse)
    assert page("interest", course.code) in text(home.get(page("course", course.code)))
    answer = home.post(page("interest", course.code), {"note": "Mornings in March"}, follow=True)
    assert "We will write to you" in text(answer)
    assert "Your note: Mornings in March" in text(answer)
    mine = Interest.objects.get()
    assert (mine.person, mine.agency_name, mine.asked_at) == (nurse, "Riverside NHS Trust", NOW)


def test_a_visitor_signs_in_first_and_comes_back(client, course):
    body = text(client.get(page("course", course.code)))
    assert f"{reverse('account_login')}?next={page('interest', course.code)}" in body
    assert client.get(page("interest", course.code)).status_code == 302


def test_a_note_that_is_too_long_is_refused_and_kept(signed_in, nurse, course):
    note = "<b>" + "x" * 298
    body = text(signed_in(nurse).post(page("interest", course.code), {"note": note}))
    assert "300 characters or fewer" in body
    assert "&lt;b&gt;xxx" in body
    assert not Interest.objects.exists()


def test_asked_twice_it_is_one_with_the_newer_note(nurse, course):
    first = make_interest(nurse, course, "Mornings")
    assert make_interest(nurse, course, "Evenings", NOW + timedelta(days=1)) == first
    mine = Interest.objects.get()
    assert (mine.note, mine.asked_at) == ("Evenings", NOW)


def test_the_database_refuses_a_second_open_one(nurse, course):
    first = make_interest(nurse, course)
    facts = {"course": course, "person": nurse, "agency": first.agency, "agency_name": "A", "asked_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.create(**facts)
    take_back(first, by=nurse, now=NOW)
    Interest.objects.create(**facts)


def test_the_agency_is_frozen(nurse, course, trust):
    make_interest(nurse, course)
    type(trust).objects.filter(pk=trust.pk).update(name="Riverside and Lakeside Trust")
    assert [row.agency for row in demand()] == ["Riverside NHS Trust"]


def test_a_hidden_course_and_somebody_without_an_agency_are_refused(nurse, course, signed_in, board):
    with pytest.raises(Refused, match="Complete it first"):
        make_interest(make_person("Nina", "New"), course)
    Course.objects.update(is_published=False)
    with pytest.raises(Refused, match="no longer in the programme"):
        make_interest(nurse, course)
    assert signed_in(nurse).get(page("interest", course.code)).status_code == 404


def test_what_waits_for_a_hidden_course_can_be_taken_back_and_links_nowhere(signed_in, nurse, course):
    mine = make_interest(nurse, course)
    Course.objects.update(is_published=False)
    body = text(signed_in(nurse).get(page("mine")))
    assert course.title in body
    assert page("interest_end", mine.code) in body
    assert page("course", course.code) not in body


def test_whoever_has_a_place_is_told_so(signed_in, nurse, booking, course):
    assert "You have a place on 1 July 2026" in text(signed_in(nurse).get(page("interest", course.code)))
    with pytest.raises(Refused, match="You have a place"):
        ask(nurse, course, note="", by=nurse, now=NOW)
    cancellation.cancel(booking, by=nurse, now=NOW)
    ask(nurse, course, note="", by=nurse, now=NOW)


def test_it_is_taken_back_once(signed_in, nurse, course):
    mine = make_interest(nurse, course)
    answer = signed_in(nurse).post(page("interest_end", mine.code), follow=True)
    assert "You no longer wait" in text(answer)
    mine.refresh_from_db()
    assert (mine.end, mine.ended_at) == ("taken_back", NOW)
    with pytest.raises(TooLate):
        take_back(mine, by=nurse, now=NOW)


def test_a_stranger_cannot_take_it_back(signed_in, nurse, stranger, officer, course):
    mine = make_interest(nurse, course)
    for person in (stranger, officer):
        assert signed_in(person).post(page("interest_end", mine.code)).status_code == 404
    assert Interest.objects.open().exists()


def test_publishing_tells_everybody_who_waits_once_for_each_event(
    nurse, teacher, stranger, course, room, officer
):
    make_interest(nurse, course)
    make_interest(teacher, course)
    take_back(make_interest(stranger, course), by=stranger, now=NOW)
    publish(course, room, officer)
    assert told() == {"Nadia", "Tom"}
    publish(course, room, officer, starts_at=NOW + timedelta(days=60))
    assert Message.objects.filter(kind="training.new_date").count() == 4


def test_another_courses_event_a_groups_and_a_hidden_one_tell_nobody(nurse, course, room, officer):
    make_interest(nurse, course)
    other = Course.objects.create(title="Other", format="briefing", level="1", minutes=60, summary="S")
    publish(other, room, officer)
    private = make_event(course, room, state="draft", starts_at=NOW + timedelta(days=50))
    type(private).objects.filter(pk=private.pk).update(group=make_group(officer, nurse))
    private.refresh_from_db()
    planning.publish_event(private, by=officer, now=NOW)
    Course.objects.update(is_published=False)
    publish(Course.objects.get(pk=course.pk), room, officer, starts_at=NOW + timedelta(days=55))
    assert told() == set()


def test_showing_a_hidden_course_tells_of_its_dates(nurse, course, room, officer):
    make_interest(nurse, course)
    Course.objects.update(is_published=False)
    course.refresh_from_db()
    publish(course, room, officer)
    lines = [outcome.text for outcome in course.outcomes.all()]
    change_course(course, {"is_published": True}, outcomes=lines, themes=[], by=officer, now=NOW)
    assert told() == {"Nadia"}


def test_a_refused_publication_tells_nobody(nurse, course, officer):
    make_interest(nurse, course)
    event = make_event(course, state="draft")
    event.sessions.update(online_url="")
    with pytest.raises(Refused):
        planning.publish_event(event, by=officer, now=NOW)
    assert told() == set()


def test_a_confirmed_place_ends_it_and_waiting_for_one_does_not(
    nurse, teacher, course, room, officer, tariff
):
    for person in (nurse, teacher):
        make_interest(person, course)
    event = make_event(course, room, capacity=1)
    book(nurse, event, by=nurse, now=NOW)
    book(teacher, event, by=teacher, now=NOW)
    assert list(Interest.objects.values_list("person__first_name", "end")) == [
        ("Nadia", "booked"),
        ("Tom", ""),
    ]


def test_taking_an_offered_place_ends_it(nurse, event, course):
    booking = make_booking(event, nurse, "offered")
    make_interest(nurse, course)
    waiting.accept(booking, by=nurse, now=NOW)
    assert Interest.objects.get().end == "booked"


def test_the_managers_yes_ends_it_and_the_managers_no_does_not(nurse, teacher, event, course):
    for person in (nurse, teacher):
        make_interest(person, course)
    approvals.approve(make_booking(event, nurse, "requested"), now=NOW)
    approvals.decline(make_booking(event, teacher, "requested"), reason="No cover", now=NOW)
    assert list(Interest.objects.values_list("person__first_name", "end")) == [
        ("Nadia", "booked"),
        ("Tom", ""),
    ]


def test_a_place_on_another_course_ends_nothing(nurse, event, course, tariff):
    other = Course.objects.create(title="Other", format="briefing", level="1", minutes=60, summary="S")
    make_interest(nurse, other)
    book(nurse, event, by=nurse, now=NOW)
    assert Interest.objects.open().exists()


def test_closing_the_register_ends_it_for_who_came_and_not_for_who_did_not(
    past_event, nurse, teacher, trainer, course
):
    for person in (nurse, teacher):
        make_interest(person, course)
    registers.add_walk_in(past_event, person=nurse, by=trainer, now=NOW)
    booking = make_booking(past_event, teacher)
    registers.mark(booking, past_event.sessions.get(), Mark.ABSENT, by=trainer, now=NOW)
    registers.close(past_event, by=trainer, now=NOW)
    assert list(Interest.objects.values_list("person__first_name", "end")) == [
        ("Nadia", "attended"),
        ("Tom", ""),
    ]

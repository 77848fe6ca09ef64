"""Taps as the page's script sends them: late, twice, out of order, by two trainers, each in five queries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance, Booking
from tests.cast import make_booking, make_event, make_person
from training.models import Trainer

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture
def here(past_event, nurse):
    return make_booking(past_event, nurse)


@pytest.fixture
def session(past_event):
    return past_event.sessions.get()


@pytest.fixture
def client(trainer, signed_in):
    return signed_in(trainer)


def send(client, booking, key=None, ago=0, **facts):
    if "session" not in facts:
        facts["session"] = booking.event.sessions.first().pk
    facts |= {"person": booking.code, "key": str(key or uuid4()), "ago": str(ago), "number": 1}
    return client.post(reverse("bookings:mark", args=[booking.event.code]), facts)


def said(booking):
    return registers.said(Attendance.objects.filter(booking=booking).first())


def deeds():
    return list(
        TrailEntry.objects.filter(deed__startswith="register.").order_by("pk").values_list("deed", flat=True)
    )


def work(queries):
    """What the page asked, without the words that open and end a transaction."""
    return [query["sql"] for query in queries if not query["sql"].startswith(CONTROL)]


def test_a_tap_gives_the_row_back(client, here):
    page = send(client, here, mark="present").content.decode()
    assert f'id="p-{here.code}" data-mark="present"' in page
    assert "<html" not in page


def test_the_same_tap_twice_counts_once(client, here):
    key = uuid4()
    send(client, here, key, mark="absent")
    send(client, here, mark="present")
    assert send(client, here, key, mark="absent").status_code == 200
    assert said(here) == "Present"
    assert deeds() == ["register.marked", "register.marked"]


def test_of_two_trainers_the_last_tap_wins_though_it_arrives_first(here, session, trainer, officer, now):
    registers.mark(here, session, "present", by=officer, now=now, at=now - timedelta(minutes=1))
    late = {"at": now - timedelta(minutes=5), "now": now + timedelta(minutes=1)}
    registers.mark(here, session, "absent", by=trainer, **late)
    assert said(here) == "Present"
    assert deeds() == ["register.marked", "register.overtaken"]


def test_a_tap_of_the_same_moment_wins_when_it_arrives_later(here, session, trainer, officer, now):
    registers.mark(here, session, "present", by=officer, now=now)
    registers.mark(here, session, "absent", by=trainer, now=now + timedelta(seconds=1), at=now)
    assert said(here) == "Absent"


def test_an_earlier_tap_does_not_come_back_over_an_undo(here, session, trainer, officer, now):
    registers.mark(here, session, "present", by=officer, now=now)
    registers.unmark(here, session, by=officer, now=now + timedelta(minutes=2))
    late = {"at": now + timedelta(minutes=1), "now": now + timedelta(minutes=3)}
    registers.mark(here, session, "absent", by=trainer, **late)
    assert not Attendance.objects.exists()
    assert deeds() == ["register.marked", "register.unmarked", "register.overtaken"]


def test_the_same_said_again_holds_against_what_came_between(here, session, trainer, officer, now):
    registers.mark(here, session, "present", by=officer, now=now)
    registers.mark(here, session, "present", by=officer, now=now + timedelta(minutes=2))
    between = {"at": now + timedelta(minutes=1), "now": now + timedelta(minutes=3)}
    registers.mark(here, session, "absent", by=trainer, **between)
    assert said(here) == "Present"


def test_the_trail_says_when_a_late_tap_was_made(here, session, trainer, now):
    made = now - timedelta(minutes=7)
    registers.mark(here, session, "present", by=trainer, now=now, at=made)
    entry = TrailEntry.objects.get(deed="register.marked")
    assert (entry.at, entry.changes["tapped_at"][:19]) == (now, made.isoformat()[:19])


def test_a_tap_of_the_future_is_of_now(here, session, trainer, now):
    registers.mark(here, session, "present", by=trainer, now=now, at=now + timedelta(hours=1))
    assert Attendance.objects.get().marked_at == now


def test_the_wait_of_a_tap_is_counted_by_the_servers_clock(client, here):
    send(client, here, mark="present", ago="90.5")
    seen = Attendance.objects.get()
    assert seen.saved_at - seen.marked_at == timedelta(seconds=90.5)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Choose a mark"),
        ({"mark": "late", "late_other": "ten"}, "whole number"),
        ({"late": "420"}, "lasts 420 minutes"),
        ({"mark": "present", "late": "-1"}, "1 or more"),
    ],
)
def test_a_tap_that_does_not_do_is_answered_with_a_sentence(client, here, facts, sentence):
    response = send(client, here, **facts)
    assert (response.status_code, response["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert sentence in response.content.decode()
    assert not Attendance.objects.exists()


def test_a_tap_after_closing_is_refused(client, here, session, trainer, past_event, now):
    registers.mark(here, session, "present", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    response = send(client, here, mark="absent")
    assert (response.status_code, response.content.decode()) == (422, "The register of this event is closed.")
    assert said(here) == "Present"


def test_no_tap_reaches_another_register(client, here, course, council, signed_in, event, nurse, now):
    elsewhere = make_booking(event, nurse)
    url = reverse("bookings:mark", args=[here.event.code])
    facts = {"person": elsewhere.code, "session": event.sessions.get().pk, "mark": "present"}
    assert client.post(url, facts | {"key": str(uuid4()), "ago": "0"}).status_code == 404
    other = make_person("Tessa", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=other)
    assert send(signed_in(other), here, mark="present").status_code == 404
    assert send(client, here, mark="present", session=make_event(course).sessions.get().pk).status_code == 404
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("first", [True, False])
def test_a_tap_takes_five_queries(client, here, first):
    session = here.event.sessions.get().pk
    send(client, here, mark="absent")
    if first:
        Attendance.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert send(client, here, session=session, late="10").status_code == 200
    assert len(work(queries)) == 5, work(queries)


@pytest.mark.parametrize("days", [1, 3])
def test_the_page_of_300_people_takes_six_queries(client, course, room, trainer, trust, now, days):
    """Under six, and one for each session: five and at least one."""
    event = make_event(
        course, room, starts_at=now - timedelta(days=9), days=days, trainers=[trainer], capacity=300
    )
    registers.mark(
        make_booking(event, make_person("Ann", "A", trust)),
        event.sessions.first(),
        "absent",
        by=trainer,
        now=now,
    )
    people = [make_person(f"Pat{number}", "Of", trust) for number in range(2)]
    originals = [make_booking(event, person) for person in people]
    extra = [make_person(f"Sam{number}", "Many", trust) for number in range(3)]
    for person in extra:
        make_booking(event, person)
    url = reverse("bookings:register", args=[event.code])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        assert client.get(url).status_code == 200
    template = originals[0]
    copies = [Booking(**facts_of(template, number, trust)) for number in range(294)]
    Booking.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()
    assert page.count("app-register__row") == 300
    assert len(work(few)) == len(work(many)) == 6, work(few)


def facts_of(template, number, trust) -> dict:
    from accounts.models import Employment, Person

    person = Person.objects.create(first_name=f"N{number}", last_name="Many", email=f"n{number}@many.example")
    employment = Employment.objects.create(
        person=person, agency=trust, post="Nurse", starts_on=template.employment.starts_on
    )
    names = ["event", "agency", "agency_name", "sector", "status", "booked_by", "booked_at", "confirmed_at"]
    return {name: getattr(template, name) for name in names} | {"person": person, "employment": employment}


def changes(client, event, since, session=None, **facts):
    session = session or event.sessions.first().pk
    query = {"session": session, "number": 1, "since": since.isoformat()} | facts
    return client.get(reverse("bookings:register_changes", args=[event.code]), query)


def test_what_the_other_trainer_tapped_appears(client, here, session, officer, past_event, teacher, now):
    make_booking(past_event, teacher)
    registers.mark(here, session, "present", by=officer, now=now)
    news = changes(client, past_event, now - timedelta(seconds=5)).json()
    assert list(news["rows"]) == [here.code]
    assert 'data-mark="present"' in news["rows"][here.code]
    assert len(news["people"]) == 2


def test_a_mark_taken_back_appears_too_and_old_ones_do_not(client, here, session, officer, past_event, now):
    registers.mark(here, session, "present", by=officer, now=now - timedelta(minutes=9))
    assert not changes(client, past_event, now).json()["rows"]
    registers.unmark(here, session, by=officer, now=now)
    assert 'data-mark=""' in changes(client, past_event, now).json()["rows"][here.code]


@pytest.mark.parametrize("facts", [{"since": "soon"}, {"session": "x"}, {"number": ""}])
def test_asking_for_changes_in_nonsense_is_told_so(client, past_event, now, facts):
    asked = {"session": past_event.sessions.get().pk, "number": 1, "since": now.isoformat()} | facts
    assert client.get(reverse("bookings:register_changes", args=[past_event.code]), asked).status_code == 400


def test_looking_for_changes_takes_as_many_queries_for_many(
    client, here, session, past_event, trainer, trust, now
):
    def looked():
        with CaptureQueriesContext(connection) as queries:
            assert changes(client, past_event, now, session.pk).status_code == 200
        return len(queries)

    registers.mark(here, session, "present", by=trainer, now=now)
    looked()
    one = looked()
    for number in range(2):
        booking = make_booking(past_event, make_person(f"Pat{number}", "Of", trust))
        registers.mark(booking, session, "present", by=trainer, now=now)
    assert looked() == one == 5


def test_words_are_found_by_their_first_letters(client, here, past_event, school):
    make_booking(past_event, make_person("Zoë", "O’Neil", school))
    url = reverse("bookings:register", args=[past_event.code])
    for words, found in [("na riv", "Nadia"), ("ZOE", "Zoë"), ("oneil oak", "Zoë")]:
        page = client.get(url, {"q": words}).content.decode()
        assert page.count("app-register__row") == 1
        assert found in page
    assert "begins like that" in client.get(url, {"q": "adia"}).content.decode()

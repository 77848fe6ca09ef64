"""The officer's pages of events: the list, a new one, its page, changing, publishing, throwing away."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.cast import NOW, make_booking, make_event
from tests.training.makers import plan, session
from training.models import Event

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, officer):
    """Olive at her desk."""
    return signed_in(officer)


def page(name, *args, **query):
    return reverse(f"training:{name}", args=args, query=query or None)


def answers(room=None, sessions=1, **facts):
    """A filled-in form: one session a day from 1 July 2026, 9:30am to 4:30pm."""
    data = {"code": "BCDFGHJKMNPQ", "capacity": "20", "session-count": str(sessions)}
    for n in range(sessions):
        data |= {
            f"session-{n}-day": f"2026-07-0{n + 1}", f"session-{n}-starts": "09:30", f"session-{n}-ends": "16:30",
            f"session-{n}-room": str(room.pk) if room else "",
        }  # fmt: skip
    return data | facts


def new(desk, course, data):
    return desk.post(page("event_new", course=course.code), data)


def test_a_new_event_asks_for_its_course_first(desk, course):
    assert course.title in desk.get(page("event_new")).content.decode()


def test_the_usual_hours_of_the_format_are_filled_in(desk, course):
    body = desk.get(page("event_new", course=course.code)).content.decode()
    assert 'value="09:30"' in body
    assert 'value="16:30"' in body


def test_the_last_event_of_the_course_is_filled_in(desk, event):
    Event.objects.update(joining_instructions="Ring the bell", capacity=17)
    body = desk.get(page("event_new", course=event.course.code)).content.decode()
    assert "Ring the bell" in body
    assert 'value="17"' in body


def test_saving_makes_a_draft_and_shows_it(desk, course, room, trainer):
    response = new(
        desk, course, answers(room, lead=str(trainer.trainer.pk), joining_instructions="Bring a pen")
    )
    made = Event.objects.get()
    assert response.url == page("event", made.code)
    assert made.is_draft
    body = desk.get(response.url).content.decode()
    assert "Wednesday 1 July 2026 at 9:30am" in body
    assert "Trevor Trainer" in body


def test_pressing_save_twice_makes_one_event(desk, course, room):
    first, second = (new(desk, course, answers(room)) for _ in range(2))
    assert first.url == second.url
    assert Event.objects.count() == 1


def test_another_session_keeps_what_was_typed_and_judges_nothing(desk, course, room):
    data = answers(room, capacity="", joining_instructions="Half writ") | {"session-add": "1"}
    body = new(desk, course, data).content.decode()
    assert "Session 2" in body
    assert "Half writ" in body
    assert "There is a problem" not in body
    assert body.count('value="2026-07-01"') == 1
    assert not Event.objects.exists()


def test_another_session_starts_with_the_hours_and_room_of_the_one_before(desk, course, room):
    rows = new(desk, course, answers(room) | {"session-add": "1"}).context["desk"].rows
    assert rows.forms[1]["starts"].value() == "09:30"
    assert rows.forms[1]["room"].value() == str(room.pk)


def test_there_are_six_sessions_at_most(desk, course):
    response = new(desk, course, answers(sessions=6) | {"session-add": "1"})
    assert response.context["desk"].rows.count == 6


def test_a_removed_session_moves_the_later_ones_up(desk, course):
    rows = new(desk, course, answers(sessions=3) | {"session-remove": "0"}).context["desk"].rows
    assert [form["day"].value() for form in rows.forms] == ["2026-07-02", "2026-07-03"]


@pytest.mark.parametrize("count", ["", "x", "-1", "0", "9999999999", "²"])
def test_a_forged_number_of_sessions_does_no_harm(desk, course, count):
    assert new(desk, course, answers() | {"session-count": count}).status_code in (200, 302)
    assert Event.objects.count() <= 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"capacity": ""}, "Enter the places"),
        ({"capacity": "many"}, "must be a whole number"),
        ({"capacity": "0"}, "must be 1 or more"),
        ({"capacity": "2001"}, "must be 2000 or less"),
        ({"session-0-day": ""}, "Session 1: enter the day"),
        ({"session-0-day": "31 June 2026"}, "must be a real date"),
        ({"session-0-starts": "25:00"}, "must be a time"),
        ({"session-0-ends": "09:30"}, "The end must be later than the start"),
        ({"session-0-room": "999"}, "Choose the room from the list"),
        ({"session-0-room": "x"}, "Choose the room from the list"),
        ({"session-0-online_url": "not a link"}, "must be a web address"),
        ({"session-0-online_url": "javascript:alert(1)"}, "must be a web address"),
        ({"session-0-day": "2025-07-01"}, "which is in the past"),
        (
            {"session-0-day": "2027-03-28", "session-0-starts": "01:30"},
            "The clocks go forward on 28 March 2027",
        ),
        ({"lead": "999"}, "Choose the lead trainer from the list"),
        ({"joining_instructions": "x" * 2001}, "must be 2000 characters or fewer"),
        ({"joining_instructions": "a\0b"}, "must not contain control characters"),
        ({"booking_opens_at_0": "2026-06-10"}, "Enter both a day and a time"),
        (
            {"booking_closes_at_0": "2026-07-02", "booking_closes_at_1": "09:00"},
            "close by the time the event starts",
        ),
        ({"code": "../../etc"}, "Enter a valid value"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(desk, course, trainer, wrong, sentence):
    response = new(desk, course, answers(joining_instructions="Kept") | wrong)
    body = response.content.decode()
    assert response.status_code == 200
    assert sentence in body
    assert "<title>Error: Plan " in body
    assert "joining_instructions" in wrong or "Kept" in body
    assert not Event.objects.exists()


def test_a_taken_room_is_told_in_the_error_summary(desk, course, room, officer):
    plan(course, session(room), by=officer)
    body = new(desk, course, answers(room)).content.decode()
    assert "There is a problem" in body
    assert "is taken by “Working together to safeguard children” on 1 July 2026" in body
    assert Event.objects.count() == 1


def test_hostile_text_is_shown_as_text(desk, course):
    response = new(desk, course, answers(joining_instructions=HOSTILE))
    assert HOSTILE not in desk.get(response.url).content.decode()


def edit_answers(event, **facts):
    return answers(event.sessions.first().room, code=event.code, seen=str(event.revision)) | facts


def test_the_edit_form_shows_the_event_and_saves_changes(desk, event):
    body = desk.get(page("event_edit", event.code)).content.decode()
    assert 'value="2026-07-01"' in body
    response = desk.post(page("event_edit", event.code), edit_answers(event, capacity="22"))
    assert response.url == page("event", event.code)
    assert Event.objects.get().capacity == 22


def test_a_stale_edit_form_says_so_and_keeps_what_was_typed(desk, event):
    Event.objects.update(revision=3)
    body = desk.post(page("event_edit", event.code), edit_answers(event, capacity="22")).content.decode()
    assert "Somebody else changed this event while you were editing it" in body
    assert 'value="22"' in body
    assert Event.objects.get().capacity == 20


def test_a_booked_event_shows_its_sessions_and_why_they_are_fixed(desk, event, booking):
    body = desk.get(page("event_edit", event.code)).content.decode()
    assert "1 person is booked on this event" in body
    assert "session-count" not in body


def test_a_booked_event_still_takes_more_places(desk, event, booking):
    desk.post(page("event_edit", event.code), {"code": event.code, "seen": "0", "capacity": "25"})
    event.refresh_from_db()
    assert (event.capacity, event.starts_at) == (25, session(day=30).starts_at)


def test_publishing_asks_first_and_then_publishes(desk, course, room, officer):
    event = plan(course, session(room), by=officer)
    assert "It has no trainer yet" in desk.get(page("event_publish", event.code)).content.decode()
    assert Event.objects.get().is_draft
    desk.post(page("event_publish", event.code))
    assert Event.objects.get().is_published


def test_a_refused_publication_comes_back_with_its_reason(desk, course, officer):
    event = plan(course, session(), by=officer)
    body = desk.post(page("event_publish", event.code), follow=True).content.decode()
    assert "Session 1 has no place yet" in body


def test_publishing_twice_says_so(desk, course, room, officer):
    event = plan(course, session(room), by=officer)
    desk.post(page("event_publish", event.code))
    assert "published already" in desk.post(page("event_publish", event.code), follow=True).content.decode()


def test_throwing_a_draft_away_asks_first(desk, course, officer):
    event = plan(course, session(), by=officer)
    desk.get(page("event_discard", event.code))
    assert Event.objects.count() == 1
    assert desk.post(page("event_discard", event.code)).url == page("events")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "name", ["event", "event_edit", "event_publish", "event_discard", "course", "theme", "venue", "trainer"]
)
def test_an_unknown_code_is_not_found(desk, board, name):
    assert desk.get(page(name, "BCDFGHJKMNPQ")).status_code == 404


def listed(desk, **query):
    return list(desk.get(page("events", **query)).context["page"])


def test_the_tabs_tell_coming_past_drafts_and_cancelled_apart(desk, course, event, past_event):
    draft = make_event(course, state="draft", starts_at=NOW + timedelta(days=60))
    gone = make_event(course, state="cancelled", starts_at=NOW + timedelta(days=70))
    found = [listed(desk, state=state) for state in ("upcoming", "past", "drafts", "cancelled")]
    assert found == [[event], [past_event], [draft], [gone]]


def test_an_unknown_tab_is_the_first(desk, event):
    assert listed(desk, state="nonsense") == [event]


def test_the_list_is_narrowed_by_course_venue_month_and_words(desk, course, event, room):
    make_event(course, starts_at=NOW + timedelta(days=70))
    for query in ({"month": "2026-07"}, {"venue": room.venue.code}, {"q": "together", "month": "2026-07"}):
        assert listed(desk, **query) == [event]
    assert listed(desk, q="nothing like it") == []
    assert len(listed(desk, course=course.code)) == 2


def test_bad_filters_are_not_applied(desk, event):
    assert listed(desk, month="2026-13", course="x", venue="y", page="zz") == [event]


def test_the_list_says_what_to_look_at(desk, course):
    make_event(course, starts_at=NOW + timedelta(days=10))
    body = desk.get(page("events")).content.decode()
    assert "No trainer" in body
    assert "Under-booked" in body


def test_an_empty_list_offers_the_first_step(desk, board):
    assert "Nothing is coming up" in desk.get(page("events")).content.decode()


def queries(django_assert_max_num_queries, client, address):
    with django_assert_max_num_queries(60) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_three_events_cost_no_more_queries_than_one(
    desk, course, room, trainer, event, django_assert_max_num_queries
):
    one = queries(django_assert_max_num_queries, desk, page("events"))
    for days in (31, 32):
        make_event(course, room, starts_at=NOW + timedelta(days=days), trainers=[trainer])
    assert queries(django_assert_max_num_queries, desk, page("events")) <= one


def test_three_sessions_cost_the_form_no_more_queries_than_one(
    desk, course, room, django_assert_max_num_queries
):
    long = make_event(course, room, days=3)
    short = make_event(course, room, starts_at=NOW + timedelta(days=50))
    few = queries(django_assert_max_num_queries, desk, page("event_edit", short.code))
    assert queries(django_assert_max_num_queries, desk, page("event_edit", long.code)) <= few


def test_a_waiting_person_is_no_reason_to_fix_a_date(desk, event, nurse):
    make_booking(event, nurse, "waiting")
    assert "session-count" in desk.get(page("event_edit", event.code)).content.decode()

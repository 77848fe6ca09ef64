"""What practitioners and their managers take part in beside booking and cancelling: moving, sending a colleague, asking, answering."""

from datetime import timedelta

from django.urls import reverse

from accounts.deputies import end_deputy, name_deputy, of_manager
from bookings import approvals, feeds, interests, learning, replies
from bookings.models import Booking, ExternalLearning
from lib.dates import local_day
from lib.links import sign
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_bookings import (
    booked_elsewhere,
    is_cancelled,
    of,
    own_booking,
    requested,
    terms_change,
    token_of,
)
from tests.bad_input.table_staff import found
from tests.cast import NOW, make_booking, make_event
from tests.doors.examples import once
from tests.doors.examples_bookings_practitioners import interest
from tests.doors.examples_bookings_rules import asked, deputy
from tests.doors.examples_bookings_rules import learning as sent_learning
from training.interests import take_back
from training.models import Course, Event, Interest


def for_a_deputy(cast) -> dict:
    token = sign("deputy-approval", requested(cast).code)
    return {"token": token, "deputy": sign("deputy", deputy(cast).code)}


def is_agreed(cast, arguments):
    approvals.approve(requested(cast), by_name="Mary", now=NOW)


DEPUTY = {"name": "Dora Deputy", "email": "dora@example.org"}


def dora_is_named(cast, arguments):
    manager = of_manager(cast.booking.employment.manager_email, "Mary")
    days = {"from_on": local_day(NOW), "to_on": local_day(NOW) + timedelta(days=9)}
    name_deputy(manager, **DEPUTY, **days, by=None, now=NOW)


def is_away(cast) -> dict:
    deputy(cast)
    return {"token": sign("away", cast.booking.code)}


def gets_a_place(cast, arguments):
    make_booking(cast.event, cast.stranger)


def asked_before(cast) -> dict:
    interest(cast)
    return {"code": cast.course.code}


def note_changes(cast, arguments):
    interests.ask(cast.stranger, cast.course, note="In May", by=cast.stranger, now=NOW)


def is_taken_back(cast, arguments):
    take_back(Interest.objects.get(), by=cast.stranger, now=NOW)


def learnt(cast) -> dict:
    facts = {"course": cast.course.pk, "title": "Level 3 in Kent", "provider": "Kent SCP"}
    return facts | {"done_on": "2026-05-01", "hours": "6.5", "link": "https://kent.example/proof"}


def same_is_sent(cast, arguments):
    facts = learnt(cast) | {"course": cast.course, "done_on": local_day(NOW).replace(month=5)}
    learning.send(cast.nurse, facts, file=None, now=NOW)


def is_accepted(cast, arguments):
    found = ExternalLearning.objects.get(**arguments)
    learning.accept(found, valid_until=None, by=cast.officer, now=NOW)


def colleague(cast) -> dict:
    return {"first_name": "Nora", "last_name": "New", "email": "nora.new@example.org", "post": "Midwife"}


def question(cast) -> str:
    access = asked(cast).event.course.booking_questions.filter(kind="access").first()
    return f"question_{access.code}"


def other_answer(cast, arguments):
    code = question(cast).removeprefix("question_")
    replies.change(asked(cast), {code: "A hearing loop"}, by=cast.officer, now=NOW)


def for_another_date(cast) -> dict:
    return {"event": another_date(cast).code, "agree": "on"}


@once
def booked_in_august(cast) -> Booking:
    return make_booking(make_event(cast.course, starts_at=NOW + timedelta(days=70)), cast.nurse)


@once
def booked_in_september(cast) -> Booking:
    return make_booking(make_event(cast.course, starts_at=NOW + timedelta(days=100)), cast.nurse)


@once
def another_date(cast) -> Event:
    return make_event(cast.course, starts_at=NOW + timedelta(days=50))


def for_a_third_date(cast) -> dict:
    return {"event": third_date(cast).code, "agree": "on"}


@once
def third_date(cast) -> Event:
    return make_event(cast.course, starts_at=NOW + timedelta(days=55))


def of_another_course(cast) -> dict:
    facts = {"format": "briefing", "level": "1", "minutes": 60, "summary": "x"}
    return {"event": make_event(Course.objects.create(title="Neglect", **facts)).code}


def movable(arguments):
    """The booking, once there are other dates."""

    def made(cast):
        another_date(cast), third_date(cast)
        return arguments(cast)

    return made


CANNOT_SEND = "Only a booked place can go to a colleague. This booking is: {}."
CANNOT_MOVE = "This booking cannot be moved. It is: cancelled."
CHANGED = "These answers were changed since you opened this page."

POSTS = {
    "bookings:approval_for": Post(
        by=None,
        arguments=for_a_deputy,
        values=lambda cast: {"answer": "decline", "reason": "Too busy"},
        needs=("reason",),
        again="This booking has already been declined.",
        meanwhile=is_agreed,
        late="This booking has already been agreed to.",
    ),
    "bookings:away (name)": Post(
        by=None,
        values=lambda cast: DEPUTY | {"from_on": "2026-06-02", "to_on": "2026-06-09"},
        again="Dora Deputy is named already.",
        meanwhile=dora_is_named,
        late="Dora Deputy is your deputy from",
    ),
    "bookings:away (end)": Post(
        by=None,
        kind=Kind.BUTTON,
        arguments=is_away,
        values=lambda cast: {"end": deputy(cast).code},
        again="This deputy was ended already.",
        meanwhile=lambda cast, arguments: end_deputy(deputy(cast), by=None, now=NOW),
        late="This deputy was ended already.",
    ),
    "bookings:interest": Post(
        by="stranger",
        values=lambda cast: {"note": "Mornings"},
        again="We will write to you when there is a date.",
        meanwhile=gets_a_place,
        late="You have a place on",
    ),
    "bookings:interest (note)": Post(
        by="stranger",
        arguments=asked_before,
        values=lambda cast: {"note": "Mornings"},
        again="We will write to you when there is a date.",
        meanwhile=note_changes,
        late="Your note has changed since you opened this page: it says “In May”",
        same_form=True,
    ),
    "bookings:interest (ended)": Post(
        by="stranger",
        arguments=asked_before,
        values=lambda cast: {"note": "Mornings"},
        again="We will write to you when there is a date.",
        meanwhile=is_taken_back,
        late="You no longer wait for a date of this course.",
        same_form=True,
    ),
    "bookings:interest_end": Post(
        by="stranger",
        kind=Kind.BUTTON,
        at=lambda cast, arguments: reverse("bookings:mine"),
        again="This was taken off your list already.",
        meanwhile=is_taken_back,
        late="This was taken off your list already.",
    ),
    "bookings:learning_new": Post(
        by="nurse",
        values=learnt,
        again="You have sent this already",
        meanwhile=same_is_sent,
        late="You have sent this already",
        foreign=lambda cast: {"course": 999_999},
    ),
    "bookings:learning_withdraw": Post(
        by="nurse",
        kind=Kind.BUTTON,
        at=lambda cast, arguments: reverse("bookings:learning", kwargs=arguments),
        arguments=of(sent_learning),
        again="This has been decided or withdrawn already.",
        meanwhile=is_accepted,
        late="This has been decided or withdrawn already.",
    ),
    "bookings:my_calendar": Post(
        by="nurse",
        kind=Kind.BUTTON,
        hidden={"kind": "bookings"},
        again="The address is ready.",
        meanwhile=lambda cast, arguments: feeds.make_address(cast.nurse, "bookings", by=cast.nurse, now=NOW),
        late="The address is ready.",
        foreign=lambda cast: {"kind": "deliveries"},
    ),
    "bookings:reply": Post(
        by="nurse",
        values=lambda cast: {question(cast): "A ramp"},
        again="Your answers are saved.",
        meanwhile=other_answer,
        late=CHANGED,
    ),
    "bookings:manage (reply)": Post(
        by=None,
        arguments=token_of("manage", asked),
        values=lambda cast: {question(cast): "A ramp"},
        hidden={"action": "reply"},
        again="Your answers are saved.",
        meanwhile=other_answer,
        late=CHANGED,
    ),
    "bookings:replace": Post(
        by="nurse",
        arguments=of(own_booking),
        values=colleague,
        again=CANNOT_SEND.format("a colleague took the place"),
        meanwhile=is_cancelled(own_booking),
        late=CANNOT_SEND.format("cancelled"),
    ),
    "bookings:replace (choose)": Post(
        by="coordinator",
        kind=Kind.BUTTON,
        arguments=of(own_booking),
        at=found("carol", "bookings:replace"),
        values=lambda cast: {"colleague": cast.coordinator.code},
        again=CANNOT_SEND.format("a colleague took the place"),
        meanwhile=is_cancelled(own_booking),
        late=CANNOT_SEND.format("cancelled"),
        foreign=lambda cast: {"colleague": cast.stranger.code},
    ),
    "bookings:replace_by_link": Post(
        by=None,
        arguments=token_of("manage", booked_elsewhere),
        values=colleague,
        again=CANNOT_SEND.format("a colleague took the place"),
        meanwhile=is_cancelled(booked_elsewhere),
        late=CANNOT_SEND.format("cancelled"),
    ),
    "bookings:transfer": Post(
        by="nurse",
        arguments=movable(of(booked_in_august)),
        values=for_another_date,
        again=CANNOT_MOVE,
        meanwhile=terms_change,
        late="What moving means, or the terms of booking, changed since you opened this page.",
        foreign=of_another_course,
    ),
    "bookings:transfer_by_link": Post(
        by=None,
        arguments=movable(token_of("manage", booked_in_september)),
        values=for_a_third_date,
        again=CANNOT_MOVE,
        meanwhile=is_cancelled(booked_in_september),
        late=CANNOT_MOVE,
        foreign=of_another_course,
    ),
}

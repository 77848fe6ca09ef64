"""What practitioners take part in: booking, cancelling, answering from a link."""

from datetime import timedelta

from bookings import approvals, booking, cancellation, charging, tariffs, waiting
from bookings.models import Booking, Charge
from lib.dates import local_day
from lib.links import sign
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_booking, make_event, make_person
from tests.doors.examples import once
from training.models import Course


def of(make):
    return lambda cast: {"code": make(cast).code}


def token_of(purpose, make):
    return lambda cast: {"token": sign(purpose, make(cast).code)}


def free_event(cast) -> dict:
    """Nobody of the cast is booked on it yet."""
    return {"code": make_event(cast.course, starts_at=NOW + timedelta(days=60)).code}


@once
def offered(cast) -> Booking:
    event = make_event(cast.course, starts_at=NOW + timedelta(days=60))
    return make_booking(event, cast.nurse, "offered")


@once
def requested(cast) -> Booking:
    Course.objects.filter(pk=cast.course.pk).update(approval=Course.Approval.AUTHORISE)
    event = make_event(cast.course, starts_at=NOW + timedelta(days=60))
    return make_booking(event, cast.nurse, "requested")


def did_not_come(cast, name: str) -> Charge:
    """Somebody of the trust did not come; nobody has decided yet."""
    made = make_booking(cast.past_event, make_person(name, "Nurse", cast.trust))
    return charging.propose_no_show([(made, [local_day(cast.past_event.starts_at)])], by=None, now=NOW)[0]


@once
def proposed(cast) -> Charge:
    return did_not_come(cast, "Nora")


@once
def booked_elsewhere(cast) -> Booking:
    return make_booking(make_event(cast.course, starts_at=NOW + timedelta(days=90)), cast.nurse)


def own_booking(cast) -> Booking:
    return cast.booking


def is_cancelled(make):
    """An officer cancels it."""

    def meanwhile(cast, arguments):
        cancellation.cancel(Booking.objects.get(pk=make(cast).pk), by=cast.officer, now=NOW)

    return meanwhile


def event_is_cancelled(cast, arguments):
    event = booking.Event.objects.get(**arguments)
    cancellation.cancel_event(event, by=cast.officer, now=NOW, reason="The trainer is ill")


def terms_change(cast, arguments):
    """From today on it costs more."""
    facts = {"notice": 10, "invoice_words": "Charge", "terms": "Come, or pay more."}
    tariffs.new_tariff({"effective_from": local_day(NOW), **facts}, rates={}, by=cast.officer, now=NOW)


def is_accepted(cast, arguments):
    waiting.accept(Booking.objects.get(pk=offered(cast).pk), by=cast.officer, now=NOW)


def is_declined(cast, arguments):
    approvals.decline(Booking.objects.get(pk=requested(cast).pk), by_name="Mary", reason="Busy", now=NOW)


def is_answered(cast, arguments):
    charging.answer(proposed(cast), reason="court", by=cast.coordinator, now=NOW)


def cancelling_begins_to_cost(cast, arguments):
    Booking.objects.filter(pk=cast.booking.pk).update(cancel_by=NOW - timedelta(days=1))


POSTS = {
    "bookings:book": Post(
        by="nurse",
        arguments=free_event,
        values=lambda cast: {"agree": "on"},
        again="This is your booking. You do not need to book again.",
        meanwhile=event_is_cancelled,
        late="This event was cancelled.",
    ),
    "bookings:book (new terms)": Post(
        by="nurse",
        arguments=free_event,
        values=lambda cast: {"agree": "on"},
        again="This is your booking. You do not need to book again.",
        meanwhile=terms_change,
        late="The terms have changed since you opened this page",
        same_form=True,
    ),
    "bookings:cancel": Post(
        by="nurse",
        values=lambda cast: {"reason": "I have moved"},
        again="It is: cancelled.",
        meanwhile=is_cancelled(own_booking),
        late="It is: cancelled.",
    ),
    "bookings:cancel (late)": Post(
        by="coordinator",
        arguments=of(own_booking),
        again="It is: cancelled.",
        meanwhile=cancelling_begins_to_cost,
        late="What cancelling means has changed since you opened this page",
        same_form=True,
    ),
    "bookings:accept": Post(
        by="nurse",
        kind=Kind.BUTTON,
        arguments=of(offered),
        again="There is no place to take. This booking is now: booked.",
        meanwhile=is_accepted,
        late="There is no place to take. This booking is now: booked.",
    ),
    "bookings:manage (cancel)": Post(
        by=None,
        arguments=token_of("manage", booked_elsewhere),
        values=lambda cast: {"reason": "I have moved"},
        again="It is: cancelled.",
        meanwhile=is_cancelled(booked_elsewhere),
        late="It is: cancelled.",
    ),
    "bookings:manage (accept)": Post(
        by=None,
        kind=Kind.BUTTON,
        arguments=token_of("manage", offered),
        hidden={"action": "accept"},
        again="There is no place to take. This booking is now: booked.",
        meanwhile=is_accepted,
        late="There is no place to take. This booking is now: booked.",
    ),
    "bookings:approval": Post(
        by=None,
        arguments=token_of("approval", requested),
        values=lambda cast: {"name": "Mary Manager", "answer": "decline", "reason": "Too busy"},
        needs=("reason",),
        again="This booking has already been declined.",
        meanwhile=is_declined,
        late="This booking has already been declined.",
    ),
    "bookings:charge_answer": Post(
        by=None,
        arguments=lambda cast: {"token": proposed(cast).token},
        values=lambda cast: {"reason": "sickness", "text": "I was ill."},
        again="The training team will read your reason",
        meanwhile=is_answered,
        late="Somebody gave a reason while you had this page open",
    ),
    "bookings:charge_answer (decided)": Post(
        by=None,
        arguments=lambda cast: {"token": proposed(cast).token},
        values=lambda cast: {"reason": "sickness", "text": "I was ill."},
        again="The training team will read your reason",
        meanwhile=lambda cast, arguments: charging.confirm(proposed(cast), by=cast.officer, now=NOW),
        late="a reason can no longer be given here",
        same_form=True,
    ),
}

"""A closed register is put right: opened again, one mark of it, or an officer's answer instead of the rule's."""

from django.urls import reverse

from bookings import registers
from bookings.registers import correcting
from bookings.views.closing import LOOK_AGAIN
from tests.bad_input.post import Kind, Post
from tests.cast import NOW
from tests.doors.examples import once
from tests.doors.examples_bookings_staff import came, on_the_register, past_event

WHY = {"reason": "Nell sat in the back"}
FORESEEN = "What will follow"


@once
def closed(cast):
    """Nell was marked absent, everybody else present, and the register is closed."""
    session = cast.past_event.sessions.get()
    registers.mark(came(cast), session, "absent", by=cast.officer, now=NOW)
    registers.mark_all_present(cast.past_event, session, by=cast.officer, now=NOW)
    registers.close(cast.past_event, by=cast.officer, now=NOW)


@once
def decided(cast):
    """An officer wrote down that she was there all the same."""
    closed(cast)
    is_decided(cast, {})


def register_of(cast) -> dict:
    closed(cast)
    return past_event(cast)


def person_of(made):
    def arguments(cast) -> dict:
        made(cast)
        return on_the_register(cast)

    return arguments


def outcome_of(cast, arguments) -> str:
    return reverse("bookings:outcome", kwargs=arguments)


def is_reopened(cast, arguments):
    registers.reopen(cast.past_event, **WHY, by=cast.officer, now=NOW)


def is_corrected(cast, arguments):
    session = cast.past_event.sessions.get()
    registers.correct(
        came(cast), session, "present", minutes_late=10, reason="She was late", by=cast.officer, now=NOW
    )


def is_decided(cast, arguments):
    registers.override(came(cast), outcome="attended", **WHY, by=cast.officer, now=NOW)


def is_decided_in_another_way(cast, arguments):
    registers.override(came(cast), outcome="partly", reason="She left at noon", by=cast.officer, now=NOW)


def is_lifted(cast, arguments):
    registers.lift_override(came(cast), by=cast.officer, now=NOW)


POSTS = {
    "bookings:reopen_register": Post(
        by="officer",
        arguments=register_of,
        values=lambda cast: WHY,
        again="This register is not closed.",
        meanwhile=is_reopened,
        late="This register is not closed.",
    ),
    "bookings:correct": Post(
        by="officer",
        arguments=person_of(closed),
        values=lambda cast: {"mark": "present", **WHY},
        writes=False,
        again=FORESEEN,
        meanwhile=is_reopened,
        late="This register is not closed.",
        foreign=lambda cast: {"session": cast.event.sessions.get().pk},
    ),
    "bookings:correct (sure)": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=person_of(closed),
        after="bookings:correct",
        again="The register says so already: Present.",
        meanwhile=is_corrected,
        late=LOOK_AGAIN,
        foreign=lambda cast: {"sure": "0" * 32},
    ),
    "bookings:override": Post(
        by="officer",
        arguments=person_of(closed),
        values=lambda cast: {"outcome": "attended", **WHY},
        writes=False,
        again=FORESEEN,
        meanwhile=is_decided,
        late=correcting.DECIDED,
    ),
    "bookings:override (sure)": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=person_of(closed),
        after="bookings:override",
        again=correcting.DECIDED,
        meanwhile=is_decided_in_another_way,
        late=LOOK_AGAIN,
        foreign=lambda cast: {"sure": "0" * 32},
    ),
    "bookings:override_lift": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=person_of(decided),
        at=outcome_of,
        again="Nothing was decided otherwise here.",
        meanwhile=is_lifted,
        late="Nothing was decided otherwise here.",
    ),
    "bookings:override_lift (decided anew)": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=person_of(decided),
        at=outcome_of,
        again="Nothing was decided otherwise here.",
        meanwhile=is_decided_in_another_way,
        late=correcting.DECIDED_ANEW,
        same_form=True,
    ),
}

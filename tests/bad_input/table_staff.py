"""What officers and trainers take part in: bookings of others, registers, charges and tariffs."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Agency
from bookings import booking, charging, registers, tariffs
from bookings.models import Booking, Charge, Tariff
from lib.dates import local_day
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_bookings import did_not_come, event_is_cancelled, is_answered, of, proposed
from tests.cast import NOW, make_booking, make_event
from tests.doors.examples import once
from tests.doors.examples_bookings_staff import came, coming_tariff, past_event


def register_of(cast, arguments) -> str:
    came(cast)
    return reverse("bookings:register", kwargs=arguments)


def is_marked(cast, arguments):
    session = cast.past_event.sessions.get()
    registers.mark(came(cast), session, "absent", by=cast.officer, now=NOW)


def marked(cast) -> dict:
    is_marked(cast, {})
    return past_event(cast)


def register_is_closed(cast, arguments):
    registers.mark_all_present(cast.past_event, cast.past_event.sessions.get(), by=cast.officer, now=NOW)
    registers.close(cast.past_event, by=cast.officer, now=NOW)


def mark_is_changed(cast, arguments):
    registers.mark(came(cast), cast.past_event.sessions.get(), "present", by=cast.officer, now=NOW)


def found(words: str, name: str):
    return lambda cast, arguments: f"{reverse(name, kwargs=arguments)}?q={words}"


def stella_is_booked(cast, arguments):
    booking.book(cast.stranger, cast.event, by=cast.stranger, now=NOW)


def stella_walks_in(cast, arguments):
    registers.add_walk_in(cast.past_event, person=cast.stranger, by=cast.officer, now=NOW)


def is_confirmed(cast, arguments):
    charging.confirm(proposed(cast), by=cast.officer, now=NOW)


@once
def ticked(cast) -> Charge:
    return did_not_come(cast, "Nina")


def chosen(deed: str):
    """The page that asks about the charges ticked in the queue."""
    return lambda cast, arguments: (
        f"{reverse('bookings:charges_decide')}?charge={ticked(cast).code}&deed={deed}"
    )


def ticked_is_confirmed(cast, arguments):
    charging.confirm(ticked(cast), by=cast.officer, now=NOW)


def ticked_is_answered(cast, arguments):
    charging.answer(ticked(cast), reason="court", by=cast.coordinator, now=NOW)


def tariff_facts(cast) -> dict:
    bands = ("full_day", "half_day", "briefing")
    amounts = {f"{kind}_{band}": "60" for band in bands for kind in ("no_show", "late")}
    words = {"invoice_words": "Charge for non-attendance", "terms": "Come, or pay."}
    return {"effective_from": "2027-04-01", "notice": "5", **amounts, **words}


def same_tariff_is_made(cast, arguments):
    facts = {
        "effective_from": local_day(NOW).replace(2027, 4, 1),
        "notice": 5,
        "invoice_words": "C",
        "terms": "T",
    }
    tariffs.new_tariff(facts, rates={}, by=cast.officer, now=NOW)


@once
def tariff_to_come(cast) -> Tariff:
    return coming_tariff(cast)


def elsewhere(cast) -> Booking:
    """A place on another event."""
    return make_booking(make_event(cast.course, starts_at=NOW - timedelta(days=5)), cast.stranger)


def new_person(cast) -> dict:
    return {"first_name": "Wanda", "last_name": "Walker", "agency": cast.trust.pk, "post": "Midwife"}


def wanda_is_added(cast, arguments):
    facts = new_person(cast) | {"agency": cast.trust}
    registers.add_new_person(cast.past_event, **facts, by=cast.officer, now=NOW)


POSTS = {
    "bookings:event_add": Post(
        by="officer",
        kind=Kind.BULK,
        at=found("stella", "bookings:event_add"),
        again="Stella Stranger has already booked this event.",
        meanwhile=stella_is_booked,
        late="Stella Stranger has already booked this event.",
        foreign=lambda cast: {"person": "222222222222"},
    ),
    "bookings:event_cancel": Post(
        by="officer",
        values=lambda cast: {"reason": "The trainer is ill"},
        again="This event has already been cancelled.",
        meanwhile=event_is_cancelled,
        late="This event has already been cancelled.",
    ),
    "bookings:mark": Post(
        by="trainer",
        at=register_of,
        press=("mark", "present"),
        again="Present",
        # The last tap wins: another mark meanwhile is no reason to refuse.
        meanwhile=register_is_closed,
        late="The register of this event is closed.",
        foreign=lambda cast: {"person": elsewhere(cast).code},
    ),
    "bookings:mark (minutes)": Post(
        by="trainer",
        at=register_of,
        values=lambda cast: {"late_other": "25"},
        press=("mark", "late"),
        again="Present, 25 minutes late",
        meanwhile=register_is_closed,
        late="The register of this event is closed.",
        foreign=lambda cast: {"session": cast.event.sessions.get().pk},
    ),
    "bookings:mark_all": Post(
        by="trainer",
        kind=Kind.BUTTON,
        at=register_of,
        again="0 people marked present.",
        meanwhile=register_is_closed,
        late="The register of this event is closed.",
        foreign=lambda cast: {"session": cast.event.sessions.get().pk},
    ),
    "bookings:walk_in": Post(
        by="trainer",
        kind=Kind.BULK,
        at=found("stella+stranger", "bookings:walk_in"),
        again="Stella Stranger is on this register already.",
        meanwhile=stella_walks_in,
        late="Stella Stranger is on this register already.",
        foreign=lambda cast: {"person": cast.nurse.code},
    ),
    "bookings:walk_in (new person)": Post(
        by="trainer",
        values=new_person,
        again="Wanda Walker is on the register already.",
        meanwhile=wanda_is_added,
        late="Wanda Walker, Midwife at Riverside NHS Trust, is here already",
        foreign=lambda cast: {
            "agency": Agency.objects.create(name="Closed", sector="other", is_active=False).pk
        },
    ),
    "bookings:close_register": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=marked,
        again="The register of this event is closed.",
        meanwhile=register_is_closed,
        late="The register of this event is closed.",
    ),
    "bookings:close_register (another mark)": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=marked,
        again="The register of this event is closed.",
        meanwhile=mark_is_changed,
        late="Somebody changed a mark while you had this page open",
        same_form=True,
    ),
    "bookings:charge_confirm": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of(proposed),
        again="Somebody has decided this charge already.",
        meanwhile=is_answered,
        late="Since you opened this page a reason was given",
    ),
    "bookings:charge_waive": Post(
        by="officer",
        arguments=of(proposed),
        values=lambda cast: {"reason": "She was at court"},
        again="Somebody has decided this charge already.",
        meanwhile=is_confirmed,
        late="Somebody has decided this charge already.",
    ),
    "bookings:charges_decide (confirm)": Post(
        by="officer",
        kind=Kind.BULK,
        at=chosen("confirm"),
        again="What you chose has been decided already.",
        meanwhile=ticked_is_confirmed,
        late="What you chose has been decided already.",
        foreign=lambda cast: {"charge": "222222222222"},
    ),
    "bookings:charges_decide (waive)": Post(
        by="officer",
        kind=Kind.BULK,
        at=chosen("waive"),
        values=lambda cast: {"reason": "They were at court"},
        again="What you chose has been decided already.",
        meanwhile=ticked_is_answered,
        late="Since you opened this page a reason was given",
        foreign=lambda cast: {"charge": "222222222222"},
    ),
    "bookings:tariff_new": Post(
        by="officer",
        values=tariff_facts,
        again="The tariff is saved already.",
        meanwhile=same_tariff_is_made,
        late="There is already a tariff from this day",
    ),
    "bookings:tariff_delete": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of(tariff_to_come),
        again="This tariff has been deleted already.",
        meanwhile=lambda cast, arguments: tariffs.delete(tariff_to_come(cast), by=cast.officer, now=NOW),
        late="This tariff has been deleted already.",
    ),
}

"""Why people did not come, as officers read it: what was said to the question alone, and what was said to a charge, together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Person
from bookings.absences import missed
from bookings.models import Booking, Charge
from bookings.models.booking import BookingQuerySet, Outcome
from bookings.models.charge import Reason
from lib.dates import at, day, span
from lib.tables import Table
from training.models import Event

NO_REASON = "No reason given"


@dataclass(frozen=True)
class Missed:
    """One absence, as officers read it: the reason from the list, and what was written."""

    booking: Booking
    reason: str
    words: str
    is_charged: bool

    @classmethod
    def of(cls, booking: Any) -> "Missed":
        """From a row of `absences`."""
        return cls(booking, reason_of(booking.given), booking.words, booking.is_charged)


def absences() -> BookingQuerySet:
    """Everybody who had a place and did not come, or missed a day that is charged; imported events aside.

    Each with `given`, the reason from the list (empty: none); `words`, what was written; and `is_charged`.
    """
    charges = Charge.objects.standing().filter(booking=OuterRef("pk"), kind=Charge.Kind.NO_SHOW)
    said = charges.answered().order_by("-answered_at", "pk")
    found = Booking.objects.booked().filter(event__imported_at=None).annotate(is_charged=Exists(charges))
    text = CharField()
    return found.filter(Q(outcome=Outcome.NO_SHOW) | Q(is_charged=True)).annotate(
        given=Case(
            When(absence__answered_at__isnull=False, then=F("absence__reason")),
            default=Coalesce(Subquery(said.values("answer_reason")[:1]), Value("")),
            output_field=text,
        ),
        words=Case(
            When(absence__answered_at__isnull=False, then=F("absence__text")),
            default=Coalesce(Subquery(said.values("answer_text")[:1]), Value("")),
            output_field=text,
        ),
    )


def reason_of(given: str) -> str:
    return str(Reason(given).label) if given else NO_REASON


def by_reason(first: date, last: date) -> Table:
    """How many absences of events that began on these London days, both included, had which reason; the most frequent first."""
    there = absences().filter(
        event__starts_at__gte=at(first, time.min), event__starts_at__lt=at(last + timedelta(days=1), time.min)
    )
    counted = (
        there.order_by()
        .values("given")
        .annotate(all=Count("pk"), dear=Count("pk", filter=Q(is_charged=True)))
    )
    found = sorted(counted, key=lambda row: (not row["given"], -row["all"], reason_of(row["given"])))
    rows = [[reason_of(row["given"]), row["all"], row["dear"], row["all"] - row["dear"]] for row in found]
    total = ["All", *(sum(row[n] for row in rows) for n in (1, 2, 3))]
    title = f"Absences by reason, {span(first, last)}"
    return Table(title, ["Reason", "Absences", "Charged", "Not charged"], rows, total=total)


def missed_by(people: Iterable[Person], now: datetime) -> dict[int, list[Missed]]:
    """What each of these people missed and counts now, the latest first, with the reason from the list: one query."""
    found: dict[int, list[Missed]] = defaultdict(list)
    theirs = absences().filter(person__in=list(people), pk__in=missed(now).order_by().values("pk"))
    for booking in theirs.with_event().order_by("-event__starts_at", "pk"):
        found[booking.person_id].append(Missed.of(booking))
    return found


def of_event(event: Event) -> BookingQuerySet:
    """The absences of one event by last name."""
    found = absences().filter(event=event).with_person().select_related("absence")
    return found.order_by("person__last_name", "person__first_name", "pk")


def table_of(event: Event) -> Table:
    """The same without what people wrote: files are passed on."""
    rows = [
        [each.booking.person.name, each.booking.agency_name, each.reason, each.is_charged]
        for each in map(Missed.of, of_event(event))
    ]
    title = f"Absences, {event.course.title}, {day(event.starts_at)}"
    return Table(title, ["Person", "Agency", "Reason", "Charged"], rows)

"""Repeated non-attendance: the person and the manager are warned, then one booking at a time, until an officer lifts the limit."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts import trail
from accounts.models import Board, Person
from bookings import emails
from bookings.models import Booking, Charge, LimitLift
from bookings.models.booking import BookingQuerySet
from bookings.models.charge import ChargeState
from bookings.reasons import Limit
from lib.dates import at, day, local_day, months_after
from lib.errors import Refused, TooLate
from lib.seen import fingerprint
from training.models import Event

LIFTED = "The limit was lifted since you opened this page. Read until when, and lift it again only if you want another day."


def missed(now: datetime) -> BookingQuerySet:
    """The no-shows that count now: of the last months (a setting), without those whose every charge was waived.

    What was missed on 5 March 2026 counts, with 12 months, until 4 March 2027.
    """
    since = months_after(local_day(now), -Board.current().no_show_months) + timedelta(days=1)
    charges = Charge.objects.standing().filter(booking=OuterRef("pk"))
    stands = Exists(charges.exclude(state=ChargeState.WAIVED)) | ~Exists(charges)
    recent = Booking.objects.booked().no_shows().filter(event__starts_at__gte=at(since, time.min))
    return recent.filter(stands)


def limit_of(person: Person, event: Event, *, now: datetime, leaving: Booking | None = None) -> Limit | None:
    """What keeps this person from booking a further event; None when nothing does. A booking that they are `leaving` for it does not count."""
    board = Board.current()
    count = missed(now).filter(person=person).count()
    if count < board.no_show_limit or _is_lifted(person, now):
        return None
    others = Booking.objects.of(person).coming_up(now).exclude(event=event)
    held = others.exclude(pk=leaving.pk if leaving else None).with_event().first()
    if held is None:
        return None
    return Limit(count, board.no_show_months, held.event.course.title, day(held.event.starts_at), held.code)


def _is_lifted(person: Person, now: datetime) -> bool:
    return lifts_of(person, now).exists()


def repeatedly_absent(now: datetime) -> QuerySet[Person]:
    """People whose missed events have reached the limit, the most first: `missed` says how many."""
    counted = Count("bookings", filter=Q(bookings__in=missed(now)))
    people = Person.objects.filter(pk__in=missed(now).values("person")).annotate(missed=counted)
    reached = people.filter(missed__gte=Board.current().no_show_limit)
    return reached.with_employment().order_by("-missed", "last_name", "first_name", "pk")


def would_reach(people: Iterable[int], event: Event, now: datetime) -> QuerySet[Person]:
    """Who of these people (their keys) reaches the limit, or is past it, when this event is missed too."""
    before = Count("bookings", filter=Q(bookings__in=missed(now).exclude(event=event)))
    counted = Person.objects.filter(pk__in=people).annotate(missed=before)
    reached = counted.filter(missed__gte=Board.current().no_show_limit - 1)
    return reached.order_by("-missed", "last_name", "first_name", "pk")


def lifts_of(person: Person, now: datetime) -> QuerySet[LimitLift]:
    """What officers have lifted and still stands, the latest first."""
    return LimitLift.objects.filter(person=person).in_force(local_day(now)).select_related("lifted_by")


def seen_of(person: Person, now: datetime) -> str:
    """What an officer reads before they lift a limit, shortened."""
    return fingerprint(list(lifts_of(person, now).values_list("pk", flat=True)))


def lift(
    person: Person, *, until: date, reason: str, by: Person, now: datetime, seen: str | None = None
) -> LimitLift:
    """Lets somebody book freely up to a day, which still counts.

    Raises Refused for oneself, without a reason, for a day that is over; TooLate when somebody has lifted it since the page showed `seen`.
    """
    reasons = []
    if by == person:
        reasons.append("You cannot lift your own limit. Another officer must do it.")
    if not reason.strip():
        reasons.append("Enter why the limit is lifted.")
    if until < local_day(now):
        reasons.append("The last day must be today or later.")
    if reasons:
        raise Refused(reasons)
    facts = {"until": until, "reason": reason.strip()[:300]}
    with transaction.atomic():
        # One at a time: of two officers at once, the second sees what the first did.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if seen is not None and seen != seen_of(person, now):
            raise TooLate(LIFTED)
        made = LimitLift.objects.create(person=person, lifted_by=by, lifted_at=now, **facts)
        changes = {"until": ["", until.isoformat()], "reason": ["", facts["reason"]]}
        trail.record(by, "person.limit_lifted", person, changes, now=now)
    return made


def count_due(now: datetime) -> int:
    """Looks once at every no-show of a closed register, and warns whoever reaches the limit by it. Safe to run twice, or a day late."""
    due = Booking.objects.absences_to_count().filter(event__register_closed_at__lte=now)
    return sum(_count(booking, now) for booking in due.with_event().with_person())


def _count(booking: Booking, now: datetime) -> bool:
    with transaction.atomic():
        unseen = Booking.objects.filter(pk=booking.pk, absence_counted_at=None)
        if not unseen.update(absence_counted_at=now):
            return False  # another worker was faster
        theirs = missed(now).filter(person=booking.person)
        seen = theirs.filter(absence_counted_at__isnull=False).count()
        # Only the one that reaches the limit warns; the next ones are no news.
        if theirs.filter(pk=booking.pk).exists() and seen == Board.current().no_show_limit:
            trail.record(
                None, "person.absences_warned", booking.person, {"missed": [seen - 1, seen]}, now=now
            )
            emails.absences_warned(booking, missed=seen, now=now)
    return True

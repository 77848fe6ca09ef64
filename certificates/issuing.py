from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import trail
from accounts.models import Board, TrailEntry
from bookings.models import Booking
from bookings.registers.missed import days_attended
from certificates import emails
from certificates.models import Certificate
from evaluations.models import Invitation, Stage
from lib.dates import at, local_day, months_after

MOST = 500  # in one run of the worker
AT_ONCE = 100  # in one transaction
# The evaluation closes earlier, so nothing older can still fall due; without a bound the search would walk all history.
LOOKS_BACK = 12  # months


def issue_due(now: datetime) -> int:
    """Issues every certificate whose rule is met, with one message each; returns how many. Safe to run twice, late, or by two workers."""
    due = list(_due(now, Board.current())[:MOST])
    return sum(_issue(due[start : start + AT_ONCE], now) for start in range(0, len(due), AT_ONCE))


def _due(now: datetime, board: Board) -> QuerySet[Booking]:
    since = at(months_after(local_day(now), -LOOKS_BACK), time.min)
    # What an officer revoked is not given again; what the clock revoked is, when it is earned again.
    settled = Certificate.objects.filter(
        Q(revoked_at=None) | Q(revoked_by__isnull=False), booking=OuterRef("pk")
    )
    earned = Booking.objects.filter(
        ~Exists(settled),
        earns_certificate=True,
        event__imported_at=None,
        event__register_closed_at__lte=now,
        event__register_closed_at__gte=since,
    )
    if board.certificate_waits_for_evaluation:
        answered = Invitation.objects.filter(stage=Stage.AFTER, is_answered=True, booking=OuterRef("pk"))
        # Whoever has no address is asked through somebody else at most, and whoever has left cannot be: nothing is waited for.
        earned = earned.filter(Exists(answered) | Q(person__email=None) | Q(person__is_active=False))
    return (
        earned.select_related("person", "event__course")
        .prefetch_related("event__sessions", "event__course__outcomes", "attendances", "make_ups__at")
        .order_by("event__starts_at", "pk")
    )


def _issue(bookings: list[Booking], now: datetime) -> int:
    board = Board.current()
    made = [_frozen(booking, board, now) for booking in bookings]
    with transaction.atomic():
        Certificate.objects.bulk_create(made, ignore_conflicts=True)
        # Another worker may have been faster with some: theirs stand, and they write trail and message.
        stored = {each.code: each for each in Certificate.objects.filter(code__in=[one.code for one in made])}
        mine = [each for each in made if each.code in stored]
        TrailEntry.objects.bulk_create(
            trail.entry(None, "certificate.issued", each, {"reference": ["", each.reference]}, now=now)
            for each in mine
        )
        _tell_bookings(mine)
        for certificate in mine:
            emails.issued(certificate, now=now)
    return len(mine)


def _tell_bookings(certificates: list[Certificate]) -> None:
    """Bookings know until when their person is certified: the prerequisites of other courses ask there."""
    for certificate in certificates:
        certificate.booking.certified_on = certificate.last_day
        certificate.booking.certified_until = certificate.expires_on
    told = [certificate.booking for certificate in certificates]
    Booking.objects.bulk_update(told, ["certified_on", "certified_until"])


def _frozen(booking: Booking, board: Board, now: datetime) -> Certificate:
    course = booking.event.course
    days = days_attended(booking, late_limit=board.late_limit_minutes) or [local_day(booking.event.starts_at)]
    return Certificate(
        booking=booking,
        issued_at=now,
        holder_name=booking.person.name,
        holder_initials=booking.person.initials,
        course_title=course.title,
        level=course.get_level_display(),
        days=[day.isoformat() for day in days],
        minutes=course.minutes,
        participatory_minutes=course.participatory_minutes,
        outcomes=[outcome.text for outcome in course.outcomes.all()],
        board_name=board.name,
        expires_on=_expires_on(days[-1], course.validity_months),
    )


def _expires_on(last_day: date, months: int | None) -> date | None:
    """The day before the same date so many months on: learnt on 5 March 2026, valid for 36 months until 4 March 2029."""
    return months_after(last_day, months) - timedelta(days=1) if months else None

"""Where somebody stands in a waiting list, how good their chance is, and an officer's offer out of turn."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Person, TrailEntry
from bookings import emails, places, waiting
from bookings.allocations import Holder, in_force, pool_of
from bookings.models import Booking
from bookings.models.booking import Status
from lib.dates import day_and_clock
from lib.errors import Refused
from training.models import Event

ENOUGH = 5
EVENTS = 20
ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Standing:
    """`position` of `length`; `chance` and `share` are sentences, `share` empty while no allocation matters."""

    position: int
    length: int
    chance: str
    share: str

    @property
    def sentence(self) -> str:
        suffix = "th" if self.position % 100 in (11, 12, 13) else ORDINALS.get(self.position % 10, "th")
        return f"{self.position}{suffix} of {self.length} in the waiting list."


def standing(booking: Booking, now: datetime) -> Standing | None:
    """Of a waiting booking; None for every other."""
    if not booking.is_waiting:
        return None
    order = list(booking.event.bookings.waiting().values_list("pk", flat=True))
    position = order.index(booking.pk) + 1 if booking.pk in order else len(order)
    return Standing(position, len(order), chance(booking.event, position), _share(booking, now))


def _share(booking: Booking, now: datetime) -> str:
    if booking.first_since:
        return "The training team has put this booking first: it gets the next free place."
    mix = places.mix_of(booking.event, now)
    shares = in_force(mix.shares, now)
    pool = pool_of(Holder(booking.agency_id, booking.sector), shares)
    if pool:
        whom = booking.agency_name if pool[0] == "agency" else f"The sector {booking.get_sector_display()}"
        until = day_and_clock(shares[pool].release_at)
        return f"{whom} has a number of places of its own until {until}. While some of them are free, they go to its people first."
    if shares:
        until = day_and_clock(max(share.release_at for share in shares.values()))
        return f"Some places are kept for other agencies until {until}, so people of theirs may be offered one before you."
    return ""


def chance(event: Event, position: int) -> str:
    """What became of people who stood here or further back in the lists of like events, told with the number it rests on.

    Like events are those of the course whose register is closed; where they had too few people waiting, those of its format.
    """
    closed = Event.objects.register_closed().exclude(pk=event.pk).order_by("-starts_at")
    for like, words in (
        (closed.filter(course=event.course_id), "for earlier dates of this course"),
        (closed.filter(course__format=event.course.format), "for earlier courses of the same format"),
    ):
        outcomes = _outcomes(like, position)
        if len(outcomes) >= ENOUGH:
            were = "was" if sum(outcomes) == 1 else "were"
            return (
                f"{sum(outcomes)} of the last {len(outcomes)} people who stood here or further back in the list "
                f"{words} {were} offered a place."
            )
    return "There are not enough earlier courses with a waiting list to say how good the chance is."


def _outcomes(events, position: int) -> list[bool]:
    """Of everybody who joined the list of one of the latest of these events at this position or later: was a place offered?"""
    offered = TrailEntry.objects.filter(
        subject_type="booking", subject_code=OuterRef("code"), deed="booking.offered"
    )
    latest = list(
        events.filter(bookings__waiting_since__isnull=False).distinct().values_list("pk", flat=True)[:EVENTS]
    )
    joined = Booking.objects.filter(event__in=latest, waiting_since__isnull=False)
    found: dict[int, list[bool]] = {}
    rows = joined.order_by("waiting_since", "pk").values_list("event", Exists(offered))
    for event, was_offered in rows:
        found.setdefault(event, []).append(was_offered)
    return [outcome for outcomes in found.values() for outcome in outcomes[position - 1 :]]


def passed_over(booking: Booking) -> list[Booking]:
    """Those who stand before this waiting booking, in the order of the list."""
    order = list(booking.event.bookings.waiting().with_person())
    return order[: order.index(booking)] if booking in order else []


def reason_not_to_put_first(booking: Booking, now: datetime) -> str:
    if not booking.is_waiting:
        return f"This person is not waiting. The booking is: {booking.get_status_display().lower()}."
    if booking.event.has_started(now):
        return "The event has started, so no place can be offered."
    if booking.first_since:
        return "This person has been put first in the list already."
    return ""


def put_first(booking: Booking, *, by: Person, now: datetime, reason: str) -> None:
    """Offers a place out of turn: a free one at once, whatever the allocations say, else the next that comes free.

    Raises Refused without a reason, or when the person is not waiting any more.
    """
    if not reason.strip():
        raise Refused("Give the reason. It is kept in the trail.")
    with transaction.atomic():
        booking.event = places.lock_with_sessions(booking.event_id)
        booking.refresh_from_db(fields=["status", "first_since"])
        if refusal := reason_not_to_put_first(booking, now):
            raise Refused(refusal)
        over = len(passed_over(booking))
        also = {"reason": ["", reason.strip()[:300]], "passed_over": [0, over]}
        booking.move(Status.WAITING, deed="booking.put_first", by=by, now=now, also=also, first_since=now)
        waiting.offer_freed_places(booking.event, now=now)
        booking.refresh_from_db(fields=["status", "expires_at"])
        if booking.is_waiting:
            emails.put_first(booking, now=now)

"""Who has booked an event, as the training team watches it: by status, by agency, and as a file."""

from django.db.models import Count, Q, QuerySet

from bookings.models import Booking
from bookings.models.booking import HOLDS_A_PLACE, Outcome, Status
from lib.dates import local
from lib.tables import Table
from training.models import Event

CAME = [Outcome.ATTENDED, Outcome.PARTLY]


def by_status(event: Event, *, active: bool = False) -> list[tuple[str, str, int]]:
    """(status, its words, how many), in the order of a booking's life, without those that nobody is in; perhaps only the active ones."""
    bookings = event.bookings.active() if active else event.bookings
    found = dict(bookings.order_by().values_list("status").annotate(Count("pk")))
    return [(status.value, status.label, found[status]) for status in Status if status in found]


def by_agency(event: Event) -> Table:
    """The mix of agencies: places held, waiting, and (once the register is closed) who came, walk-ins included."""
    counted = (
        event.bookings.active()
        .order_by()
        .values_list("agency_name")
        .annotate(
            holding=Count("pk", filter=Q(status__in=HOLDS_A_PLACE)),
            waiting=Count("pk", filter=Q(status=Status.WAITING)),
            walked_in=Count("pk", filter=Q(status=Status.WALKED_IN)),
            came=Count("pk", filter=Q(outcome__in=CAME)),
        )
        .order_by("-holding", "agency_name")
    )
    rows = [row if event.is_closed else row[:-1] for row in counted]
    names = ["Agency", "Places", "Waiting", "Walk-ins", "Came"]
    names = names if event.is_closed else names[:-1]
    total = ["All", *(sum(row[i] for row in rows) for i in range(1, len(names)))]
    return Table("Agencies", names, rows, total=total if rows else None)


def matching(event: Event, status: str, words: str) -> QuerySet[Booking]:
    """The bookings of a status (of all, without one) whose person or agency contains every word; the waiting list in its order."""
    found = event.bookings.with_person()
    found = found.filter(status=status) if status else found
    for word in words.split()[:6]:
        person = Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word)
        found = found.filter(person | Q(person__email__icontains=word) | Q(agency_name__icontains=word))
    if status == Status.WAITING:
        return found.waiting()
    return found.order_by("person__last_name", "person__first_name", "pk")


def table(event: Event, bookings: QuerySet[Booking]) -> Table:
    """The same people as a file, with what the door and the caterer need."""
    names = [
        "Last name",
        "First name",
        "Email",
        "Agency",
        "Post",
        "Team",
        "Manager",
        "State",
        "Booked on",
        "Outcome",
    ]
    rows = [
        [
            booking.person.last_name,
            booking.person.first_name,
            booking.person.email or "",
            booking.agency_name,
            booking.employment.post,
            booking.employment.team,
            booking.employment.manager_name,
            booking.get_status_display(),
            local(booking.booked_at).date(),
            booking.get_outcome_display() if event.is_closed else "",
        ]
        for booking in bookings
    ]
    return Table(f"Bookings for {event}", names, rows)

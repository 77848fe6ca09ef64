"""One function per table of the reports. Page, CSV, XLSX, the `year` command and the tests all ask these."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Sector
from bookings.models import Booking, Charge
from bookings.models.booking import Outcome, Status
from bookings.models.charge import ChargeState
from lib.dates import FinancialYear
from lib.money import NOTHING, share
from training.models import Event
from training.models.course import Format

CAME = Q(outcome__in=[Outcome.ATTENDED, Outcome.PARTLY])
BOOKED = Q(status=Status.CONFIRMED)
WALKED_IN = Q(status=Status.WALKED_IN)


@dataclass(frozen=True)
class Attendance:
    """Counts of places and people, and the three rates that follow from them (per cent, one decimal; None without a denominator)."""

    name: str = ""
    code: str = ""
    events: int = 0
    places: int = 0
    booked: int = 0
    booked_who_came: int = 0
    walk_ins: int = 0
    starts_at: datetime | None = None

    @property
    def attended(self) -> int:
        """Everyone who came, walk-ins included."""
        return self.booked_who_came + self.walk_ins

    @property
    def no_shows(self) -> int:
        return self.booked - self.booked_who_came

    @property
    def fill(self) -> Decimal | None:
        """Places booked at the start / places available."""
        return share(self.booked, self.places)

    @property
    def show_up(self) -> Decimal | None:
        """Booked people who came / booked at the start."""
        return share(self.booked_who_came, self.booked)

    @property
    def use(self) -> Decimal | None:
        """Everyone who came, walk-ins included / places available."""
        return share(self.attended, self.places)


@dataclass(frozen=True)
class ChargeTotals:
    """Pounds of the charges that belong to a year, by what became of them."""

    raised: Decimal = NOTHING
    to_decide: Decimal = NOTHING
    waived: Decimal = NOTHING
    credited: Decimal = NOTHING
    count: int = 0
    waived_count: int = 0

    @property
    def due(self) -> Decimal:
        """What the agencies owe or have paid."""
        return self.raised - self.waived - self.credited


def held(year: FinancialYear) -> QuerySet[Event]:
    """Events that began in the year and whose register is closed: only then is it known who came."""
    return Event.objects.published().register_closed().starting_between(year.starts_at, year.ends_before)


def not_yet_counted(year: FinancialYear, now: datetime) -> QuerySet[Event]:
    """Events of the year that have ended, but whose register nobody has closed yet."""
    return Event.objects.register_open().ended(now).starting_between(year.starts_at, year.ends_before)


def _people(year: FinancialYear) -> QuerySet[Booking]:
    return Booking.objects.on_the_register().filter(
        event__state=Event.State.PUBLISHED,
        event__register_closed_at__isnull=False,
        event__starts_at__gte=year.starts_at,
        event__starts_at__lt=year.ends_before,
    )


COUNTS = {
    "booked": Count("pk", filter=BOOKED),
    "booked_who_came": Count("pk", filter=BOOKED & CAME),
    "walk_ins": Count("pk", filter=WALKED_IN & CAME),
}
PLACES = {"events": Count("pk"), "places": Sum("capacity", default=0)}


def attendance(year: FinancialYear) -> Attendance:
    """The whole year in one row."""
    return Attendance(name="All", **held(year).aggregate(**PLACES), **_people(year).aggregate(**COUNTS))


def attendance_by_course(year: FinancialYear) -> list[Attendance]:
    """One row per course that was held, in the order of their titles."""
    events = (
        held(year)
        .values("course_id", "course__title", "course__code")
        .annotate(**PLACES)
        .order_by("course__title")
    )
    people = _people(year).order_by().values("event__course_id").annotate(**COUNTS)
    counts: dict = {row.pop("event__course_id"): row for row in people}
    return [
        Attendance(
            name=row["course__title"],
            code=row["course__code"],
            events=row["events"],
            places=row["places"],
            **counts.get(row["course_id"], {}),
        )
        for row in events
    ]


def attendance_by_event(year: FinancialYear) -> list[Attendance]:
    """One row per event that was held, in the order of their days; `name` is the course, `starts_at` tells the day."""
    events = held(year).select_related("course").order_by("starts_at", "pk")
    people = _people(year).order_by().values("event_id").annotate(**COUNTS)
    counts: dict = {row.pop("event_id"): row for row in people}
    return [
        Attendance(
            name=event.course.title,
            code=event.code,
            events=1,
            places=event.capacity,
            starts_at=event.starts_at,
            **counts.get(event.pk, {}),
        )
        for event in events
    ]


def attendance_by_format(year: FinancialYear) -> list[Attendance]:
    """One row per format that was held, in the order of the formats."""
    events = held(year).order_by().values("course__format").annotate(**PLACES)
    found: dict = {row.pop("course__format"): row for row in events}
    people = _people(year).order_by().values("event__course__format").annotate(**COUNTS)
    counts: dict = {row.pop("event__course__format"): row for row in people}
    return [
        Attendance(name=label, code=value, **found[value], **counts.get(value, {}))
        for value, label in Format.choices
        if value in found
    ]


def attendance_by_agency(year: FinancialYear) -> list[Attendance]:
    """One row per agency as it was named when its people booked.

    No place belongs to an agency, so fill and use are its part of all places of the year: the rows add up to the year's rates.
    """
    rows = (
        _people(year)
        .order_by("agency_name")
        .values("agency_name", "agency__code")
        .annotate(events=Count("event", distinct=True), **COUNTS)
    )
    places = _places(year)
    return [_agency_row(dict(row), places) for row in rows]


def _agency_row(row: dict, places: int) -> Attendance:
    return Attendance(name=row.pop("agency_name"), code=row.pop("agency__code"), places=places, **row)


def _places(year: FinancialYear) -> int:
    return held(year).aggregate(places=PLACES["places"])["places"]


def attendance_by_sector(year: FinancialYear) -> list[Attendance]:
    """One row per sector, most people first; fill and use as by agency."""
    rows = _people(year).order_by().values("sector").annotate(events=Count("event", distinct=True), **COUNTS)
    labels = dict(Sector.choices)
    places = _places(year)
    found = [Attendance(name=labels[row.pop("sector")], places=places, **row) for row in rows]
    return sorted(found, key=lambda row: (-row.attended, row.name))


def charges(year: FinancialYear) -> ChargeTotals:
    """What was charged for not coming in the year; what came in is in the income statement.

    What was withdrawn before anybody asked for it is not counted, as on the statement.
    """

    def of(*states):
        return Sum("amount", filter=Q(state__in=states), default=NOTHING)

    return ChargeTotals(
        **Charge.objects.of_year(year)
        .raised()
        .aggregate(
            raised=Sum("amount", default=NOTHING),
            to_decide=of(ChargeState.PROPOSED),
            waived=of(ChargeState.WAIVED),
            credited=of(ChargeState.CREDITED),
            count=Count("pk"),
            waived_count=Count("pk", filter=Q(state=ChargeState.WAIVED)),
        )
    )


def charges_by_agency(year: FinancialYear) -> list[dict]:
    """Pounds raised, waived and credited per agency, the dearest first."""
    rows = (
        Charge.objects.of_year(year)
        .raised()
        .order_by()
        .values("agency__name", "agency__code")
        .annotate(
            count=Count("pk"),
            raised=Sum("amount", default=NOTHING),
            waived=Sum("amount", filter=Q(state=ChargeState.WAIVED), default=NOTHING),
            credited=Sum("amount", filter=Q(state=ChargeState.CREDITED), default=NOTHING),
        )
    )
    return sorted(rows, key=lambda row: (-row["raised"], row["agency__name"]))

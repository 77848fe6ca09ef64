"""What happens when: the sessions of the programme on the days of a month, a quarter or a year."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from lib.dates import at, bank_holidays, clock, is_working_day, local_day, months_after, span
from lib.periods import Period, weeks_of
from lib.tables import Table
from training.days import names
from training.holidays import holidays_on
from training.models import Event, Holiday, Session


@dataclass(frozen=True)
class Square:
    """One day of a month as its grid shows it."""

    day: date
    is_outside: bool
    is_today: bool
    is_free: bool
    sessions: list[Session]
    holidays: list[str]


@dataclass(frozen=True)
class Month:
    first: date
    sessions: list[Session]
    weeks: list[list[Square]]
    holidays: list[str]


def events_for(reader):
    """The events that a reader may see in the calendar: everybody what is in the programme, past dates too, the officer also drafts."""
    found = Event.objects.visible_to(reader).not_cancelled()
    if reader.is_authenticated and reader.is_a("officer"):
        return found
    return found.filter(course__is_published=True)


def sessions_in(period: Period, events) -> list[Session]:
    """The sessions of these events that begin within a period, weeks at its edges included, in order; three queries at most."""
    first, last = _edges(period)
    return list(
        Session.objects.filter(
            event__in=events.order_by().values("pk"),
            starts_at__gte=at(first, time.min),
            starts_at__lt=at(last, time.min),
        ).select_related("event__course", "room__venue")
    )


def _edges(period: Period) -> tuple[date, date]:
    """A grid shows whole weeks; without grids only the period itself is shown."""
    if period.view != "month":
        return period.first, period.end
    weeks = weeks_of(period.first)
    return weeks[0][0], weeks[-1][-1] + timedelta(days=1)


def months(period: Period, sessions: list[Session], *, today: date) -> list[Month]:
    """The months of a period with their sessions and holidays; the grid of weeks only where the period is one month."""
    by_day: dict[date, list[Session]] = {}
    for session in sessions:
        by_day.setdefault(local_day(session.starts_at), []).append(session)
    holidays = holidays_on(_edges(period))
    with_grid = period.view == "month"
    return [_month(first, by_day, holidays, today, with_grid=with_grid) for first in period.months]


def _month(first: date, by_day: dict, holidays: list[Holiday], today: date, *, with_grid: bool) -> Month:
    def square(day: date) -> Square:
        return Square(
            day, day.month != first.month, day == today, not is_working_day(day), by_day.get(day, []),
            names(day, holidays),
        )  # fmt: skip

    own = [
        s
        for day, those in sorted(by_day.items())
        if (day.year, day.month) == (first.year, first.month)
        for s in those
    ]
    weeks = [[square(day) for day in week] for week in weeks_of(first)] if with_grid else []
    return Month(first, own, weeks, _in_words(first, holidays))


def _in_words(month: date, holidays: list[Holiday]) -> list[str]:
    """October half-term: 26 to 30 October 2026, for each holiday that touches a month, bank holidays among them, in order."""
    end = months_after(month, 1)
    found = [(each.first_on, each.last_on, each.name) for each in holidays]
    found += [(on, on, "Bank holiday") for on in bank_holidays(month.year)]
    inside = sorted(each for each in found if each[0] < end and each[1] >= month)
    return [f"{name}: {span(begins, ends)}" for begins, ends, name in inside]


def table(period: Period, sessions: list[Session]) -> Table:
    """The sessions of a period as rows to copy."""
    columns = [
        "Course",
        "Format",
        "Level",
        "Day",
        "Starts",
        "Ends",
        "Where",
        "Places",
        "Places left",
        "State",
    ]
    inside = [s for s in sessions if period.starts_at <= s.starts_at < period.ends_before]
    return Table(f"Programme, {period}", columns, [_row(session) for session in inside])


def _row(session: Session) -> list:
    event, course = session.event, session.event.course
    return [
        course.title, course.get_format_display(), course.get_level_display(), local_day(session.starts_at),
        clock(session.starts_at), clock(session.ends_at), session.place, event.capacity, event.places_left,
        event.get_state_display(),
    ]  # fmt: skip

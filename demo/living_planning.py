"""What the planning desk has to show: lessons answered and not, a series, a decision to take, and an event that was moved."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from accounts.models import Person
from bookings.deciding import decide_due
from bookings.moving import move
from lib.dates import at, local_day, months_after, working_days_after
from lib.recurrence import monthly
from training.catalogue import change_course
from training.models import Course, Event, Lesson
from training.planning import change_event, plan_of
from training.repeating import make_series, proposals

# Course: what comes first.
FIRST = {
    "Learning from Child B: disguised compliance": ["Working together to safeguard children"],
    "Designated safeguarding leads: two days": ["Working together to safeguard children"],
}
EQUIVALENT = {"Thresholds, early help and better referrals": ["Working together to safeguard children"]}
# Two lessons that nothing answers, and a course that answers nothing, so that the coverage view has gaps.
UNANSWERED = ["Understand consent", "See the invisible father"]
WITHOUT_LESSONS = ["Practitioner forum"]


def plan_more(officer: Person, now: datetime) -> None:
    """After everything else of the living year."""
    for course in Course.objects.order_by("pk"):
        _tie(course, officer, now)
    _series(_coming("CSE champions’ day", now), officer, now)
    _conditions(officer, now)
    _moved(_coming("Prevent: what to notice and whom to ask", now), officer, now)


def _coming(title: str, now: datetime) -> Event:
    return Event.objects.published().upcoming(now).filter(course__title=title)[0]


def _tie(course: Course, officer: Person, now: datetime) -> None:
    lessons = Lesson.objects.filter(theme__in=course.themes.all()).exclude(text__in=UNANSWERED)
    change_course(
        course,
        {},
        outcomes=[outcome.text for outcome in course.outcomes.all()],
        lessons=[] if course.title in WITHOUT_LESSONS else lessons,
        prerequisites=Course.objects.filter(title__in=FIRST.get(course.title, [])),
        equivalents=[*course.equivalents.all(), *Course.objects.filter(title__in=EQUIVALENT.get(course.title, []))],
        by=officer,
        now=now - timedelta(days=30),
    )  # fmt: skip


def _series(event: Event, officer: Person, now: datetime) -> None:
    """Drafts on the same weekday of the next months, where nothing speaks against it."""
    next_month = months_after(local_day(event.starts_at).replace(day=1), 1)
    days = monthly(working_days_after(next_month + timedelta(days=7), 1), 8)
    free = [each.day for each in proposals(event, days, now) if each.is_free]
    make_series(event, free[:4], title="CSE champions: next days", by=officer, now=now)


def _conditions(officer: Person, now: datetime) -> None:
    """One event has too few places held at its moment of decision; another has enough already, with days left."""
    few, enough = (
        _coming("Missing children: the return interview", now),
        _coming("Designated safeguarding leads: two days", now),
    )
    then, today = now - timedelta(days=20), local_day(now)
    yesterday, later = today - timedelta(days=1), today + timedelta(days=12)
    change_event(few, minimum=8, decide_by=at(yesterday, time(9)), by=officer, now=then)
    change_event(enough, minimum=8, decide_by=at(later, time(17)), by=officer, now=then)
    decide_due(at(yesterday, time(9, 5)))


def _moved(event: Event, officer: Person, now: datetime) -> None:
    """Half an hour later, same room."""
    later = timedelta(minutes=30)
    sessions = [
        replace(s, starts_at=s.starts_at + later, ends_at=s.ends_at + later) for s in plan_of(event).sessions
    ]
    note = "The speaker comes from a court hearing, so we begin half an hour later."
    move(event, sessions, note=note, by=officer, now=now - timedelta(hours=5))

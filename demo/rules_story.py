"""The rules of booking in the living year: a course that needs another, questions, learning elsewhere, a deputy, a limit."""

from datetime import datetime, timedelta
from decimal import Decimal

from accounts.boards import save_board
from accounts.deputies import name_deputy, of_coordinator
from accounts.models import Board, Person
from bookings import absences, learning, replies
from bookings.models import Booking
from lib.dates import local_day
from training.models import Course
from training.questions import add_question

LIMIT = 2


def build(cast: dict[str, Person], now: datetime) -> None:
    """Tells all of it; comes last, because from here on the rules hold for everybody."""
    officer = cast["officer"]
    _need()
    _questions(officer, now)
    _learning(cast, now)
    _deputy(cast["coordinator"], now)
    _limit(officer, now)


def _need() -> None:
    """The two days for leads build on “Managing allegations”, and “Prevent” counts as much as “Online safety”."""
    courses = {course.title: course for course in Course.objects.all()}
    leads = courses["Designated safeguarding leads: two days"]
    leads.prerequisites.set([courses["Managing allegations against staff"]])
    courses["Online safety: what children meet"].equivalents.set(
        [courses["Prevent: what to notice and whom to ask"]]
    )


def _questions(officer: Person, now: datetime) -> None:
    """The course that the practitioner goes to asks what she needs; she has answered."""
    booking = (
        Booking.objects.booked()
        .filter(person__email="practitioner@demo.example", event__starts_at__gt=now + timedelta(days=14))
        .select_related("event__course", "person")
        .order_by("event__starts_at")
        .first()
    )
    course = booking.event.course
    asked = [add_question(course, kind=kind, by=officer, now=now) for kind in ("access", "diet", "order")]
    add_question(course, kind="text", text="Which team do you work in?", by=officer, now=now)
    texts = {asked[0].code: "A seat near the front: I read lips.", asked[1].code: "Vegetarian"}
    replies.change(booking, texts, by=booking.person, now=now)


def _learning(cast: dict[str, Person], now: datetime) -> None:
    """One entry was accepted, one waits for the officer."""
    me = cast["practitioner"]
    courses = Course.objects.order_by("title")
    facts = {
        "provider": "Neighbour Borough SCB",
        "hours": Decimal("6.0"),
        "link": "https://neighbour.example/certificate",
    }
    done = local_day(now) - timedelta(days=200)
    known = facts | {
        "title": "Level 2 core training",
        "done_on": done,
        "course": courses.get(title__startswith="Thresholds"),
    }
    accepted = learning.send(me, known, file=None, now=now - timedelta(days=9))
    until = learning.valid_until_by_course(accepted)
    learning.accept(accepted, valid_until=until, by=cast["officer"], now=now - timedelta(days=8))
    asked = facts | {
        "title": "Allegations and the law",
        "done_on": done,
        "course": courses.get(title__startswith="Managing"),
    }
    learning.send(me, asked, file=None, now=now - timedelta(days=1))


def _deputy(coordinator: Person, now: datetime) -> None:
    today = local_day(now)
    name_deputy(
        of_coordinator(coordinator),
        name="Dora Deputy",
        email="dora.deputy@demo.example",
        from_on=today,
        to_on=today + timedelta(days=10),
        by=coordinator,
        now=now,
    )


def _limit(by: Person, now: datetime) -> None:
    """The Board limits from today; what was missed before is looked at without a warning."""
    absences.count_due(now)
    board = Board.objects.get(pk=1)
    board.no_show_limit = LIMIT
    save_board(board, by=by, now=now)

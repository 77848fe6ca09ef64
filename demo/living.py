"""The living year: events around today in every state, so that every screen has something true to show."""

from datetime import date, datetime, timedelta

from accounts.models import Person
from bookings import registers
from bookings.booking import book
from bookings.cancellation import cancel, cancel_event
from bookings.models import Booking
from bookings.models.attendance import Mark
from demo import circles, days, holidays, living_places, living_team
from demo.figures import Run
from demo.living_planning import plan_more
from demo.player import Player
from demo.programme import PLANS, Plan
from evaluations.invitations import open_due
from lib.dates import local_day
from training.models import Event

TITLES = {
    "together": "Working together to safeguard children",
    "exploitation": "Child sexual exploitation: recognise and respond",
    "violence": "Domestic violence and its impact on children",
    "neglect": "Neglect: seeing it, naming it, changing it",
    "champions": "CSE champions’ day",
    "supervision": "Learning from Child H: supervision that thinks",
    "compliance": "Learning from Child B: disguised compliance",
    "thresholds": "Thresholds, early help and better referrals",
    "allegations": "Managing allegations against staff",
    "forum": "Practitioner forum",
    "abuse": "Child sexual abuse: working in partnership",
    "fgm": "FGM and harmful practices",
    "prevent": "Prevent: what to notice and whom to ask",
    "missing": "Missing children: the return interview",
    "leads": "Designated safeguarding leads: two days",
    "online": "Online safety: what children meet",
}
# Words of the story: how many days ago, who of the cast came, who did not.
PAST = [
    ("together", -110, ["practitioner"], []),
    ("supervision", -75, [], []),
    ("thresholds", -46, ["practitioner"], ["coordinator"]),
    ("fgm", -33, [], []),
    ("neglect", -20, [], ["coordinator"]),  # a second time: one booking at a time from now on
    ("compliance", -6, [], ["practitioner"]),
]


def _is_ordinary(day: date) -> bool:
    return days.is_training_day(day) and holidays.is_school_day(day)


class Living:
    """Builds the living year around `now`, with the stories of those who can sign in."""

    def __init__(self, player: Player, cast: dict[str, Person], now: datetime):
        self.player, self.cast, self.now = player, cast, now
        self.me = cast["practitioner"]
        self.trainer = cast["trainer"].trainer
        self.paid = player.trainers[-1]
        self.taken: set[date] = {local_day(now)}

    def build(self) -> None:
        holidays.build(self.player.officer, self.now)
        living_team.commission(self.paid, by=self.player.officer, now=self.now - timedelta(days=200))
        self._past()
        self._today()
        self._coming()
        self._full_with_a_waiting_list()
        living_places.build(self)
        plan_more(self.player.officer, self.now)
        others = self.player.trainers[:-1]
        living_team.build(self.trainer, others, TITLES, by=self.player.officer, now=self.now)
        open_due(self.now)

    def _plan(self, name: str) -> Plan:
        return PLANS[TITLES[name]]

    def _day(self, distance: int, days_long: int = 1) -> date:
        """The nearest free working day at least so many days from today, backwards for the past; what is planned well ahead avoids holidays."""
        day, step = local_day(self.now) + timedelta(days=distance), 1 if distance > 0 else -1
        fits = _is_ordinary if distance > 14 else days.is_working_day
        while (
            not all(fits(day + timedelta(days=n)) for n in range(days_long))
            or day in self.taken
            or day + timedelta(days=1) in self.taken
        ):
            day += timedelta(days=step)
        self.taken.add(day)
        return day

    def _draft(
        self, name: str, distance: int, *, capacity: int | None = None, start: datetime | None = None, **facts
    ) -> Event:
        plan = self._plan(name)
        start = start or days.start_of(plan, self._day(distance, facts.get("days_long", 1)))
        now = min(start, self.now) - timedelta(days=60)
        return self.player.plan(plan, start, capacity=capacity or plan.capacity, now=now, **facts)

    def _event(self, name: str, distance: int, **facts) -> Event:
        event = self._draft(name, distance, **facts)
        return self.player.publish(event, now=min(event.starts_at, self.now) - timedelta(days=59))

    def _book(self, event: Event, who: Person, days_ago: int) -> Booking:
        return book(who, event, by=who, now=min(self.now, event.starts_at) - timedelta(days=days_ago))

    def _fill(self, event: Event, count: int, days_ago: int = 15) -> list[Person]:
        """Books this many people, of whom none trains there."""
        people = self.player.crowd(Run(self._plan("together"), 0, booked=count), event).stay
        for person in people:
            self.player.make(person, event, min(self.now, event.starts_at) - timedelta(days=days_ago))
        return people

    def _past(self) -> None:
        for name, distance, came, missed in PAST:
            with_paid = [self.paid] if name == "supervision" else []
            event = self._event(name, distance, trainers=[self.trainer, *with_paid])
            run = Run(self._plan(name), 0, booked=event.capacity - 4, no_shows=3, late=1, walk_ins=1, free=1)
            self.player.play(
                run,
                event,
                coming=[self.cast[who] for who in came],
                missing=[self.cast[who] for who in missed],
            )

    def _today(self) -> None:
        """One event waits for its register; one is in progress, half of its register marked."""
        waiting_for_register = self._event("abuse", -2, trainers=[self.trainer])
        self._fill(waiting_for_register, 13)
        start = self.now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
        running = self._event("exploitation", 0, start=start, trainers=[self.trainer])
        people = self._fill(running, 19)
        session = running.sessions.all()[0]
        for booking in running.bookings.booked().filter(person__in=people[:9]).select_related("person"):
            registers.mark(booking, session, Mark.PRESENT, by=self.cast["trainer"], now=self.now)

    def _coming(self) -> None:
        """Open, nearly full, inside the charging window, needing a manager, online, over two days, draft and cancelled."""
        open_event = self._event("together", 24, trainers=[self.trainer])
        self._fill(open_event, 9)
        circles.materials(self.player, open_event, self.now - timedelta(days=20))
        self._book(open_event, self.me, 10)
        soon = self._event("forum", 3)
        self._fill(soon, 12)
        self._book(soon, self.me, 12)
        self._fill(self._event("prevent", 12), 18)  # two places left
        agreed_by_manager = self._event("allegations", 30)
        self._fill(agreed_by_manager, 5)
        self._book(agreed_by_manager, self.me, 0)
        self._fill(self._event("online", 17, online=True), 22)
        self._fill(self._event("leads", 40, days_long=2), 11)
        self._fill(self._event("missing", 47), 4)
        self._event("champions", 61, group=circles.champions(self.player, self.me, self.now))
        self._draft("violence", 54)
        circles.waiting_for_a_date(self.player, self.me, TITLES["violence"], self.now)
        in_half_term = holidays.half_term_after(local_day(self.now) + timedelta(days=14))
        self._draft("supervision", 75, start=days.start_of(self._plan("supervision"), in_half_term))
        called_off = self._event("fgm", 20)
        self._fill(called_off, 6)
        now = self.now - timedelta(days=1)
        cancel_event(
            called_off, by=self.player.officer, now=now, reason="The trainer is ill and nobody can stand in."
        )

    def _full_with_a_waiting_list(self) -> None:
        """Full; the practitioner waits. At another full event a place came free today and is offered to her."""
        full = self._event("neglect", 33)
        self._fill(full, full.capacity + 3)
        self._book(full, self.me, 4)
        offered = self._event("thresholds", 36)
        booked = self._fill(offered, offered.capacity)
        self._book(offered, self.me, 5)
        self._fill(offered, 2, days_ago=3)
        gone = offered.bookings.booked().filter(person=booked[0]).select_related("person").first()
        cancel(gone, by=gone.person, now=self.now - timedelta(hours=2), reason="Change of shift")

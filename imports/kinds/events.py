from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms

from imports.inputs import Days, YesNo, several
from imports.kinds.claims import Claims
from imports.models import Verdict
from imports.rows import Fate, Kind, RowForm
from lib.dates import at, local_day
from lib.errors import Refused
from lib.forms import Clock, Day
from training.days import warnings
from training.models import Course, Event, Holiday, Room, Trainer
from training.planning import create_event, publish_event, reasons_not_to_create
from training.plans import plan_of
from training.rules import MOST_PLACES, MOST_SESSIONS, EventPlan, SessionPlan, reasons_without_a_place

DECIDED_AT = time(12)
MAY_BE_EMPTY = ("minimum", "decide_by", "joining_instructions")


class EventRow(RowForm):
    course = forms.CharField(label="Course", max_length=150, help_text="Its title as it is written in Muster")
    on = Day(label="Day", help_text="The first day, as 2026-03-05 or 05/03/2026")
    starts = Clock(label="Starts at", help_text="As 09:30")
    ends = Clock(label="Ends at", help_text="As 16:30, on each of its days")
    further = Days(
        label="Further days",
        max_length=300,
        required=False,
        help_text="Of the same event, with semicolons between",
    )
    places = forms.IntegerField(
        label="Places", min_value=1, max_value=MOST_PLACES, help_text="Not more than the room holds"
    )
    venue = forms.CharField(
        label="Venue", max_length=150, required=False, help_text="Its name as it is written in Muster"
    )
    room = forms.CharField(
        label="Room", max_length=100, required=False, help_text="May be left empty if the venue has one room"
    )
    online_url = forms.URLField(
        label="Online link", max_length=200, required=False, assume_scheme="https", help_text="Instead of a venue"
    )  # fmt: skip
    trainers = forms.CharField(
        label="Trainers",
        max_length=1000,
        required=False,
        help_text="Names or email addresses with semicolons between; the first leads",
    )
    minimum = forms.IntegerField(
        label="Minimum of places",
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text="Empty: it takes place however many come",
    )
    decide_on = Day(
        label="Decide on", required=False, help_text="The day at whose noon the minimum must be reached"
    )
    joining_instructions = forms.CharField(
        label="Joining instructions", max_length=2000, required=False, help_text="What people need to know before they come"
    )  # fmt: skip
    publish = YesNo(
        label="Publish",
        required=False,
        help_text="yes: into the programme at once, and those who wait for it are told; empty or no: a draft",
    )

    EXAMPLE = {
        "course": "Working together to safeguard children",
        "on": "2027-03-04",
        "starts": "09:30",
        "ends": "16:30",
        "further": "2027-03-11",
        "places": "24",
        "venue": "Barking Learning Centre",
        "room": "Training room 1",
        "trainers": "tom.trainer@riverside.nhs.uk",
        "publish": "no",
    }


class Events(Kind):
    """Events to come, as drafts or into the programme. One that is here already stays as it is: its own page changes it, and tells people."""

    title, most, form = "Events to come", 1_000, EventRow

    def __init__(self, now: datetime):
        super().__init__(now)
        self.courses = {course.title.casefold(): course for course in Course.objects.all()}
        self.rooms = _rooms()
        self.trainers = _trainers()
        self.claims = Claims()
        self.holidays = list(Holiday.objects.to_come(local_day(now)))
        # Two groups of a course may meet at once, each in its own room.
        self.known: dict[tuple[int, datetime], list[Event]] = {}
        for event in Event.objects.not_cancelled().upcoming(now):
            self.known.setdefault((event.course_id, event.starts_at), []).append(event)

    @staticmethod
    def name(cells: dict[str, str]) -> str:
        return f"{cells.get('course', '')}, {cells.get('on', '')} {cells.get('starts', '')}".strip(" ,")

    def key(self, facts: dict[str, Any]) -> tuple:
        place = facts["venue"].casefold(), facts["room"].casefold()
        return facts["course"].casefold(), facts["on"], facts["starts"], *place

    def fate(self, facts: dict[str, Any]) -> Fate:
        course = self.courses.get(facts["course"].casefold())
        if course is None:
            raise Refused(
                f"There is no course “{facts['course']}”. Import the courses first, or write its title as here"
            )
        plan = self._plan(facts)
        if stored := self.known.get((course.pk, plan.starts_at)):
            return self._fate_of_stored(stored, plan, publish=bool(facts["publish"]))
        publish = bool(facts["publish"])
        reasons = reasons_not_to_create(plan, although_away=False, now=self.now)
        reasons += reasons_without_a_place(plan.sessions) if publish else []
        reasons += self.claims.reasons_against(course.title, plan)
        if reasons:
            raise Refused(list(dict.fromkeys(reasons)))
        says = "Adds this event and publishes it" if publish else "Adds this event as a draft"
        return Fate(Verdict.NEW, [says, *warnings(plan.sessions, self.holidays)], (course, plan, publish))

    @staticmethod
    def _fate_of_stored(stored: list[Event], plan: EventPlan, *, publish: bool) -> Fate:
        same = [event for event in stored if _same(plan_of(event), plan)]
        if same and publish and same[0].is_draft:
            raise Refused(
                "This event is here already as a draft. Publish it on its own page, and take the row out"
            )
        if same:
            return Fate(Verdict.UNCHANGED, [])
        raise Refused(
            "This event is here already, with other places, days, rooms, trainers, minimum or instructions. Change it on its own page, where "
            "everybody is told, and take the row out"
        )

    def _plan(self, facts: dict[str, Any]) -> EventPlan:
        """What the form of an event would make of these answers. Raises Refused with every reason why it cannot be made."""
        room, against = self._room(facts["venue"], facts["room"])
        trainers, unknown = self._team(several(facts["trainers"]))
        days = [facts["on"], *facts["further"]]
        if len(days) > MOST_SESSIONS:
            unknown.append(f"An event has {MOST_SESSIONS} days at most")
        if against or unknown:
            raise Refused(against + unknown)
        decide_by = at(facts["decide_on"], DECIDED_AT) if facts["decide_on"] else None
        return EventPlan(
            facts["places"],
            [
                SessionPlan(at(on, facts["starts"]), at(on, facts["ends"]), room, facts["online_url"])
                for on in days
            ],
            trainers,
            minimum=facts["minimum"],
            decide_by=decide_by,
            joining_instructions=facts["joining_instructions"],
        )

    def _room(self, venue: str, name: str) -> tuple[Room | None, list[str]]:
        if not venue:
            return None, ["Give the venue of the room"] if name else []
        rooms = self.rooms.get(venue.casefold())
        if rooms is None:
            return None, [f"There is no venue “{venue}” with a room in use. Add it on the page of venues"]
        if not name and len(rooms) == 1:
            return next(iter(rooms.values())), []
        found = rooms.get(name.casefold())
        names = ", ".join(room.name for room in rooms.values())
        return found, [] if found else [f"Write in the column “Room” which room of {venue}: {names}"]

    def _team(self, words: Iterable[str]) -> tuple[list[Trainer], list[str]]:
        team, reasons = [], []
        for word in words:
            found = self.trainers.get(word.casefold(), [])
            if len(found) == 1:
                team.append(found[0])
            elif found:
                reasons.append(f"{len(found)} trainers are called {word}. Give the email address")
            else:
                reasons.append(f"No trainer is “{word}”. Add them on the page of trainers")
        return team, reasons

    def write(self, deeds: list[tuple[Course, EventPlan, bool]], *, by) -> None:
        for course, plan, publish in deeds:
            event = create_event(course, **_arguments(plan), by=by, now=self.now)
            if publish:
                publish_event(event, by=by, now=self.now)


def _same(here: EventPlan, plan: EventPlan) -> bool:
    """Whether an event stands as the row says; an empty cell says nothing of what may be left out."""
    if (here.capacity, here.sessions, here.trainers) != (plan.capacity, plan.sessions, plan.trainers):
        return False
    said = {name: getattr(plan, name) for name in MAY_BE_EMPTY}
    return all(getattr(here, name) == value for name, value in said.items() if value)


def _arguments(plan: EventPlan) -> dict[str, Any]:
    names = ("capacity", "sessions", "trainers", "minimum", "decide_by", "joining_instructions")
    return {name: getattr(plan, name) for name in names}


def _rooms() -> dict[str, dict[str, Room]]:
    """Venue to room to row, both in small letters."""
    found: dict[str, dict[str, Room]] = {}
    for room in Room.objects.in_use().select_related("venue"):
        found.setdefault(room.venue.name.casefold(), {})[room.name.casefold()] = room
    return found


def _trainers() -> dict[str, list[Trainer]]:
    """Name or address, in small letters, to the trainers whose it is."""
    found: dict[str, list[Trainer]] = {}
    for trainer in Trainer.objects.select_related("person"):
        for word in filter(None, (trainer.person.name, trainer.person.email)):
            found.setdefault(word.casefold(), []).append(trainer)
    return found

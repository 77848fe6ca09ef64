from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency, Employment, Person
from bookings.history_import import MARKS, PastEvent, PastPlace, reasons_against, take_over
from bookings.models import Attendance
from imports.inputs import Days, several
from imports.kinds.staff import Staff
from imports.models import Verdict
from imports.rows import Fate, Kind, RowForm
from lib.dates import at, day
from lib.errors import Refused
from lib.forms import Clock, Day
from training.models import Course, Event, Session


class PastRow(RowForm):
    email = forms.EmailField(
        label="Email address", max_length=254, required=False, help_text="Of the person; or name and agency"
    )
    first_name = forms.CharField(
        label="First name", max_length=100, required=False, help_text="Needed without an email address"
    )
    last_name = forms.CharField(
        label="Last name", max_length=100, required=False, help_text="Needed without an email address"
    )
    agency = forms.CharField(
        label="Agency",
        max_length=200,
        required=False,
        help_text="For which they came; empty: where they work now. Needed without an email address",
    )
    course = forms.CharField(label="Course", max_length=150, help_text="Its title as it is written in Muster")
    on = Day(label="Day", help_text="The first day, as 2015-03-05 or 05/03/2015")
    starts = Clock(label="Starts at", help_text="As 09:30")
    ends = Clock(label="Ends at", help_text="As 16:30, on each of its days")
    further = Days(
        label="Further days",
        max_length=300,
        required=False,
        help_text="Of the same event, with semicolons between",
    )
    marks = forms.CharField(
        label="Attendance",
        max_length=300,
        help_text="attended or absent; where the days differ one for each day, with semicolons between",
    )

    EXAMPLE = {
        "email": "nadia.nurse@riverside.nhs.uk",
        "first_name": "Nadia",
        "last_name": "Nurse",
        "agency": "Riverside NHS Trust",
        "course": "Working together to safeguard children",
        "on": "2015-03-05",
        "starts": "09:30",
        "ends": "16:30",
        "marks": "attended",
    }

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_marks(self) -> list[str]:
        words = [word.casefold() for word in several(self.cleaned_data["marks"])]
        if unknown := [word for word in words if word not in MARKS]:
            raise ValidationError(f"“{unknown[0][:40]}” is no attendance. Write attended or absent")
        return [MARKS[word] for word in words]

    def clean(self):
        cleaned = super().clean()
        names = ("first_name", "last_name", "agency")
        if not self.errors and not cleaned["email"] and not all(cleaned[name] for name in names):
            self.add_error(None, "Give the email address, or first name, last name and agency")
        return cleaned


class Past(Kind):
    title, most, form = "Past bookings and attendance", 10_000, PastRow

    def __init__(self, now: datetime):
        super().__init__(now)
        self.staff = Staff()
        self.courses = {course.title.casefold(): course for course in Course.objects.all()}
        events = Event.objects.not_cancelled().filter(starts_at__lte=now)
        self.events = {(event.course_id, event.starts_at): event for event in events}
        self.sessions = self._sessions()
        self.worked: dict[tuple[int, int], Employment] = {}
        for employment in Employment.objects.order_by("starts_on", "pk"):
            self.worked[employment.person_id, employment.agency_id] = employment
        self.seen = self._seen()
        self.planned: dict[tuple[int, datetime], PastEvent] = {}

    @staticmethod
    def _sessions() -> dict[int, tuple[tuple[datetime, datetime], ...]]:
        """Of imported events."""
        found: dict[int, tuple] = {}
        rows = Session.objects.exclude(event__imported_at=None).order_by("starts_at", "pk")
        for event, start, end in rows.values_list("event", "starts_at", "ends_at"):
            found[event] = (*found.get(event, ()), (start, end))
        return found

    @staticmethod
    def _seen() -> dict[tuple[int, int], tuple[str, ...]]:
        """The marks of everybody on imported events, in the order of the sessions."""
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        rows = Attendance.objects.exclude(booking__event__imported_at=None).order_by(
            "session__starts_at", "pk"
        )
        for event, person, mark in rows.values_list("booking__event", "booking__person", "mark"):
            found[event, person] = (*found.get((event, person), ()), mark)
        return found

    @staticmethod
    def name(cells: dict[str, str]) -> str:
        who = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip() or cells.get("email", "")
        return f"{who}: {cells.get('course', '')}, {cells.get('on', '')}"

    def key(self, facts: dict[str, Any]) -> tuple:
        who = (facts["email"],) if facts["email"] else self._who(facts)
        return (*who, facts["course"].casefold(), facts["on"], facts["starts"])

    @staticmethod
    def _who(facts: dict[str, Any]) -> tuple[str, ...]:
        return tuple(facts[name].casefold() for name in ("first_name", "last_name", "agency"))

    def fate(self, facts: dict[str, Any]) -> Fate:
        held = self._held(facts)
        person, agency = self._person(facts)
        marks = tuple(facts["marks"])
        marks = marks * len(held.sessions) if len(marks) == 1 else marks
        place = PastPlace(person, agency, self._employment(person, agency), marks)
        if reasons := reasons_against(held, place, self.now):
            raise Refused(reasons)
        stored = self.seen.get((held.event.pk, person.pk)) if held.event else None
        if stored is None:
            return Fate(
                Verdict.NEW,
                [f"{'Records' if held.event else 'Adds the event and records'} {person} for {agency}"],
                (held, place),
            )
        if stored != marks:
            raise Refused(
                f"{person} is recorded on this event already, with another attendance. Take the row out"
            )
        return Fate(Verdict.UNCHANGED, [])

    def _held(self, facts: dict[str, Any]) -> PastEvent:
        """The event of the row: one object for all rows that mean the same event."""
        course = self.courses.get(facts["course"].casefold())
        if course is None:
            raise Refused(
                f"There is no course “{facts['course']}”. Import the courses first, or write its title as here"
            )
        sessions = tuple(
            (at(on, facts["starts"]), at(on, facts["ends"])) for on in (facts["on"], *facts["further"])
        )
        key = course.pk, sessions[0][0]
        event = self.events.get(key)
        if event:
            event.course = course
        planned = self.planned.setdefault(
            key, PastEvent(course, self.sessions.get(event.pk, sessions) if event else sessions, event)
        )
        if planned.sessions != sessions:
            raise Refused(
                f"{course} on {day(facts['on'])} is here, or stands above, with another end or other further days"
            )
        return planned

    def _person(self, facts: dict[str, Any]) -> tuple[Person, Agency]:
        agency = self.staff.agency(facts["agency"]) if facts["agency"] else None
        person = self.staff.find(facts["email"], facts["first_name"], facts["last_name"], agency)
        if person is None:
            who = facts["email"] or f"{facts['first_name']} {facts['last_name']} at {agency}"
            raise Refused(f"Nobody here is {who}. Import the people first")
        current = self.staff.current.get(person.pk)
        agency = agency or (current.agency if current else None)
        if agency is None:
            raise Refused(f"{person} works for no agency now. Give the agency for which they came")
        return person, agency

    def _employment(self, person: Person, agency: Agency) -> Employment | None:
        return self.worked.get((person.pk, agency.pk))

    def write(self, deeds: list[tuple[PastEvent, PastPlace]], *, by) -> None:
        held: dict[PastEvent, list[PastPlace]] = {}
        for event, place in deeds:
            held.setdefault(event, []).append(place)
        take_over(held, by=by, now=self.now)

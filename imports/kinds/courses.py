from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from imports.inputs import Word, YesNo, several
from imports.kinds.agencies import said
from imports.models import Verdict
from imports.rows import Fate, Kind, RowForm
from lib.errors import Refused
from training.catalogue import change_course, create_course
from training.models import Course
from training.models.course import Format

TEXTS = ["summary", "description", "audience"]
NUMBERS = ["minutes", "participatory_minutes", "validity_months", "minimum"]


class CourseRow(RowForm):
    title = forms.CharField(label="Title", max_length=150, help_text="By its title a course is found again")
    format = Word(label="Format", choices=Format.choices, help_text=f"One of: {', '.join(Format.labels)}")
    level = Word(label="Level", choices=Course.Level.choices, help_text="1, 2, 3 or 4")
    summary = forms.CharField(
        label="Summary", max_length=300, help_text="One or two sentences for the programme"
    )
    description = forms.CharField(
        label="Description", max_length=5000, required=False, help_text="May be left empty"
    )
    audience = forms.CharField(
        label="Who it is for", max_length=300, required=False, help_text="May be left empty"
    )
    minutes = forms.IntegerField(
        label="Length in minutes", min_value=15, max_value=6000, help_text="For example 390"
    )
    participatory_minutes = forms.IntegerField(
        label="Participatory minutes",
        min_value=0,
        max_value=6000,
        required=False,
        help_text="A part of the length",
    )
    approval = Word(
        label="Agreement",
        choices=Course.Approval.choices,
        required=False,
        help_text="none, notify, authorise (the manager) or agency (the coordinator)",
    )
    validity_months = forms.IntegerField(
        label="Valid for months",
        min_value=1,
        max_value=120,
        required=False,
        help_text="Empty: it does not expire",
    )
    minimum = forms.IntegerField(
        label="Usual minimum",
        min_value=1,
        max_value=2000,
        required=False,
        help_text="Places; may be left empty",
    )
    outcomes = forms.CharField(
        label="Learning outcomes",
        max_length=4000,
        required=False,
        help_text="Sentences with semicolons between",
    )
    is_published = YesNo(
        label="In the programme", required=False, help_text="yes or no; a new course without it: yes"
    )

    EXAMPLE = {
        "title": "Working together to safeguard children",
        "format": "Full day",
        "level": "3",
        "summary": "How agencies share what they know.",
        "minutes": "390",
        "participatory_minutes": "240",
        "approval": "none",
        "validity_months": "36",
        "outcomes": "Recognise signs of neglect; Share information early",
        "is_published": "yes",
    }

    def clean_outcomes(self) -> list[str]:
        lines = [" ".join(line.split()) for line in several(self.cleaned_data["outcomes"])]
        if any(len(line) > 200 for line in lines):
            raise ValidationError("A learning outcome must be 200 characters or fewer")
        if len({line.lower() for line in lines}) < len(lines):
            raise ValidationError("Two learning outcomes say the same. Keep one of them")
        return lines


class Courses(Kind):
    title, most, form = "Courses", 1_000, CourseRow

    def __init__(self, now: datetime):
        super().__init__(now)
        courses = Course.objects.prefetch_related("outcomes")
        self.known = {course.title.casefold(): course for course in courses}

    @staticmethod
    def name(cells: dict[str, str]) -> str:
        return cells.get("title", "")

    def key(self, facts: dict[str, Any]) -> str:
        return facts["title"].casefold()

    def fate(self, facts: dict[str, Any]) -> Fate:
        stored = self.known.get(facts["title"].casefold())
        wanted = self._wanted(facts, stored or Course())
        had = [outcome.text for outcome in stored.outcomes.all()] if stored else []
        outcomes = facts["outcomes"] or had
        self._refuse_unfit(wanted)
        if stored is None:
            return Fate(Verdict.NEW, ["Adds this course"], (None, wanted, outcomes))
        changes = {
            n: [getattr(stored, n), value] for n, value in wanted.items() if getattr(stored, n) != value
        }
        if outcomes != had:
            changes["outcomes"] = ["; ".join(had), "; ".join(outcomes)]
        if not changes:
            return Fate(Verdict.UNCHANGED, [])
        return Fate(Verdict.CHANGED, said(changes), (stored, wanted, outcomes))

    @staticmethod
    def _wanted(facts: dict[str, Any], course: Course) -> dict[str, Any]:
        """The columns of the course; an empty cell leaves what is there."""
        wanted = {name: facts[name] or getattr(course, name) for name in (*TEXTS, "approval")}
        for name in (*NUMBERS, "is_published"):
            wanted[name] = getattr(course, name) if facts[name] is None else facts[name]
        title = course.title or facts["title"]
        return wanted | {"title": title, "format": facts["format"], "level": facts["level"]}

    @staticmethod
    def _refuse_unfit(wanted: dict[str, Any]) -> None:
        try:
            Course(**wanted).full_clean(validate_unique=False)
        except ValidationError as error:
            raise Refused(error.messages) from error

    def write(self, deeds: list[tuple], *, by) -> None:
        for course, facts, outcomes in deeds:
            if course is None:
                create_course(facts, outcomes=outcomes, by=by, now=self.now)
            else:
                change_course(course, facts, outcomes=outcomes, by=by, now=self.now, seen=course.revision)

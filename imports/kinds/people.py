from datetime import datetime
from typing import Any

from django import forms

from accounts.many_people import Wanted, reasons_to_refuse, take_in
from accounts.models import Agency, Employment, Person
from accounts.people import FACTS
from imports.kinds.agencies import said
from imports.kinds.staff import Staff
from imports.models import Verdict
from imports.rows import Fate, Kind, RowForm
from lib.dates import local_day
from lib.errors import Refused

FORMAT = {"invalid": "Enter an email address in the correct format, like name@example.org"}


class PersonRow(RowForm):
    first_name = forms.CharField(label="First name", max_length=100, help_text="As on a certificate")
    last_name = forms.CharField(label="Last name", max_length=100, help_text="As on a certificate")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        required=False,
        help_text="By it a person is found again; without one by name and agency. Without one they cannot sign in",
    )
    agency = forms.CharField(label="Agency", max_length=200, help_text="Its name as it is written in Muster")
    post = forms.CharField(label="Post", max_length=120, help_text="For example, health visitor")
    team = forms.CharField(label="Team", max_length=120, required=False, help_text="May be left empty")
    manager_name = forms.CharField(
        label="Manager’s name",
        max_length=200,
        required=False,
        help_text="With their email address, or neither",
    )
    manager_email = forms.EmailField(
        label="Manager’s email address",
        max_length=254,
        required=False,
        help_text="Who agrees to bookings where a course asks for it",
    )

    EXAMPLE = {
        "first_name": "Nadia",
        "last_name": "Nurse",
        "email": "nadia.nurse@riverside.nhs.uk",
        "agency": "Riverside NHS Trust",
        "post": "Health visitor",
        "team": "East",
        "manager_name": "Mary Manager",
        "manager_email": "mary.manager@riverside.nhs.uk",
    }

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_manager_email(self):
        return self.cleaned_data["manager_email"].lower()

    def clean(self):
        cleaned = super().clean()
        given = bool(cleaned.get("manager_name")), bool(cleaned.get("manager_email"))
        if given[0] != given[1] and not {"manager_name", "manager_email"} & set(self.errors):
            self.add_error(None, "Give the manager’s name and email address, or neither of them")
        return cleaned


class People(Kind):
    title, most, form = "People", 10_000, PersonRow

    def __init__(self, now: datetime):
        super().__init__(now)
        self.today = local_day(now)
        self.staff = Staff()

    @staticmethod
    def name(cells: dict[str, str]) -> str:
        return f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()

    def key(self, facts: dict[str, Any]) -> tuple[str, ...]:
        if facts["email"]:
            return (facts["email"],)
        return tuple(facts[name].casefold() for name in ("first_name", "last_name", "agency"))

    def fate(self, facts: dict[str, Any]) -> Fate:
        agency = self.staff.agency(facts["agency"])
        names = {name: facts[name] for name in ("first_name", "last_name")}
        found = self.staff.find(facts["email"], facts["first_name"], facts["last_name"], agency)
        current = self.staff.current.get(found.pk) if found else None
        job = self._job(facts, agency, current)
        person = found or Person(email=facts["email"] or None, **names)
        changes = (
            {name: [getattr(person, name), value] for name, value in names.items()} if facts["email"] else {}
        )
        changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        renamed = {name: pair[1] for name, pair in changes.items()}
        wanted = Wanted(person, current, renamed, job)
        if reasons := reasons_to_refuse(wanted, self.today):
            raise Refused(reasons)
        if found is None:
            return Fate(Verdict.NEW, [f"Adds this person, {facts['post']} at {agency}"], wanted)
        changes |= {n: [str(getattr(current, n)) if current else "", str(job[n])] for n in job}
        changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        return Fate(Verdict.CHANGED, said(changes), wanted) if changes else Fate(Verdict.UNCHANGED, [])

    @staticmethod
    def _job(facts: dict[str, Any], agency: Agency, current: Employment | None) -> dict[str, Any]:
        """The employment to start; nothing when it is the current one. An empty cell leaves what is there at the same agency."""
        job = {name: facts[name] for name in FACTS} | {"agency": agency}
        if current and current.agency_id == agency.pk:
            job |= {name: getattr(current, name) for name in FACTS if not facts[name]}
            if all(getattr(current, name) == value for name, value in job.items()):
                return {}
        return job

    def write(self, deeds: list[Wanted], *, by) -> None:
        take_in(deeds, by=by, now=self.now)

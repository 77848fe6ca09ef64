"""Finding the people whom rows mean: by their email address, without one by their name and agency."""

from accounts.models import Agency, Employment, Person
from lib.errors import Refused


class Staff:
    """Everybody and where they work now, read once in three queries."""

    def __init__(self):
        self.agencies = {agency.name.casefold(): agency for agency in Agency.objects.all()}
        by_pk = {agency.pk: agency for agency in self.agencies.values()}
        self.current: dict[int, Employment] = {}
        for employment in Employment.objects.current():
            employment.agency = by_pk[employment.agency_id]
            self.current[employment.person_id] = employment
        self.by_email: dict[str, Person] = {}
        self.by_name: dict[tuple[str, str, int], list[Person]] = {}
        for person in Person.objects.all():
            if person.email:
                self.by_email[person.email.lower()] = person
            if person.pk in self.current:
                name = self._name(person.first_name, person.last_name)
                self.by_name.setdefault((*name, self.current[person.pk].agency_id), []).append(person)

    @staticmethod
    def _name(first: str, last: str) -> tuple[str, str]:
        return " ".join(first.split()).casefold(), " ".join(last.split()).casefold()

    def agency(self, name: str) -> Agency:
        """The agency of this name. Raises Refused when there is none."""
        found = self.agencies.get(name.casefold())
        if found is None:
            raise Refused(
                f"There is no agency “{name}”. Import the agencies first, or write its name as it is here"
            )
        return found

    def find(self, email: str, first: str, last: str, agency: Agency | None) -> Person | None:
        """The person meant; None for somebody new. Raises Refused when two fit."""
        if email:
            return self.by_email.get(email.lower())
        if agency is None:
            return None
        found = self.by_name.get((*self._name(first, last), agency.pk), [])
        if len(found) > 1:
            raise Refused(
                f"{len(found)} people at {agency} are called {first} {last}. Give the email address"
            )
        return found[0] if found else None

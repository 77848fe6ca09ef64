from datetime import datetime
from typing import Any

from django import forms

from accounts.agencies import save_agency
from accounts.forms.agencies import AgencyForm
from accounts.models import Agency, Sector
from imports.inputs import Word, YesNo
from imports.models import Verdict
from imports.rows import Fate, Kind, RowForm
from lib.changes import between
from lib.errors import Refused

# What a row gives as it is, column of the file to column of the agency.
AS_IT_IS = ["cost_centre", "purchase_order", "finance_name", "finance_email", "address"]
SWITCHES = ["in_area", "contributes", "needs_purchase_order", "is_active"]


class AgencyRow(RowForm):
    name = forms.CharField(label="Name", max_length=200, help_text="By its name an agency is found again")
    sector = Word(label="Sector", choices=Sector.choices, help_text=f"One of: {', '.join(Sector.labels)}")
    part_of = forms.CharField(
        label="Part of",
        max_length=200,
        required=False,
        help_text="The name of an agency that is here already",
    )
    domains = forms.CharField(
        label="Email domains",
        max_length=3000,
        required=False,
        help_text="Such as borough.gov.uk; several with commas between them",
    )
    in_area = YesNo(label="In the area", required=False, help_text="yes or no; a new agency without it: yes")
    contributes = YesNo(label="Contributes", required=False, help_text="yes or no, to the Board’s budget")
    settles_by = Word(
        label="Settled by", choices=Agency.Settlement.choices, required=False, help_text="invoice or journal"
    )
    cost_centre = forms.CharField(
        label="Cost centre", max_length=40, required=False, help_text="Must be given for journals"
    )
    needs_purchase_order = YesNo(label="Needs a purchase order", required=False, help_text="yes or no")
    purchase_order = forms.CharField(
        label="Purchase order", max_length=60, required=False, help_text="The one that invoices quote"
    )
    finance_name = forms.CharField(
        label="Finance contact", max_length=200, required=False, help_text="Who gets invoices"
    )
    finance_email = forms.EmailField(
        label="Finance email address", max_length=254, required=False, help_text="Where invoices are sent"
    )
    address = forms.CharField(
        label="Billing address", max_length=500, required=False, help_text="As on a letter"
    )
    is_active = YesNo(label="In use", required=False, help_text="yes or no; a new agency without it: yes")

    EXAMPLE = {
        "name": "Riverside NHS Trust",
        "sector": "Health",
        "domains": "riverside.nhs.uk",
        "in_area": "yes",
        "settles_by": "invoice",
        "finance_name": "Accounts payable",
        "finance_email": "accounts@riverside.nhs.uk",
        "address": "1 High Street, Barking IG11 8AA",
    }


class Agencies(Kind):
    title, most, form = "Agencies", 1_000, AgencyRow

    def __init__(self, now: datetime):
        super().__init__(now)
        self.known = {agency.name.casefold(): agency for agency in Agency.objects.select_related("parent")}
        self.claimed: dict[str, str] = {}

    @staticmethod
    def name(cells: dict[str, str]) -> str:
        return cells.get("name", "")

    def key(self, facts: dict[str, Any]) -> str:
        return facts["name"].casefold()

    def fate(self, facts: dict[str, Any]) -> Fate:
        stored = self.known.get(facts["name"].casefold())
        before = Agency.objects.get(pk=stored.pk) if stored else None
        had = set(before.domains.values_list("domain", flat=True)) if before else set()
        form = AgencyForm(self._typed(facts, before, had), instance=stored or Agency())
        if not form.is_valid():
            raise Refused([str(each) for errors in form.errors.values() for each in errors])
        domains = form.cleaned_data["domains"]
        self._refuse_claimed(facts["name"], domains)
        changes = between(before, form.instance)
        if before is None:
            return Fate(Verdict.NEW, ["Adds this agency"], (form.instance, domains))
        if had != set(domains):
            changes["domains"] = [", ".join(sorted(had)), ", ".join(sorted(domains))]
        if not changes:
            return Fate(Verdict.UNCHANGED, [])
        return Fate(Verdict.CHANGED, said(changes), (form.instance, domains))

    def _typed(self, facts: dict[str, Any], before: Agency | None, had: set[str]) -> dict[str, Any]:
        """What an officer would type into the form of the agency; an empty cell leaves what is there."""
        agency = before or Agency()
        typed = {name: facts[name] or getattr(agency, name) for name in (*AS_IT_IS, "settles_by")}
        typed |= {name: getattr(agency, name) if facts[name] is None else facts[name] for name in SWITCHES}
        typed |= {"name": agency.name or facts["name"], "sector": facts["sector"]}
        if before:
            typed["seen"] = AgencyForm(instance=before).stored
        return typed | {"parent": self._parent(facts, agency), "domains": facts["domains"] or "\n".join(had)}

    def _parent(self, facts: dict[str, Any], agency: Agency) -> int | None:
        if not facts["part_of"]:
            return agency.parent_id
        parent = self.known.get(facts["part_of"].casefold())
        if parent is None:
            raise Refused(
                f"There is no agency “{facts['part_of']}” yet. Import it first, in a file of its own"
            )
        return parent.pk

    def _refuse_claimed(self, name: str, domains: list[str]) -> None:
        taken = [
            f"{d} is given to {self.claimed[d]} in this file already" for d in domains if d in self.claimed
        ]
        if taken:
            raise Refused(taken)
        self.claimed |= dict.fromkeys(domains, name)

    def write(self, deeds: list[tuple[Agency, list[str]]], *, by) -> None:
        for agency, domains in deeds:
            save_agency(agency, domains=domains, by=by, now=self.now)


def said(changes: dict[str, list]) -> list[str]:
    """Changes in words: “Cost centre: CS100 instead of CS99”."""
    return [
        f"{name.replace('_', ' ').capitalize()}: {became or 'nothing'} instead of {was or 'nothing'}"
        for name, (was, became) in changes.items()
    ]

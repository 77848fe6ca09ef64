"""The allocations of an event on one form: a row for each sector or agency."""

from django import forms

from accounts.models import Agency, Board, Sector
from lib.forms import Form
from lib.seen import Seen
from training.allocating import AllocationPlan, seen_of
from training.forms.rows import Rows, unjudged
from training.models import Event

MOST = 12


class AllocationForm(Form):
    """One sector or one agency, its places, and when what it has not used is opened to all."""

    whom = forms.ChoiceField(label="For")
    places = forms.IntegerField(label="Places", min_value=1, max_value=2000)
    release_days = forms.IntegerField(label="Released, working days before", min_value=0, max_value=60)

    def __init__(self, *args, choices: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = choices
        number = int(self.prefix.rpartition("-")[2]) + 1
        for name, what in (
            ("whom", "choose a sector or an agency"),
            ("places", "enter the places"),
            ("release_days", "enter the working days"),
        ):
            self.fields[name].error_messages["required"] = f"Allocation {number}: {what}"

    @property
    def plan(self) -> AllocationPlan:
        kind, _, value = self.cleaned_data["whom"].partition(":")
        numbers = {name: self.cleaned_data[name] for name in ("places", "release_days")}
        if kind == "sector":
            return AllocationPlan(**numbers, sector=value)
        return AllocationPlan(**numbers, agency=Agency.objects.get(code=value))


class AllocationDesk:
    """All rows of one event; none is an answer too. "Add another" and "remove" are buttons of the form."""

    def __init__(self, data, *, event: Event):
        choices = _choices(event)
        days = Board.current().allocation_release_days
        first = [_answers(row) for row in event.allocations.select_related("agency")]

        def make(data, initial=None, **kwargs):
            return AllocationForm(data, choices=choices, initial=initial, **kwargs)

        self.rows = Rows(
            make, data, name="allocation", initial=first, least=0, most=MOST, copied=["release_days"],
            usual={"release_days": str(days)},
        )  # fmt: skip
        self.refusals = Seen(data, now_is=seen_of(event))
        if self.rows.is_asking:
            for form in self.rows.forms:
                unjudged(form)

    @property
    def all_forms(self) -> list:
        return [*self.rows.forms, self.refusals]

    def is_valid(self) -> bool:
        return (
            not self.rows.is_asking
            and self.refusals.is_bound
            and self.rows.is_valid()
            and self.refusals.is_valid()
        )

    @property
    def seen(self) -> str | None:
        """What the page showed; None when the form does not say."""
        return self.refusals.cleaned_data["seen"] if "seen" in self.refusals.data else None

    @property
    def plans(self) -> list[AllocationPlan]:
        return [form.plan for form in self.rows.forms]


def _choices(event: Event) -> list:
    # An agency that is closed now may still have its row.
    agencies = Agency.objects.active() | Agency.objects.filter(allocations__event=event)
    names = [(f"agency:{agency.code}", agency.name) for agency in agencies.distinct().order_by("name")]
    sectors = [(f"sector:{value}", label) for value, label in Sector.choices]
    return [("", "Choose"), ("Sectors", sectors), ("Agencies", names)]


def _answers(row) -> dict:
    whom = f"agency:{row.agency.code}" if row.agency else f"sector:{row.sector}"
    return {"whom": whom, "places": row.places, "release_days": row.release_days}

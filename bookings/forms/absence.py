from datetime import date

from django import forms

from bookings.forms.charge import AnswerForm
from lib.dates import FinancialYear
from lib.forms import Day, Filters
from lib.seen import Seen


class ReasonForm(AnswerForm):
    """Why somebody did not come, when nobody is charged for it."""

    text = forms.CharField(
        label="Is there anything else we should know?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Do not name children or families, and do not write about health in detail. Only the training team reads this, and it is deleted "
        "after 90 days.",
    )


class AbsencePeriod(Filters):
    """From which day to which; without an answer the financial year of today."""

    first = Day(label="From")
    last = Day(label="To")

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day, both included; the wrong way round they are put right."""
        year, chosen = FinancialYear.of(today), self.chosen
        first, last = chosen.get("first", year.starts_on), chosen.get("last", year.ends_on)
        return min(first, last), max(first, last)


class LiftForm(Seen):
    until = Day(label="Lift the limit until", help_text="The last day on which they may book freely")
    reason = forms.CharField(
        label="Why is it lifted?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why the limit is lifted"},
        help_text="Kept in the audit trail. Do not write about health.",
    )

    @property
    def facts(self) -> dict:
        """What `absences.lift` asks; a form that brings no `seen` has nothing to compare."""
        return self.cleaned_data | {"seen": self.cleaned_data["seen"] if "seen" in self.data else None}

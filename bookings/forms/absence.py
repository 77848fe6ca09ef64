from django import forms

from lib.forms import Day
from lib.seen import Seen


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

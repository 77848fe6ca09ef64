from django import forms
from django.db.models import Q

from accounts.models import Agency
from bookings.models.charge import ChargeState, Reason
from lib.forms import Filters
from lib.seen import Seen


class AnswerForm(Seen):
    """The reason that a person, a manager or a coordinator gives."""

    reason = forms.ChoiceField(
        label="What was the reason?",
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason"},
    )
    text = forms.CharField(
        label="Is there anything else we should know?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Do not name children or families. Only the training team reads this.",
    )


class ConfirmForm(Seen):
    """A button, under the charges with the reasons that were read."""


class WaiveForm(Seen):
    reason = forms.CharField(
        label="Why is it waived?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why it is waived"},
        help_text="Kept with the charge. Do not give details of somebody’s health.",
    )


class ChargeFilters(Filters):
    """Narrows the queue of charges."""

    q = forms.CharField(label="Person or course", max_length=200)
    agency = forms.ModelChoiceField(Agency.objects.all(), label="Agency", empty_label="Every agency")
    state = forms.ChoiceField(label="State", choices=[("", "Every state"), *ChargeState.choices])
    event = forms.CharField(max_length=12, widget=forms.HiddenInput)

    def apply(self, charges):
        """The charges that match everything chosen."""
        chosen = self.chosen
        for word in chosen.get("q", "").split()[:6]:
            charges = charges.filter(
                Q(booking__person__first_name__icontains=word)
                | Q(booking__person__last_name__icontains=word)
                | Q(booking__event__course__title__icontains=word)
            )
        columns = {"agency": "agency", "state": "state", "event": "booking__event__code"}
        return charges.filter(**{columns[name]: value for name, value in chosen.items() if name in columns})

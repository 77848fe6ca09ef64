import re

from django import forms

from accounts.forms.stale import NotStale
from accounts.models import Board
from lib.colour import ENOUGH, contrast_with_white
from lib.forms import ModelForm

PREFIX = re.compile(r"[A-Za-z0-9-]+")
GROUPS = [
    ("The Board", ["name", "short_name", "address", "email", "phone", "colour"]),
    ("Attendance", ["late_limit_minutes", "early_limit_minutes"]),
    (
        "Bookings",
        [
            "approval_days",
            "approval_reminder_days",
            "offer_hours",
            "allocation_release_days",
            "name_places_days",
            "notice_after_move_days",
            "no_show_limit",
            "no_show_months",
        ],
    ),
    ("Charges", ["answer_days"]),
    ("Trainers", ["trainer_answer_days", "minutes_of_a_lent_day"]),
    ("Evaluation and certificates", ["follow_up_months", "certificate_waits_for_evaluation"]),
    (
        "Invoices",
        [
            "invoice_prefix",
            "payment_days",
            "bank_name",
            "bank_account_name",
            "bank_sort_code",
            "bank_account_number",
            "vat_number",
            "income_code",
        ],
    ),
]


class BoardForm(NotStale, ModelForm):
    class Meta:
        model = Board
        fields = [name for _, names in GROUPS for name in names]
        labels = {
            "name": "Name of the Board",
            "email": "Email address",
            "phone": "Telephone",
            "late_limit_minutes": "Minutes late that count as absent",
            "early_limit_minutes": "Minutes one may leave early",
            "approval_days": "Days to agree to a booking",
            "approval_reminder_days": "Days until a manager is reminded",
            "no_show_limit": "Missed events that limit booking",
            "no_show_months": "Months in which missed events count",
            "offer_hours": "Hours to take an offered place",
            "allocation_release_days": "Working days until allocations are released",
            "name_places_days": "Working days to name held places",
            "notice_after_move_days": "Working days to cancel after an event was moved",
            "answer_days": "Days to give a reason",
            "trainer_answer_days": "Days for a trainer to answer",
            "minutes_of_a_lent_day": "Minutes that make a trainer’s day",
            "follow_up_months": "Months until the follow-up evaluation",
            "certificate_waits_for_evaluation": "Certificates wait for the evaluation",
            "payment_days": "Days to pay an invoice",
            "bank_sort_code": "Sort code",
            "bank_account_name": "Name of the account",
            "bank_account_number": "Account number",
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}

    def clean_colour(self):
        colour = self.cleaned_data["colour"].lower()
        try:
            ratio = contrast_with_white(colour)
        except ValueError:
            return colour  # the model's own sentence says how a colour is written
        if ratio < ENOUGH:
            raise forms.ValidationError(
                f"White text cannot be read well on {colour}: the contrast is {int(ratio * 10) / 10} to 1 "
                f"and must be at least {ENOUGH} to 1. Choose a darker colour"
            )
        return colour

    def clean_invoice_prefix(self):
        prefix = self.cleaned_data["invoice_prefix"]
        # It begins the name of a file, and a payer types it at the bank.
        if not PREFIX.fullmatch(prefix):
            raise forms.ValidationError(
                "The invoice prefix must be letters, digits and hyphens, such as INV-"
            )
        return prefix

    @property
    def groups(self) -> list[tuple[str, list]]:
        """The fields of the page under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]

from django import forms

from accounts.models import Agency
from finance.models import Account, BudgetLine
from lib.dates import FinancialYear
from lib.forms import Day, Filters, Form, Money
from lib.once import NewCode

STATES = [
    ("unpaid", "Unpaid"),
    ("part", "Part paid"),
    ("overdue", "Overdue"),
    ("paid", "Paid or credited"),
    ("refund", "Refund due"),
]


class YearField(forms.CharField):
    """A financial year typed as 2015-16; a FinancialYear comes out."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"label": "Financial year", "max_length": 7, "help_text": "For example 2026-27"} | kwargs
        )

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            return FinancialYear.parse(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class UpTo(Filters):
    up_to = Day(label="Charges for days up to and including")


class PaymentForm(Form):
    code = NewCode()
    amount = Money(
        label="Amount received",
        min_value=0.01,
        error_messages={"min_value": "The amount must be more than £0.00"},
    )
    received_on = Day(label="Day it reached the bank")
    reference = forms.CharField(
        max_length=60,
        required=False,
        label="Reference on the bank statement",
        help_text="As the payer wrote it",
    )


class BudgetLineForm(Form):
    code = NewCode()
    year = YearField()
    kind = forms.ChoiceField(choices=BudgetLine.Kind.choices, widget=forms.RadioSelect, label="Kind of line")
    agency = forms.ModelChoiceField(
        Agency.objects.active(), required=False, to_field_name="code", empty_label="Choose a partner", label="Partner",
        help_text="Only for a contribution",
    )  # fmt: skip
    heading = forms.CharField(
        max_length=120,
        required=False,
        label="Heading",
        help_text="What the money was spent on. Needed for expenditure",
    )
    amount = Money(min_value=0.01, error_messages={"min_value": "The amount must be more than £0.00"})

    def clean(self):
        facts = super().clean()
        kind = facts.get("kind")
        if kind == BudgetLine.Kind.CONTRIBUTION and not facts.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Choose the partner who contributes")
        if kind == BudgetLine.Kind.EXPENDITURE and not facts.get("heading") and "heading" not in self.errors:
            self.add_error("heading", "Enter the heading of the expenditure")
        return facts


class ReversalForm(Form):
    reason = forms.CharField(
        max_length=300, label="Why is the line taken back?", widget=forms.Textarea(attrs={"rows": 3})
    )


class InvoiceFilters(Filters):
    q = forms.CharField(max_length=100, label="Number, agency or purchase order")
    state = forms.ChoiceField(choices=[("", "All"), *STATES])


class LedgerFilters(Filters):
    account = forms.ChoiceField(choices=[("", "All accounts"), *Account.choices])
    year = YearField(help_text="")

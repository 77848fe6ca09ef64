from django import forms

from accounts.models import Sector
from bookings.models import Tariff
from lib.forms import ModelForm, Money
from lib.once import Once
from training.models.course import Band


class TariffForm(Once, ModelForm):
    """A new tariff: from when, the notice, and what one day of each length costs."""

    exempt_sectors = forms.MultipleChoiceField(
        label="Sectors that are never charged",
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Tariff
        fields = ["effective_from", "notice", "notice_unit", "vat", "invoice_words", "terms"]
        labels = {"effective_from": "In force from", "notice_unit": "Counted in", "terms": "Terms of booking"}
        error_messages = {"effective_from": {"unique": "There is already a tariff from this day"}}
        widgets = {"terms": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for band, name in reversed(Band.choices):
            late = Money(label=f"{name}: cancelled late", max_value=10_000, help_text="Pounds for each day")
            missed = Money(label=f"{name}: did not come", max_value=10_000, help_text="Pounds for each day")
            self.fields = {f"no_show_{band}": missed, f"late_{band}": late} | self.fields
        first = ["effective_from", "notice", "notice_unit"]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"code": self.instance.code}

    @property
    def rates(self) -> dict:
        """Band → (no-show, late cancellation), in pounds."""
        return {b: (self.cleaned_data[f"no_show_{b}"], self.cleaned_data[f"late_{b}"]) for b in Band.values}

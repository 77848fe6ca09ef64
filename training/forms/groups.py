from django import forms
from django.db.models import Q

from accounts.models import Person, Role
from lib.forms import Form, ModelForm
from lib.once import Once
from training.forms.lines import Lines
from training.groups import GROUP
from training.models import Group

MOST_PASTED = 200


class GroupForm(Once, ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Group
        fields = GROUP
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"name": "Such as CSE champions", "lead": "An L&D officer"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        # Whoever leads it already stays on the list.
        officers = Q(role_grants__role=Role.OFFICER, is_active=True) | Q(pk=self.instance.lead_id)
        self.fields["lead"].queryset = Person.objects.filter(officers).distinct()
        self.fields["lead"].empty_label = "Choose somebody"

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in GROUP}


class PasteForm(Form):
    """E-mail addresses from a list or a spreadsheet, one on each line."""

    addresses = Lines(
        longest=254, most=MOST_PASTED, label="Email addresses",
        help_text=f"One on each line, {MOST_PASTED} at most. Only people with an account can become members",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip

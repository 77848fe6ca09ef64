from django import forms

from correspondence.models import State
from lib.forms import Filters


class MessageFilters(Filters):
    q = forms.CharField(label="Address or subject", max_length=200)
    state = forms.ChoiceField(label="State", choices=[("", "Every state"), *State.choices])

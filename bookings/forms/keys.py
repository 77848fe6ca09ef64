from django import forms

from bookings.models.attendance import Mark
from bookings.registers.keys import MOST_CHOICES
from bookings.registers.marks import NO_MARK
from lib.forms import Form
from lib.seen import Seen


class LineForm(Form):
    """One line of a signed sheet. `among` is the line before, when it could mean several people and a number now says whom."""

    mark_optional = False
    nobody = ""  # the first letters that nobody's name begins with
    line = forms.CharField(
        label="Name, then Enter",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={
                "autofocus": True,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "app-keys__line",
            }
        ),
    )
    among = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    pick = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    @property
    def choice(self) -> int:
        """Which of the people listed the number chose, from 1; 0 for none."""
        line = self.cleaned_data["line"]
        is_number = bool(self.cleaned_data["among"]) and line in {str(n) for n in range(1, MOST_CHOICES + 1)}
        return int(line) if is_number else 0

    @property
    def said(self) -> str:
        """The line that counts: the one before, when a number or a button says whom it meant."""
        is_chosen = self.choice or (self.cleaned_data["pick"] and self.cleaned_data["among"])
        return self.cleaned_data["among"] if is_chosen else self.cleaned_data["line"]


class UndoForm(Form):
    """The mark that was there before."""

    mark = forms.ChoiceField(choices=[(NO_MARK, ""), *Mark.choices], required=False)
    minutes_late = forms.IntegerField(min_value=0, max_value=1440)
    minutes_early = forms.IntegerField(min_value=0, max_value=1440)


class RestForm(Seen):
    """A button, under how many people are not marked yet."""

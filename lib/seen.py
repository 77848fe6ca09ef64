"""A page that is out of date when its button is pressed: what the reader saw is no longer what there is."""

from django import forms
from django.utils.crypto import salted_hmac

from lib.forms import Form


def fingerprint(*facts) -> str:
    """A short text that differs when any of these facts does. Nobody who reads it can try out what the facts may be."""
    return salted_hmac("lib.seen", repr(facts), algorithm="sha256").hexdigest()[:32]


class Seen(Form):
    """Carries in `seen` what the page showed; `now_is` is what it shows now. A form sent without `seen` has nothing to compare."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, now_is: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.now_is = now_is
        self.initial["seen"] = now_is

    def look_again(self, sentence: str) -> None:
        """Refuses with this sentence. The page that shows it shows what there is now, so the next press of the button is a decision."""
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        self.data["seen"] = self.now_is
        self.add_error(None, sentence)


class OnlyAsSeen(Seen):
    """Refuses to go on when there is something else now than what the page showed."""

    changed_meanwhile = "This has changed since you opened the page. Read it again before you go on"

    def clean(self):
        cleaned = super().clean()
        if "seen" in self.data and self.cleaned_data.get("seen") != self.now_is:
            self.look_again(self.changed_meanwhile)
        return cleaned

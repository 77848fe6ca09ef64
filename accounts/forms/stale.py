import hashlib

from django import forms

SENTENCE = (
    "Somebody else changed this while you had it open. Your answers are still here: "
    "compare them with what is saved, then save again."
)


class NotStale(forms.ModelForm):
    """A model form that refuses to overwrite, unseen, what somebody else saved since the page was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self._fingerprint()
        self.initial["seen"] = self.stored

    def _fingerprint(self) -> str:
        """What is saved now, shortened; the form's starting values are exactly that."""
        facts = sorted((name, str(value)) for name, value in self.initial.items() if name != "seen")
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("seen") != self.stored:
            # The page that shows the sentence shows what is saved now, so the next press of the button is a decision.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stored
            raise forms.ValidationError(SENTENCE)
        return cleaned

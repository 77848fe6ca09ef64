from django import forms

from lib.seen import fingerprint

SENTENCE = (
    "Somebody else changed this while you had it open. Your answers are still here: "
    "compare them with what is saved, then save again."
)


class NotStale(forms.Form):
    """A form that refuses to overwrite, unseen, what somebody else saved since the page was opened.

    Its starting values are what is saved. Whoever sends exactly what is saved (as when a button is pressed twice) overwrites nothing.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self._fingerprint()
        self.initial["seen"] = self.stored

    def _fingerprint(self) -> str:
        """What is saved now, shortened; the form's starting values are exactly that."""
        shown = {name for name, field in self.fields.items() if not field.widget.is_hidden}
        return fingerprint(sorted((name, str(self.initial.get(name))) for name in shown))

    @property
    def is_of_something_new(self) -> bool:
        return getattr(self, "instance", None) is not None and self.instance.pk is None

    @property
    def would_change(self) -> set[str]:
        """The fields whose answer differs from what is saved."""
        return {field.name for field in self.visible_fields()} & set(self.changed_data)

    def clean(self):
        cleaned = super().clean()
        is_old = "seen" in self.data and self.cleaned_data.get("seen") != self.stored
        if is_old and not self.is_of_something_new and self.would_change:
            # The page that shows the sentence shows what is saved now, so the next press of the button is a decision.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stored
            raise forms.ValidationError(SENTENCE)
        return cleaned

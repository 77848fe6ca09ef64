from django import forms

from lib.seen import Seen, fingerprint
from training.models import Interest


class InterestForm(Seen):
    """`mine` is what the reader has asked already; whoever sends the note that is saved changes nothing."""

    note = forms.CharField(
        label="When would it suit you?", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: mornings in March or April. The training team reads it when they plan",
    )  # fmt: skip

    def __init__(self, data=None, *, mine: Interest | None):
        facts = (mine.code, mine.note) if mine else ("", "")
        super().__init__(data, now_is=fingerprint(facts), initial={"note": facts[1]})
        self.mine = mine

    def clean(self):
        found = super().clean()
        is_old = "seen" in self.data and found.get("seen") != self.now_is
        if is_old and not self.errors and not (self.mine and found["note"] == self.mine.note):
            self.look_again(self._changed)
        return found

    @property
    def _changed(self) -> str:
        if self.mine:
            note = f"it says “{self.mine.note}”" if self.mine.note else "it is empty"
            return f"Your note has changed since you opened this page: {note}. Compare it with this one, then save again"
        return "You no longer wait for a date of this course. Send this again if you want to be told of the next one"

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from lib import recurrence
from lib.codes import ALPHABET, new_code
from lib.dates import day, long_day
from lib.forms import Day, Form
from lib.seen import OnlyAsSeen, fingerprint
from training.forms.lines import Lines
from training.models import Event, Series
from training.repeating import ALL_PUBLISHED, MOST_DAYS, Proposal

WEEKS = {"weekly": 1, "fortnightly": 2}
PATTERNS = [
    ("weekly", "Every week, on the same weekday"),
    ("fortnightly", "Every fortnight, on the same weekday"),
    ("monthly", "Every month, as the first day stands in its month (such as every first Tuesday)"),
    ("days", "On certain days that I type"),
]


class Pattern(Form):
    """On which days an event is repeated; it stands in the address, because looking changes nothing."""

    pattern = forms.ChoiceField(label="How often", choices=PATTERNS, widget=forms.RadioSelect)
    first = Day(label="First day", required=False, help_text="Not needed if you type the days")
    count = forms.IntegerField(
        label="How many days", required=False, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    typed = Lines(
        longest=30,
        most=MOST_DAYS,
        required=False,
        label="The days",
        help_text="One on each line, like 5/3/2027",
    )

    def clean_typed(self) -> list[date]:
        return [self._day(number, line) for number, line in enumerate(self.cleaned_data["typed"], 1)]

    def _day(self, number: int, line: str) -> date:
        try:
            return Day().clean(line)
        except ValidationError as error:
            raise ValidationError(f"Line {number}, “{line}”, must be a real date, like 5/3/2027") from error

    def clean(self):
        found = super().clean()
        needed = ["typed"] if found.get("pattern") == "days" else ["first", "count"]
        words = {"typed": "Enter the days", "first": "Enter the first day", "count": "Enter how many days"}
        for name in needed if found.get("pattern") else []:
            if not found.get(name) and name not in self.errors:
                self.add_error(name, words[name])
        return found

    @property
    def days(self) -> list[date]:
        """All the days of the pattern, in order."""
        found = self.cleaned_data
        if found["pattern"] == "days":
            return sorted(set(found["typed"]))
        if found["pattern"] == "monthly":
            return recurrence.monthly(found["first"], found["count"])
        return recurrence.every_weeks(found["first"], WEEKS[found["pattern"]], found["count"])

    @property
    def in_words(self) -> str:
        found = self.cleaned_data
        if found["pattern"] == "monthly":
            return recurrence.monthly_in_words(found["first"])
        return {"weekly": "Every week", "fortnightly": "Every fortnight"}.get(
            found["pattern"], "On certain days"
        )


class Chosen(Form):
    """The title of the series and which of the proposed days are made; free days are ticked at first."""

    code = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(rf"\A[{ALPHABET}]{{12}}\Z")])
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = forms.CharField(label="Name of the series", max_length=150, help_text="Only officers see it")
    days = forms.MultipleChoiceField(
        label="Days",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one day"},
    )

    def __init__(self, data=None, *, event: Event, proposed: list[Proposal], title: str):
        free = [each.day.isoformat() for each in proposed if each.is_free]
        first = {"code": new_code(), "seen": event.revision, "title": title[:150], "days": free}
        super().__init__(data, initial=first)
        self.fields["days"].choices = [(each.day.isoformat(), _label(each)) for each in proposed]

    def clean_days(self) -> list[date]:
        return [date.fromisoformat(each) for each in self.cleaned_data["days"]]


class Drafts(OnlyAsSeen):
    """The button that publishes the drafts of a series as the page shows them."""

    changed_meanwhile = "Somebody changed these drafts while you had this page open. Look through them again, then publish them"

    def __init__(self, data=None, *, series: Series):
        drafts = series.events.drafts().order_by("pk").values_list("code", "revision")
        super().__init__(data, now_is=fingerprint(*drafts))
        if not drafts:
            self.changed_meanwhile = ALL_PUBLISHED


def _label(proposal: Proposal) -> str:
    against = [*([proposal.note + "."] if proposal.note else []), *proposal.clashes]
    return " – ".join([long_day(proposal.day), *([" ".join(against)] if against else [])])


def title_of(course: str, in_words: str, days: list[date]) -> str:
    """A name for a series that is not named yet."""
    return f"{course}: {in_words[:1].lower()}{in_words[1:]} from {day(days[0])}"

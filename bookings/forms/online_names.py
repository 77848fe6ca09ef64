"""Who the names in an attendance file are, where nobody knows it by itself."""

from collections.abc import Iterable

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Agency
from bookings.registers.online import Answer
from bookings.registers.online.rows import Unknown
from lib.forms import Form

ON_REGISTER, KNOWN, NEW, LEAVE = "register", "known", "new", "leave"
NEWCOMER = ("first_name", "last_name", "agency", "post", "email")


class Choices:
    """What several selects of one page offer. They are written once: 20 names × 300 people are 6,000 lines for a template."""

    def __init__(self, nothing: str, offered: Iterable[tuple[object, str]]):
        self.pairs = [("", nothing), *[(str(key), words) for key, words in offered]]
        self.html = format_html_join("", '<option value="{}">{}</option>', self.pairs)

    def written(self, chosen: object) -> SafeString:
        """All of them, this one selected."""
        mark = f'value="{escape(chosen)}"'
        return mark_safe(self.html.replace(mark, f"{mark} selected", 1)) if chosen else self.html


class Shared(forms.Select):
    """A select whose options are written once for the page."""

    offered: Choices

    def render(self, name, value, attrs=None, renderer=None):
        facts = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(facts), self.offered.written(value))


class NameForm(Form):
    """Who one name in the file is."""

    mark_optional = False

    who = forms.ChoiceField(
        label="Who is this?", widget=forms.RadioSelect, error_messages={"required": "Say who this is"}
    )
    booking = forms.ChoiceField(label="Person on the register", required=False, widget=Shared)
    first_name = forms.CharField(label="First name", max_length=100, required=False)
    last_name = forms.CharField(label="Last name", max_length=100, required=False)
    agency = forms.ModelChoiceField(Agency.objects.active(), label="Agency", required=False, widget=Shared)
    post = forms.CharField(
        label="Post", max_length=120, required=False, help_text="Their job, for example health visitor"
    )
    email = forms.EmailField(label="Email address", max_length=254, required=False)

    def __init__(self, data=None, *, unknown: Unknown, people: Choices, agencies: Choices):
        super().__init__(data, prefix=f"name{unknown.number}", initial=_guessed(unknown))
        self.unknown = unknown
        self.fields["who"].choices = _ways(unknown)
        self.fields["who"].error_messages["required"] = f"Say who “{unknown.participant.shown}” is"
        self.fields["booking"].choices = people.pairs
        self.fields["booking"].widget.offered = people
        self.fields["agency"].widget.offered = agencies

    @property
    def newcomer(self) -> list:
        """The questions about somebody new."""
        return [self[name] for name in NEWCOMER]

    @property
    def is_about_somebody_new(self) -> bool:
        return self["who"].value() == NEW or any(field.errors for field in self.newcomer)

    def clean(self):
        facts = super().clean()
        needed = {ON_REGISTER: ["booking"], NEW: [name for name in NEWCOMER if name != "email"]}
        for name in needed.get(facts.get("who", ""), []):
            if not facts.get(name) and name not in self.errors:
                what = "Choose" if name in ("booking", "agency") else "Enter"
                label = str(self.fields[name].label).lower()
                self.add_error(name, f"{what} the {label} for “{self.unknown.participant.shown}”")
        return facts

    @property
    def answer(self) -> Answer:
        """What `online.apply` asks."""
        chosen = self.cleaned_data
        if chosen["who"] == ON_REGISTER:
            return Answer(booking=chosen["booking"])
        if chosen["who"] == KNOWN:
            return Answer(person=self.unknown.person)
        return Answer(newcomer={name: chosen[name] for name in NEWCOMER} if chosen["who"] == NEW else None)


def _ways(unknown: Unknown) -> list[tuple[str, str]]:
    ways = [(ON_REGISTER, "Somebody on the register"), (NEW, "Somebody new who came without a booking")]
    if unknown.person:
        works = unknown.person.employment
        at = f", {works.post} at {works.agency}" if works else ""
        ways.insert(0, (KNOWN, f"{unknown.person}{at}, who came without a booking"))
    return [*ways, (LEAVE, "Nobody to mark, for example the host: leave out")]


def _guessed(unknown: Unknown) -> dict:
    first, _, last = unknown.participant.name.partition("(")[0].strip().rpartition(" ")
    who = KNOWN if unknown.is_known_by_address else None
    names = {"first_name": first[:100], "last_name": last[:100]}
    return names | {"who": who, "agency": unknown.agency, "email": unknown.participant.email}

"""Who the names in an attendance file are, where nobody knows it by itself."""

from django import forms

from accounts.models import Agency
from bookings.registers.online import Answer
from bookings.registers.online.rows import Unknown
from lib.forms import Form

ON_REGISTER, KNOWN, NEW, LEAVE = "register", "known", "new", "leave"
NEWCOMER = ("first_name", "last_name", "agency", "post", "email")


class NameForm(Form):
    """Who one name in the file is."""

    mark_optional = False

    who = forms.ChoiceField(
        label="Who is this?", widget=forms.RadioSelect, error_messages={"required": "Say who this is"}
    )
    booking = forms.ChoiceField(label="Person on the register", required=False)
    first_name = forms.CharField(label="First name", max_length=100, required=False)
    last_name = forms.CharField(label="Last name", max_length=100, required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.active(), label="Agency", empty_label="Choose the agency", required=False
    )
    post = forms.CharField(
        label="Post", max_length=120, required=False, help_text="Their job, for example health visitor"
    )
    email = forms.EmailField(label="Email address", max_length=254, required=False)

    def __init__(self, data=None, *, unknown: Unknown, people: list[tuple[str, str]], agencies: list):
        super().__init__(data, prefix=f"name{unknown.number}", initial=_guessed(unknown))
        self.unknown = unknown
        self.fields["who"].choices = _ways(unknown)
        self.fields["who"].error_messages["required"] = f"Say who “{unknown.participant.shown}” is"
        self.fields["booking"].choices = [("", "Choose the person"), *people]
        self.fields["agency"].choices = [("", "Choose the agency"), *agencies]

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

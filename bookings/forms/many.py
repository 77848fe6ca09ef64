from django import forms

from accounts.models import Person
from bookings.lines import MOST, Line, each_once, listed, pasted, ticked
from lib.forms import Form
from lib.once import NewCode
from lib.seen import OnlyAsSeen, Seen
from lib.uploads import SPREADSHEETS, Upload


class ChooseForm(Form):
    """Who of an agency is to be booked: ticked, pasted or listed in a file. `lines` holds them, each person once."""

    people = forms.ModelMultipleChoiceField(
        None,
        label="People",
        to_field_name="code",
        required=False,
        error_messages={"invalid_choice": "Somebody you ticked is no longer here. Look at the list again"},
    )
    pasted = forms.CharField(
        label="Email addresses",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One on each line, or divided by commas. “Nadia Nurse <nadia@example.org>” works too",
    )
    file = Upload(
        label="Spreadsheet",
        kinds=SPREADSHEETS,
        megabytes=1,
        required=False,
        help_text=f"Excel or CSV, at most {MOST} rows and 1 MB",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people

    def clean_people(self):
        return ticked(self.cleaned_data["people"])

    def clean_pasted(self):
        return pasted(self.cleaned_data["pasted"])

    def clean_file(self):
        return listed(self.cleaned_data["file"]) if self.cleaned_data["file"] else []

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.lines = each_once([*cleaned["people"], *cleaned["pasted"], *cleaned["file"]])
        if not self.lines:
            raise forms.ValidationError("Tick people, paste email addresses or choose a file")
        if len(self.lines) > MOST:
            raise forms.ValidationError(
                f"You can book at most {MOST} people at once. Book the others afterwards"
            )
        return cleaned


class NewcomerForm(Form):
    """What is missing to add somebody to the agency; or they are left out."""

    first_name = forms.CharField(label="First name", max_length=100, required=False)
    last_name = forms.CharField(label="Last name", max_length=100, required=False)
    post = forms.CharField(
        label="Post", max_length=120, required=False, help_text="Their job, for example health visitor"
    )
    leave_out = forms.BooleanField(label="Leave this person out", required=False)

    mark_optional = False

    def __init__(self, data=None, *, line: Line, number: int):
        initial = {"first_name": line.first_name, "last_name": line.last_name, "post": line.post}
        super().__init__(data, prefix=f"line{number}", initial=initial)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("leave_out"):
            for name, what in (("first_name", "first name"), ("last_name", "last name"), ("post", "post")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter the {what}, or leave this person out")
        return cleaned


class ConfirmManyForm(OnlyAsSeen):
    """Agreement to the terms that were read, once for all; and to what overlaps, where something does."""

    changed_meanwhile = "The terms have changed since you opened this page. Read them again before you go on"

    overlap = forms.BooleanField(
        label="I know that some have another booking at the same time, and want to book them all the same",
        error_messages={
            "required": "Confirm that you want to book people who have another booking at the same time"
        },
    )
    agree = forms.BooleanField(
        label="I agree to the terms of booking, for everybody in this list",
        error_messages={"required": "Agree to the terms of booking to go on"},
    )

    def __init__(self, data=None, *, overlaps: bool, now_is: str):
        super().__init__(data, now_is=now_is)
        if not overlaps:
            del self.fields["overlap"]


class HoldForm(Seen):
    """`code` is that of the first of the places to be held."""

    code = NewCode()
    how_many = forms.IntegerField(
        label="How many places?",
        min_value=1,
        max_value=MOST,
        error_messages={"required": "Enter how many places to hold"},
    )

    @property
    def facts(self) -> dict:
        """What `holding.hold` asks; a form that brings no `seen` has nothing to compare."""
        return self.cleaned_data | {"seen": self.cleaned_data["seen"] if "seen" in self.data else None}


class NewColleagueForm(Form):
    """Somebody new at the agency, with or without an e-mail address."""

    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    post = forms.CharField(label="Post", max_length=120, help_text="Their job, for example health visitor")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        required=False,
        help_text="Without one, messages about their bookings come to you",
    )


def matching(people, words: str, chosen: list[str], *, most: int = MOST) -> list[Person]:
    """Whom the list shows: those ticked already, and those who match the words."""
    codes = [code for code in chosen if len(code) <= 20][:most]
    ticked_already = list(people.filter(code__in=codes)) if codes else []
    others = (
        people.filter(is_active=True).search(words).exclude(pk__in=[person.pk for person in ticked_already])
    )
    return [*ticked_already, *others[: most - len(ticked_already)]]

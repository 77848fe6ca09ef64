from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from lib.codes import ALPHABET
from lib.forms import Clock, Day, Form, Moment
from training.availability import ALTHOUGH_AWAY
from training.days import warning
from training.holidays import holidays_on
from training.models import Course, Group, Room, Trainer
from training.rules import MOST_PLACES, SessionPlan


class WhichCourse(Form):
    """The course that a new event is a run of; it stands in the address."""

    course = forms.ModelChoiceField(
        Course.objects.all(), to_field_name="code", empty_label="Choose a course", label="Course",
        help_text="Usual times, places and instructions are filled in from the course and its last event",
    )  # fmt: skip
    group = forms.ModelChoiceField(
        Group.objects.active(), to_field_name="code", required=False, widget=forms.HiddenInput
    )


class AsSeen(Form):
    """A button: the revision of the event that its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class SessionForm(Form):
    """One session: a day, London clock times, and a room or an online link. `rooms` is {pk: Room}."""

    day = Day(label="Day")
    starts = Clock(label="Starts")
    ends = Clock(label="Ends")
    room = forms.TypedChoiceField(label="Room", required=False, empty_value=None)
    online_url = forms.URLField(
        label="Online link", required=False, max_length=200, assume_scheme="https",
        help_text="If people meet online. They see it once they are booked",
    )  # fmt: skip

    warning = ""
    """What the officer should know of the day, printed beside it."""

    def __init__(self, *args, rooms: dict[int, Room], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = _by_venue(rooms)
        self.fields["room"].coerce = lambda pk: rooms[int(pk)]
        # The summary lists the errors of all sessions together: each says which it means.
        number = int(self.prefix.rpartition("-")[2]) + 1
        for field, what in (("day", "the day"), ("starts", "when it starts"), ("ends", "when it ends")):
            self.fields[field].error_messages["required"] = f"Session {number}: enter {what}"

    def clean(self):
        found = super().clean()
        for field in ("starts", "ends"):
            self._moment(found, field)
        if found.get("starts_at") and found.get("ends_at") and found["ends_at"] <= found["starts_at"]:
            self.add_error("ends", "The end must be later than the start")
        if found.get("room") and found.get("online_url"):
            self.add_error("online_url", "Choose a room or give an online link, not both")
        return found

    def _moment(self, found: dict, field: str) -> None:
        if not (found.get("day") and found.get(field)):
            return
        try:
            found[f"{field}_at"] = Moment().compress([found["day"], found[field]])
        except ValidationError as error:
            self.add_error(field, error)

    @property
    def day_so_far(self) -> date | None:
        """The day as it stands in the form, judged or not; None when there is none yet."""
        try:
            return self.fields["day"].clean(self["day"].value())
        except ValidationError:
            return None

    @property
    def plan(self) -> SessionPlan:
        found = self.cleaned_data
        return SessionPlan(found["starts_at"], found["ends_at"], found["room"], found["online_url"])


def warn_of_days(forms_of_sessions: Sequence[SessionForm]) -> None:
    """Puts beside each day why people do not usually come on it; one query for all."""
    days = [(form, form.day_so_far) for form in forms_of_sessions]
    holidays = holidays_on(day for _, day in days if day)
    for form, day in days:
        form.warning = warning(day, holidays) if day else ""


def _by_venue(rooms: dict[int, Room]) -> list:
    """The choices of a room, under their venues."""
    venues: dict[str, list] = {}
    for room in rooms.values():
        venues.setdefault(room.venue.name, []).append((room.pk, f"{room.name} (holds {room.capacity})"))
    return [("", "Online, or not known yet"), *venues.items()]


class EventForm(Form):
    """What an officer decides about an event, apart from its sessions."""

    code = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(rf"\A[{ALPHABET}]{{12}}\Z")])
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    capacity = forms.IntegerField(
        label="Places", validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        help_text="How many people can book. Not more than the smallest room holds",
    )  # fmt: skip
    group = forms.ModelChoiceField(
        Group.objects.active(), label="Who may book", required=False, empty_label="Everybody",
        help_text="An event for a group is seen by its members only, and they are invited when you publish it",
    )  # fmt: skip
    lead = forms.ModelChoiceField(
        Trainer.objects.select_related("person"),
        label="Lead trainer",
        required=False,
        empty_label="Nobody yet",
    )
    others = forms.ModelMultipleChoiceField(
        Trainer.objects.select_related("person"), label="Other trainers", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    although_away = forms.BooleanField(label=ALTHOUGH_AWAY, required=False)
    booking_opens_at = Moment(
        label="Booking opens", required=False, help_text="Leave empty to open it when you publish"
    )
    booking_closes_at = Moment(
        label="Booking closes", required=False, help_text="Leave empty to keep it open until the event starts"
    )
    minimum = forms.IntegerField(
        label="Minimum of places", required=False, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        help_text="Leave empty if the event takes place however many come",
    )  # fmt: skip
    decide_by = Moment(
        label="Decide by", required=False,
        help_text="If the minimum is reached by then the event goes ahead by itself; if not, you are asked",
    )  # fmt: skip
    joining_instructions = forms.CharField(
        label="Joining instructions", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What people need to know before they come: parking, reading, lunch",
    )  # fmt: skip

    def __init__(self, *args, with_group: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["others"].queryset.exists():
            del self.fields["others"]
        if not with_group or not self.fields["group"].queryset.exists():
            del self.fields["group"]

    def clean(self):
        found = super().clean()
        minimum, decide_by = found.get("minimum"), found.get("decide_by")
        if minimum and not decide_by and "decide_by" not in self.errors:
            self.add_error("decide_by", "Enter by when it is decided whether the event takes place")
        if decide_by and not minimum and "minimum" not in self.errors:
            self.add_error("minimum", "Enter how many places must be held for the event to take place")
        if minimum and found.get("capacity") and minimum > found["capacity"]:
            self.add_error(
                "minimum", f"The minimum cannot be more than the {found['capacity']} places there are"
            )
        return found

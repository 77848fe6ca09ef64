from django import forms

from lib.dates import local
from lib.forms import Form
from training.forms.events import SessionForm, warn_of_days
from training.forms.rows import Rows
from training.models import Event, Room


class MoveForm(Form):
    """What goes with a move beside the sessions. `seen` is the revision that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    note = forms.CharField(
        label="What people should know",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who is told reads this, above the new days, times and places",
    )


class MoveDesk:
    """The whole form of a move: as many sessions as the event has, and a note."""

    def __init__(self, data, event: Event):
        rooms = {room.pk: room for room in Room.objects.select_related("venue")}
        sessions = [_answers(session) for session in event.sessions.all()]
        self.form = MoveForm(data, initial={"seen": event.revision})
        self.rows = Rows(
            lambda data, **kwargs: SessionForm(data, rooms=rooms, **kwargs),
            data, name="session", initial=sessions, least=len(sessions), most=len(sessions),
        )  # fmt: skip
        warn_of_days(self.rows.forms)

    @property
    def all_forms(self) -> list[Form]:
        return [*self.rows.forms, self.form]

    def is_valid(self) -> bool:
        return self.form.is_bound and all([form.is_valid() for form in self.all_forms])

    def refuse(self, reasons: list[str]) -> None:
        """Shows the reasons of a verb in the error summary."""
        self.form.add_error(None, reasons)

    @property
    def sessions(self) -> list:
        return [form.plan for form in self.rows.forms]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """(name, value) of every answer, for the page that asks once more."""
        return [(field.html_name, field.data or "") for form in self.all_forms for field in form]


def _answers(session) -> dict:
    from_day, to = local(session.starts_at), local(session.ends_at)
    return {
        "day": from_day.date(),
        "starts": from_day.time(),
        "ends": to.time(),
        "room": session.room_id,
        "online_url": session.online_url,
    }

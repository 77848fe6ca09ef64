"""The attendance file of an online meeting: which file, who its names are, and who is marked."""

from collections.abc import Sequence

from django import forms

from accounts.models import Agency
from bookings.forms.online_names import Choices, NameForm
from bookings.models import OnlineFile
from bookings.registers import online
from bookings.registers.online import Proposal
from lib.dates import clock, day
from lib.errors import Refused
from lib.forms import Form
from lib.once import NewCode
from lib.seen import OnlyAsSeen
from lib.uploads import Upload
from training.models import Session


class AttendanceFile(Upload):
    """A CSV file in any writing: `online.read` says what is wrong with its content, and in which line."""

    def __init__(self, **kwargs):
        super().__init__(kinds=("csv", "txt"), megabytes=5, **kwargs)

    def fits(self, kind: str, content: bytes) -> bool:
        return True


def _session_field(sessions: Sequence[Session]) -> forms.TypedChoiceField:
    """Which session of the event; a Session comes out."""
    choices = [
        (str(each.pk), f"{day(each.starts_at)}, {clock(each.starts_at)} to {clock(each.ends_at)}")
        for each in sessions
    ]
    known = {str(each.pk): each for each in sessions}
    sentence = "Choose a session of this event"
    return forms.TypedChoiceField(
        label="Session", choices=choices, coerce=lambda key: known[key], empty_value=None, widget=forms.RadioSelect,
        error_messages={"required": sentence, "invalid_choice": sentence},
    )  # fmt: skip


class UploadForm(Form):
    """`code` is that of the file to be; `found` is what was read of it."""

    code = NewCode()
    file = AttendanceFile(
        label="Attendance file",
        help_text="CSV, 5 MB at most, as Teams or Zoom made it",
        error_messages={"required": "Choose the attendance file"},
    )

    def __init__(self, *args, sessions: Sequence[Session], session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        if len(sessions) > 1:
            self.fields["session"] = _session_field(sessions)
            self.initial["session"] = str(session.pk)
            self.order_fields(["code", "session", "file"])
        self.only = session

    def clean_file(self):
        uploaded = self.cleaned_data["file"]
        try:
            self.found = online.read(uploaded.content)
        except Refused as refusal:
            raise forms.ValidationError(refusal.reasons) from refusal
        return uploaded

    @property
    def facts(self) -> dict:
        """What `online.keep` asks."""
        chosen = self.cleaned_data
        session = chosen.get("session") or self.only
        return {
            "found": self.found,
            "session": session,
            "file_name": chosen["file"].name,
            "code": chosen["code"],
        }


class ChangeForm(Form):
    """Another session, another order of day and month, together with the files before or not."""

    order = forms.ChoiceField(
        label="How the days are written", choices=OnlineFile.Order.choices, widget=forms.RadioSelect
    )
    with_earlier = forms.BooleanField(
        label="Count it together with the files marked before",
        required=False,
        help_text="The meeting was started more than once, and each start has its own file",
    )

    def __init__(self, *args, file: OnlineFile, sessions: Sequence[Session], has_earlier: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.file = file
        self.initial |= {
            "order": file.order,
            "with_earlier": file.with_earlier,
            "session": str(file.session_id),
        }
        if len(sessions) > 1:
            self.fields["session"] = _session_field(sessions)
        if not has_earlier:
            del self.fields["with_earlier"]

    @property
    def facts(self) -> dict:
        """What `online.change` asks."""
        chosen = self.cleaned_data
        earlier = chosen.get("with_earlier", self.file.with_earlier)
        return {
            "session": chosen.get("session") or self.file.session,
            "order": chosen["order"],
            "with_earlier": earlier,
        }


class ApplyForm(OnlyAsSeen):
    """Whom to mark, beside who the names are (`names`, a form each)."""

    changed_meanwhile = (
        "The register or this file changed while you had this page open. Look again at what will be marked"
    )

    take = forms.MultipleChoiceField(
        label="Whom to mark",
        required=False,
        error_messages={
            "invalid_choice": "Somebody you ticked is no longer to be marked. Look again at what will be marked"
        },
    )

    def __init__(self, data=None, *, proposal: Proposal):
        super().__init__(data, now_is=proposal.seen)
        self.fields["take"].choices = [(row.booking.code, row.booking.code) for row in proposal.changing]
        self.ticked = data.getlist("take") if data is not None else proposal.ticked
        self.names = _names(data, proposal)

    @property
    def all_forms(self) -> list:
        return [self, *self.names]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *[form.is_valid() for form in self.names]])

    @property
    def facts(self) -> dict:
        """What `online.apply` asks; a form that brings no `seen` has nothing to compare."""
        answers = {form.unknown.number: form.answer for form in self.names}
        return {
            "take": self.cleaned_data["take"],
            "answers": answers,
            "seen": self.cleaned_data["seen"] or None,
        }


def _names(data, proposal: Proposal) -> list[NameForm]:
    """One for each name to sort out now; who is not in the file stands first among the people."""
    if not proposal.now:
        return []
    rows = sorted(proposal.rows, key=lambda row: row.is_in_file)
    people = [(row.booking.code, f"{row.booking.person}, {row.booking.agency_name}") for row in rows]
    several = {
        "people": Choices("Choose the person", people),
        "agencies": Choices("Choose the agency", Agency.objects.active().values_list("pk", "name")),
    }
    return [NameForm(data, unknown=each, **several) for each in proposal.now]

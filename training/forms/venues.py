from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from lib.forms import Form, ModelForm
from lib.once import Once
from training.forms.rows import Rows
from training.models import Venue
from training.rules import MOST_PLACES
from training.venues import VENUE, RoomLine

MOST_ROOMS = 20


class VenueForm(Once, ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    map_url = forms.URLField(label="Link to a map", required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Venue
        fields = VENUE
        widgets = {
            "address": forms.Textarea(attrs={"rows": 4}),
            "access": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"access": "Step-free ways in, hearing loop, parking, nearest station"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in VENUE}


class RoomForm(Form):
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Room", max_length=100)
    capacity = forms.IntegerField(
        label="People it holds", validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )

    @property
    def line(self) -> RoomLine:
        return RoomLine(**self.cleaned_data)


def rooms_of(venue: Venue, data) -> Rows:
    """The rows of a venue's rooms; a new venue starts with one."""
    known = list(venue.rooms.order_by("name").values("id", "name", "capacity")) if venue.pk else []
    return Rows(RoomForm, data, name="room", initial=known, most=MOST_ROOMS)

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from lib.forms import Form, ModelForm, Money
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
            "parking": forms.Textarea(attrs={"rows": 3}),
            "cost_includes": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "access": "Step-free ways in, lifts, accessible toilets, nearest station. Shown to everybody who comes",
            "parking": "Where to park, and what it costs. Shown to everybody who comes",
            "contact_name": "Whom you ring. Only officers see the contact and the cost",
            "cost_per_day": "Of a room here, unless the room has a cost of its own",
            "cost_includes": "Lunch, tea and coffee, a projector …",
            "is_retired": "Its rooms cannot be chosen for new events; what is planned stays",
        }

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

    access = forms.CharField(
        label="Access", max_length=300, required=False, help_text="Hearing loop, step-free, nearest toilet"
    )
    cost_per_day = Money(label="Cost per day", required=False)
    cost_per_half_day = Money(label="Cost per half day", required=False)
    is_retired = forms.BooleanField(label="No longer in use", required=False)

    @property
    def line(self) -> RoomLine:
        return RoomLine(**self.cleaned_data)


def rooms_of(venue: Venue, data) -> Rows:
    """The rows of a venue's rooms; a new venue starts with one."""
    columns = ["id", "name", "capacity", "access", "cost_per_day", "cost_per_half_day", "is_retired"]
    known = list(venue.rooms.order_by("name").values(*columns)) if venue.pk else []
    return Rows(RoomForm, data, name="room", initial=known, most=MOST_ROOMS)

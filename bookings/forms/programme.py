from django import forms

from lib.forms import Day, Filters
from training.models import Course, Theme, Venue
from training.models.course import Format

ONLINE = "online"


class ProgrammeFilters(Filters):
    """What narrows the programme. Whatever is left empty, or makes no sense, narrows nothing."""

    q = forms.CharField(label="Search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    format = forms.ChoiceField(label="Format")
    level = forms.ChoiceField(label="Level")
    theme = forms.ModelChoiceField(label="Theme", queryset=None, to_field_name="code", empty_label="Any")
    from_day = Day(label="From")
    to_day = Day(label="To")
    where = forms.ChoiceField(label="Where")
    places_left = forms.BooleanField(label="Only with places left")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [("", "Any"), *Format.choices]
        self.fields["level"].choices = [("", "Any"), *Course.Level.choices]
        self.fields["theme"].queryset = Theme.objects.all()
        venues = [(venue.code, venue.name) for venue in Venue.objects.all()]
        self.fields["where"].choices = [("", "Anywhere"), (ONLINE, "Online"), *venues]

    @property
    def filters(self):
        """Every question but the search, which stands by itself."""
        return [self[name] for name in self.fields if name != "q"]

    @property
    def narrows(self) -> bool:
        """Whether a filter is set or needs correcting, so that the page shows them unfolded."""
        return bool(set(self.chosen) - {"q"} or set(self.errors) - {"q"})

    def narrow(self, events):
        """The events that match everything chosen."""
        for name, value in self.chosen.items():
            events = self._narrowed(events, name, value)
        return events

    def _narrowed(self, events, name, value):
        match name:
            case "q":
                return events.search(value)
            case "format":
                return events.of_format(value)
            case "level":
                return events.of_level(value)
            case "theme":
                return events.on_theme(value)
            case "from_day":
                return events.from_day(value)
            case "to_day":
                return events.to_day(value)
            case "where":
                return events.online() if value == ONLINE else events.at_venue(Venue.objects.get(code=value))
            case _:
                return events.with_places_left()


class CourseFilters(Filters):
    q = forms.CharField(label="Search", max_length=200)

    def narrow(self, courses):
        return courses.search(self.chosen.get("q", ""))

"""Forms of courses and themes. `seen` is the revision that the page showed."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from lib.forms import ModelForm
from lib.once import Once
from training.catalogue import COURSE, THEME, TIES, OutcomeLine
from training.forms.lines import Lines
from training.forms.ties import courses_but, lessons_by_theme
from training.models import Course, Theme

MOST_OUTCOMES = 10
MOST_LESSONS = 20


class CourseForm(Once, ModelForm):
    """A course; when it exists, each of its outcomes has a line of its own, so that rewording keeps the answers about it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    outcomes = Lines(longest=200, most=MOST_OUTCOMES, label="Learning outcomes")

    class Meta:
        model = Course
        fields = [*COURSE, *TIES]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 6}),
            "audience": forms.Textarea(attrs={"rows": 2}),
            "approval": forms.RadioSelect,
            **dict.fromkeys(TIES, forms.CheckboxSelectMultiple),
        }
        help_texts = {
            "minutes": "Without breaks. 6 hours 30 minutes are 390",
            "themes": "The reviews, audits and priorities that this course answers",
            "lessons": "What the reviews and audits teach, and this course answers",
            "prerequisites": "People must have done these, or an equivalent, before this course",
            "equivalents": "Whoever has done one of these has done as much as this course, and the other way round",
            "is_published": "A hidden course cannot be booked, and neither can its events",
            "audience": "For example: everybody who works with children under 5",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.existing = list(self.instance.outcomes.all()) if self.instance.pk else []
        self.fields["seen"].initial = self.instance.revision
        self.fields[
            "outcomes"
        ].help_text = "One on each line. People say how confident they are in each, before and after"
        if self.existing:
            self.fields["outcomes"].required = False
            self.fields["outcomes"].label = "More learning outcomes"
            self.fields["outcomes"].help_text = "One on each line"
        lessons_by_theme(self.fields["lessons"])
        for name in ("prerequisites", "equivalents"):
            courses_but(self.instance, self.fields[name])
        for name in TIES:
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        for number, row in enumerate(self.existing, 1):
            self.fields[self._name(row)] = forms.CharField(
                label=f"Learning outcome {number}", max_length=200, required=False, initial=row.text
            )

    @staticmethod
    def _name(row) -> str:
        return f"outcome_{row.pk}"

    @property
    def reworded(self) -> list:
        """The fields of the outcomes there are."""
        return [self[self._name(row)] for row in self.existing]

    def clean(self):
        found = super().clean()
        if self.existing and not self.errors and not self.outcome_lines:
            self.add_error("outcomes", "Keep or enter at least one learning outcome")
        for lesson in found.get("lessons", []):
            if lesson.theme not in found.get("themes", []):
                self.add_error("lessons", f"“{lesson}” is a lesson of “{lesson.theme}”: tick that theme too")
        return found

    @property
    def ties(self) -> dict:
        """What the course is tied to, as the verbs take it."""
        return {name: self.cleaned_data.get(name, []) for name in TIES}

    @property
    def outcome_lines(self) -> list[OutcomeLine]:
        answers = [(self.cleaned_data.get(self._name(row)), row.pk) for row in self.existing]
        kept = [OutcomeLine(text, pk) for text, pk in answers if text]
        return kept + [OutcomeLine(text) for text in self.cleaned_data.get("outcomes", [])]

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in COURSE}


class ThemeForm(Once, ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    year = forms.IntegerField(
        label="Year published", required=False, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    lessons = Lines(
        longest=300, most=MOST_LESSONS, required=False, label="Lessons",
        help_text="What practitioners should do differently, one on each line",
    )  # fmt: skip

    class Meta:
        model = Theme
        fields = THEME
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        if self.instance.pk:
            self.fields["lessons"].initial = [lesson.text for lesson in self.instance.lessons.all()]

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in THEME}

from django import forms

from lib.forms import Form, ModelForm
from lib.once import NewCode
from lib.uploads import DOCUMENTS, Upload
from training.models import Material

MEGABYTES = 10


class MaterialForm(Form):
    """A new material: a file or a link."""

    code = NewCode()
    title = forms.CharField(
        label="Title", max_length=150, help_text="As people read it: Slides, Reading list"
    )
    file = Upload(
        kinds=DOCUMENTS, megabytes=MEGABYTES, required=False, label="File",
        help_text=f"PDF, Word, PowerPoint, Excel, picture or text, {MEGABYTES} MB at most",
    )  # fmt: skip
    link = forms.URLField(
        label="Or a link", required=False, max_length=500, assume_scheme="https",
        help_text="To something that stays where it is, such as a film or guidance. It begins https://",
    )  # fmt: skip
    visible = forms.ChoiceField(
        label="When people see it", choices=Material.Visible, initial=Material.Visible.BOOKED,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError("Enter a link that begins https://")
        return link

    def clean(self):
        found = super().clean()
        file, link = found.get("file"), found.get("link")
        if not self.errors and not file and not link:
            self.add_error("file", "Choose a file, or give a link")
        if file and link:
            self.add_error("link", "Choose a file or give a link, not both")
        return found


class MaterialChangeForm(ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Material
        fields = ["title", "visible"]
        widgets = {"visible": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        self.fields["visible"].choices = Material.Visible.choices


class UpForm(Form):
    """A button: the place at which its page showed the material."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    @property
    def place(self) -> int | None:
        """None when the form says nothing of it; a place that none has when it says nonsense."""
        return self.cleaned_data.get("seen") if self.is_valid() else 0

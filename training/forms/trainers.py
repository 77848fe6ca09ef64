from django import forms

from lib.forms import ModelForm
from training.models import Trainer


class TrainerForm(ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Trainer
        fields = ["about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 2})}
        labels = {"about": "One line about them"}
        help_texts = {"about": "Printed under the name on the event’s page"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        if self.instance.pk is None:
            del self.fields["seen"]

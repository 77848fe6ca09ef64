from django import forms

from lib.forms import Form


class GoAheadForm(Form):
    tell = forms.BooleanField(
        label="Tell everybody who is booked that it takes place", required=False, initial=True
    )

from django import forms

from accounts.trail import record
from lib.forms import Form


class SignUpForm(Form):
    """What allauth's sign-up form asks besides e-mail and password."""

    about_the_reader = True

    first_name = forms.CharField(max_length=100, label="First name")
    last_name = forms.CharField(max_length=100, label="Last name")

    def signup(self, request, user):
        """allauth calls this once, in the request that made the person."""
        user.first_name = self.cleaned_data["first_name"]
        user.last_name = self.cleaned_data["last_name"]
        user.save()
        record(user, "person.signed_up", user, {"name": ["", user.name]}, now=request.now)

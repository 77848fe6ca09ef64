from django import forms

from accounts.forms.employment import EmploymentForm
from accounts.forms.stale import NotStale
from accounts.models import Agency, Person, Role
from lib.forms import Filters, Form
from lib.once import NewCode

TAKEN = "Somebody with this email address is here already"


class PeopleFilters(Filters):
    q = forms.CharField(label="Name or email address", max_length=200)
    role = forms.ChoiceField(label="Role", choices=[("", "Every role, or none"), *Role.choices])
    agency = forms.ModelChoiceField(
        Agency.objects.all(), label="Agency", empty_label="Every agency", to_field_name="code"
    )


class PersonForm(EmploymentForm):
    """Somebody new, entered by an officer."""

    code = NewCode()
    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    email = forms.EmailField(
        label="Email address (optional)",
        max_length=254,
        required=False,
        help_text="Without one they cannot sign in, and their agency’s coordinator books for them",
    )

    field_order = ["first_name", "last_name", "email"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email and Person.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        return email

    def own_email(self) -> str:
        # Fields are cleaned in order: the person's own address stands before the manager's.
        return self.cleaned_data.get("email", "")

    @property
    def person_facts(self) -> dict:
        """What `people.add_person` asks."""
        names = {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email", "code")}
        return names | self.employment


class ColleagueForm(PersonForm):
    """The same, entered by a coordinator of one of these agencies."""

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"] = forms.ModelChoiceField(agencies, label="Agency", initial=agencies.first())
        self.fields["email"].help_text = "Without one, messages about their bookings come to you"


class NamesForm(NotStale, Form):
    """A person's name, and their e-mail address as long as they have none."""

    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    email = forms.EmailField(
        label="Email address", max_length=254, required=False, help_text="With one, they can sign in"
    )

    def __init__(self, *args, person: Person, **kwargs):
        names = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email or ""}
        super().__init__(*args, initial=names, **kwargs)
        typed = self.data.get("email", "").strip().lower()
        # An address that was typed while there was none is not dropped without a word.
        if person.email and typed in {"", person.email.lower()}:
            del self.fields["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email and Person.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        return email

    @property
    def names(self) -> dict:
        """What was typed: the names, and the address where it was asked for."""
        return {field.name: self.cleaned_data[field.name] for field in self.visible_fields()}


class EmailForm(Form):
    """The first e-mail address of somebody who has none."""

    email = forms.EmailField(
        label="Email address", max_length=254, help_text="Their own: whoever reads it can sign in as them"
    )


class RoleForm(Form):
    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        Agency.objects.active(),
        label="Agency to coordinate",
        required=False,
        help_text="Only for an agency coordinator",
    )

    def clean(self):
        cleaned = super().clean()
        role, agency = cleaned.get("role"), cleaned.get("agency")
        if role == Role.COORDINATOR and not agency and "agency" not in self.errors:
            self.add_error("agency", "Choose the agency that this person coordinates")
        if role and role != Role.COORDINATOR and agency:
            self.add_error("agency", "Only a coordinator has an agency. Leave this empty")
        return cleaned


class Confirm(Form):
    """A page that asks once more; it has a button and nothing to fill in."""

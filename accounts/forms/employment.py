from django import forms

from accounts.forms.stale import NotStale
from accounts.models import Agency, Person
from lib.forms import Form

NO_MANAGER = "I have no manager"


class EmploymentForm(Form):
    """Where somebody works, and who their manager is. `person` is the one it is about, None for a new one."""

    # The manager is asked for unless the tick says that there is none, so "(optional)" stands where it is true.
    mark_optional = False

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    post = forms.CharField(label="Post", max_length=120, help_text="For example, health visitor")
    team = forms.CharField(
        label="Team (optional)",
        max_length=120,
        required=False,
        error_messages={"max_length": "The team must be 120 characters or fewer"},
    )
    manager_name = forms.CharField(label="Manager’s name", max_length=200, required=False)
    manager_email = forms.EmailField(
        label="Manager’s email address",
        max_length=254,
        required=False,
        help_text="Some courses ask the manager to agree to a booking, and what changed afterwards",
    )
    no_manager = forms.BooleanField(label="There is no manager", required=False)

    def __init__(self, *args, person: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        current = person.employment if person else None
        agencies = Agency.objects.active()
        self.fields["agency"].queryset = (
            agencies | Agency.objects.filter(pk=current.agency_id) if current else agencies
        )
        if current:
            self.initial = self._now(current) | self.initial

    def _now(self, current) -> dict:
        facts = {name: getattr(current, name) for name in ("post", "team", "manager_name", "manager_email")}
        return facts | {"agency": current.agency_id, "no_manager": not current.has_manager}

    def own_email(self) -> str:
        return (self.person.email or "").lower() if self.person else ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("no_manager"):
            if cleaned.get("manager_name") or cleaned.get("manager_email"):
                self.add_error(
                    "no_manager", "Leave the manager’s name and email address empty, or take away this tick"
                )
            return cleaned
        for name, sentence in (
            ("manager_name", "Enter the manager’s name, or tick that there is none"),
            ("manager_email", "Enter the manager’s email address, or tick that there is none"),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def clean_manager_email(self):
        email = self.cleaned_data["manager_email"].lower()
        if email and email == self.own_email():
            raise forms.ValidationError("The manager’s email address must not be the person’s own")
        return email

    @property
    def employment(self) -> dict:
        """What `people.register_employment` asks."""
        names = ("agency", "post", "team", "manager_name", "manager_email")
        return {name: self.cleaned_data[name] for name in names}


class ChangeEmploymentForm(NotStale, EmploymentForm):
    """Where somebody works who is here already."""


class ProfileForm(NotStale, EmploymentForm):
    """What people tell about themselves. At first use the agency is recognised by their e-mail domain."""

    about_the_reader = True

    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)

    field_order = ["first_name", "last_name"]

    def __init__(self, *args, person: Person, initial: dict, **kwargs):
        self.recognised = (
            None if person.employment else Agency.objects.recognised_by(person.email or "").first()
        )
        guessed = {"agency": self.recognised.pk} if self.recognised else {}
        names = {"first_name": person.first_name, "last_name": person.last_name}
        super().__init__(*args, person=person, initial=initial | names | guessed, **kwargs)
        self.fields["no_manager"].label = NO_MANAGER
        self.fields["no_manager"].help_text = "For example, because you run a small voluntary group"
        if self.recognised:
            self.fields["agency"].help_text = "Chosen by your email address. Change it if it is wrong"

    def clean_manager_email(self):
        email = self.cleaned_data["manager_email"].lower()
        if email and email == self.own_email():
            raise forms.ValidationError("Enter your manager’s email address, not your own")
        return email

    @property
    def profile(self) -> dict:
        """What `people.save_profile` asks."""
        names = {name: self.cleaned_data[name] for name in ("first_name", "last_name")}
        return names | self.employment

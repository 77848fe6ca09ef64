"""Forms of django-allauth about one's own account, where theirs would not do."""

from allauth.account import forms as theirs
from django import forms
from django.core.validators import MaxLengthValidator

from accounts.models import Person


def _no_longer_than_kept(form: forms.Form) -> None:
    """Theirs takes 320 letters, and we write to the address: it must fit where addresses are kept."""
    longest = Person._meta.get_field("email").max_length
    form.fields["email"].max_length = longest
    form.fields["email"].validators.append(MaxLengthValidator(longest))


class AddEmailForm(theirs.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _no_longer_than_kept(self)


class ResetPasswordForm(theirs.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _no_longer_than_kept(self)


class ChangePasswordForm(theirs.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        # The button was pressed twice: what was the current password is not any more.
        if self.user.check_password(self.data.get("password1", "")):
            raise forms.ValidationError(
                "The new password is your password already. There is nothing more to do"
            )
        return super().clean_oldpassword()

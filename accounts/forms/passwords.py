from allauth.account import forms as theirs
from django import forms


class ChangePasswordForm(theirs.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        # The button was pressed twice: what was the current password is not any more.
        if self.user.check_password(self.data.get("password1", "")):
            raise forms.ValidationError("The new password is your password already. There is nothing more to do")
        return super().clean_oldpassword()

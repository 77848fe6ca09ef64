from django import forms

from lib.forms import Day, Form
from lib.once import NewCode


class DeputyForm(Form):
    code = NewCode()
    name = forms.CharField(
        label="Name of your deputy",
        max_length=150,
        error_messages={"required": "Enter the name of your deputy"},
    )
    email = forms.EmailField(
        label="Their email address",
        max_length=254,
        error_messages={"required": "Enter the email address of your deputy"},
        help_text="They get the same question as you and need no account. One answer is enough.",
    )
    from_on = Day(label="From", help_text="The first day")
    to_on = Day(label="To", help_text="The last day, which still counts")

    def clean(self):
        found = super().clean()
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", "The last day must not be before the first day")
        return found

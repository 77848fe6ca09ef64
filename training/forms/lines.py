from django import forms
from django.core.exceptions import ValidationError


class Lines(forms.CharField):
    """Sentences typed one per line; a list of them comes out, without empty lines. `longest` is the characters of one line."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, most: int, **kwargs):
        self.longest, self.most = longest, most
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 6})} | kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(
                f"Enter {self.most} lines or fewer: there are {len(lines)}", code="too_many"
            )
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise ValidationError(
                    f"Line {number} must be {self.longest} characters or fewer: it has {len(line)}",
                    code="too_long",
                )
        if len({line.lower() for line in lines}) < len(lines):
            raise ValidationError("Two lines say the same. Keep one of them", code="twice")
        return lines

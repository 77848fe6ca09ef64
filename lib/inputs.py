"""The form fields that Django lacks: pounds, days, clock times, and moments as London reads them."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lib.dates import at, day, local
from lib.money import money

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
CLOCK_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class MoneyInput(forms.TextInput):
    template_name = "django/forms/widgets/money.html"


class Money(forms.DecimalField):
    """An amount in pounds, typed as 50, £50 or 1,234.50; a Decimal with two places comes out. Not negative unless min_value says so."""

    widget = MoneyInput
    own_messages = {
        "invalid": "{its} must be an amount in pounds, like 1,234.50",
        "max_decimal_places": "{its} must be an amount in pounds and pence, like 1,234.50",
        "min_value": "{its} must be £%(limit_value)s or more",
        "max_value": "{its} must be £%(limit_value)s or less",
        "max_digits": "{its} is too large an amount",
        "max_whole_digits": "{its} is too large an amount",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 10, "decimal_places": 2, "min_value": 0} | kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            # A pound sign alone is not nothing: somebody began to type.
            value = re.sub(r"[£,\s]", "", value) or value.strip()
        return super().to_python(value)

    def clean(self, value) -> Decimal | None:
        value = super().clean(value)
        return None if value is None else money(value)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class Day(forms.DateField):
    """A day between 1900 and 2100; a date comes out. Browsers show their own calendar, and 5/3/2026 is read too."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        options: dict[str, Any] = {"widget": widget, "input_formats": DAY_FORMATS}
        super().__init__(**options | kwargs)

    def to_python(self, value) -> date | None:
        value = super().to_python(value)
        # Further away a London clock overflows, and it is a slip of the finger anyway.
        if value and not 1900 <= value.year <= 2100:
            raise ValidationError("The year must be between 1900 and 2100", code="year")
        return value


class Clock(forms.TimeField):
    """A time of day by the London clock, typed as 09:30, 9.30 or 9:30am; a naive time comes out."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        options: dict[str, Any] = {"widget": widget, "input_formats": CLOCK_FORMATS}
        super().__init__(**options | kwargs)

    def to_python(self, value) -> time | None:
        if isinstance(value, str):
            value = value.replace(" ", "").lower()
        return super().to_python(value)


class MomentWidget(forms.SplitDateTimeWidget):
    template_name = "django/forms/widgets/moment.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        parts = (
            forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        )
        forms.MultiWidget.__init__(self, parts, attrs)

    def decompress(self, value: datetime | None):
        return [local(value).date(), local(value).time()] if value else [None, None]


class Moment(forms.MultiValueField):
    """A day and a London clock time; an aware moment in UTC comes out. Posted as name_0 (day) and name_1 (time)."""

    widget = MomentWidget
    default_error_messages = {"incomplete": "Enter both a day and a time"}

    def __init__(self, **kwargs):
        # The model's own form field passes these; they mean nothing to two inputs.
        for name in ("input_formats", "localize"):
            kwargs.pop(name, None)
        both = {"incomplete": self.default_error_messages["incomplete"]}
        parts = (
            Day(error_messages=both | {"invalid": "The day must be a real date, like 5 March 2026"}),
            Clock(error_messages=both | {"invalid": "The time must be a time of day, like 9:30am"}),
        )
        super().__init__(**{"require_all_fields": False} | kwargs, fields=parts)

    def compress(self, data_list) -> datetime | None:
        if not data_list:
            return None
        on, clock = data_list
        moment = at(on, clock)
        if local(moment).replace(tzinfo=None) != datetime.combine(on, clock):
            raise ValidationError(
                f"The clocks go forward on {day(on)}, so there is no {clock:%H:%M} on that day. Choose another time",
                code="gap",
            )
        return moment

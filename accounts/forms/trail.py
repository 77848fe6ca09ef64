from django import forms

from lib.forms import Day, Filters


class TrailFilters(Filters):
    deed = forms.CharField(
        label="Deed", max_length=60, help_text="Its beginning, such as booking or booking.cancelled"
    )
    subject = forms.CharField(label="Code", max_length=40, help_text="Of the booking, event, person …")
    person = forms.CharField(label="Done by", max_length=200, help_text="Name or email address")
    since = Day(label="From this day")
    until = Day(label="Up to this day")

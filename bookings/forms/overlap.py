from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from bookings.models import Booking

OWN = "I know that it overlaps, and I want to book all the same"
OWN_MISSING = "Confirm that you want to book although it overlaps"
THEIRS = "They know that it overlaps, and want to be booked all the same"
THEIRS_MISSING = "Confirm that they want to be booked although it overlaps"


class OverlapField(forms.BooleanField):
    """Tells that somebody knows of their other booking at the same time; `own` speaks to the reader, otherwise of another person."""

    def __init__(self, *, own: bool = False, **kwargs):
        missing = OWN_MISSING if own else THEIRS_MISSING
        super().__init__(label=OWN if own else THEIRS, error_messages={"required": missing}, **kwargs)


class AsksIfItOverlaps(forms.Form):
    """A form that knows only from its answers whether something overlaps, and asks then: the field `overlap` is there only in that case.

    `clashes` are the other bookings that were found, for the page to warn of.
    """

    answer = ""  # the field whose answer decides
    clashing: Callable[[Any], Sequence[Booking]]

    def look_for_overlaps(self, clashing: Callable[[Any], Sequence[Booking]], *, own: bool) -> None:
        """Call it in `__init__`. `clashing` takes the answer and gives back the other bookings at that time."""
        self.clashes: list[Booking] = []
        self.clashing = clashing
        self.own = own

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.answer in cleaned:
            self.clashes = list(self.clashing(cleaned[self.answer]))
        if self.clashes:
            self.fields["overlap"] = OverlapField(own=self.own)
            if not self["overlap"].data:
                self.add_error("overlap", self.fields["overlap"].error_messages["required"])
        return cleaned

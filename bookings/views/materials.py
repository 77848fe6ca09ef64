"""A file handed to the person whose booking opens it: signed in, or by the link in their e-mail."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from accounts import doors
from bookings.materials import materials_for
from bookings.models import Booking
from bookings.views.links import behind
from lib.uploads import handed_out


@doors.signed_in
def material(request, code, material):
    booking = get_object_or_404(Booking.objects.of(request.user).with_event(), code=code)
    return _handed_out(booking, material, request.now)


@doors.signed_link
@never_cache
def manage_material(request, token, material):
    return _handed_out(behind("manage", token), material, request.now)


def _handed_out(booking: Booking, code: str, now) -> HttpResponse:
    found = get_object_or_404(materials_for(booking, now).filter(link=""), code=code)
    return handed_out(found.file_name, found.file_kind, found.file)

"""The only reader and writer of the table that ties random keys to bookings. A test keeps it so."""

import uuid
from collections.abc import Iterable

from bookings.models import Booking
from evaluations.models import MatchKey, Response


def make_for(bookings: Iterable[Booking]) -> None:
    """Gives each booking its random key, once: a second call changes nothing."""
    MatchKey.objects.bulk_create([MatchKey(booking=booking) for booking in bookings], ignore_conflicts=True)


def key_of(booking_id: int) -> uuid.UUID:
    """The key under which this booking answers. Made on the spot where none is left."""
    key = MatchKey.objects.filter(booking_id=booking_id).values_list("key", flat=True).first()
    return key or MatchKey.objects.get_or_create(booking_id=booking_id)[0].key


def responses_without_a_key():
    """Responses that hang on no known key: none, as long as the keys are kept."""
    return Response.objects.exclude(key__in=MatchKey.objects.values("key"))

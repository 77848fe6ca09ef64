from django.urls import reverse

from bookings.models import Booking
from bookings.models.booking import Status
from demo.people import ROLES
from lib.links import sign


def sign_ins() -> list[tuple[str, str]]:
    """Each role with its email address; the password of all is `demo`."""
    return [(role, f"{role}@demo.example") for role in ROLES]


def manager_link() -> str | None:
    """The path that the practitioner's manager got by email, for a request that still waits (None when none does)."""
    request = Booking.objects.filter(
        status=Status.REQUESTED, employment__manager_email="manager@demo.example"
    ).first()
    return reverse("bookings:approval", args=[sign("approval", request.code)]) if request else None

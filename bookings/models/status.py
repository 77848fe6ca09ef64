from django.db import models


class Status(models.TextChoices):
    REQUESTED = "requested", "Waiting for agreement"
    WAITING = "waiting", "On the waiting list"
    OFFERED = "offered", "A place is offered"
    CONFIRMED = "confirmed", "Booked"
    WALKED_IN = "walked_in", "Came without a booking"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"
    CANCELLED = "cancelled", "Cancelled"
    REPLACED = "replaced", "A colleague took the place"


HOLDS_A_PLACE = [Status.REQUESTED, Status.OFFERED, Status.CONFIRMED]
ACTIVE = [*HOLDS_A_PLACE, Status.WAITING, Status.WALKED_IN]
ON_THE_REGISTER = [Status.CONFIRMED, Status.WALKED_IN]


class Outcome(models.TextChoices):
    UNKNOWN = "", "Not known yet"
    ATTENDED = "attended", "Attended"
    PARTLY = "partly", "Partly attended"
    NO_SHOW = "no_show", "Did not come"

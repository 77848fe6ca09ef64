"""A file that was kept, as it was read."""

from bookings.models import OnlineFile
from bookings.registers.online.found import Found, Stay
from bookings.registers.online.times import Order


def found_in(file: OnlineFile) -> Found:
    return Found(file.kind, [Stay(*row) for row in file.rows], file.is_utc)


def order_in(file: OnlineFile) -> Order:
    """The order of day and month in which it is read."""
    return "month" if file.order == OnlineFile.Order.MONTH else "day"

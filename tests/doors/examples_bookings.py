"""Objects for the access test of bookings; see examples.py."""

from tests.doors import examples_bookings_make_ups as make_ups
from tests.doors import examples_bookings_online as online
from tests.doors import examples_bookings_practitioners as practitioners
from tests.doors import examples_bookings_rules as rules
from tests.doors import examples_bookings_staff as staff

EXAMPLES: dict = {
    **practitioners.EXAMPLES, **staff.EXAMPLES, **rules.EXAMPLES, **make_ups.EXAMPLES, **online.EXAMPLES,
}  # fmt: skip
SEEN_BY: dict = {**practitioners.SEEN_BY, **rules.SEEN_BY}

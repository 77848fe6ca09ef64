from datetime import datetime

from accounts.models import Board
from bookings.models import Tariff
from lib import pdf
from lib.dates import local_day
from lib.links import absolute

# A printed programme of more would be no programme; the page says how to narrow it.
MOST_PRINTED = 200


def programme_pdf(events, *, now: datetime) -> bytes:
    """The programme to print: these events (course, sessions, trainers loaded) by month, and what not coming costs."""
    tariff = Tariff.objects.in_force(local_day(now)).first()
    facts = {
        "events": list(events[:MOST_PRINTED]),
        "board": Board.current(),
        "terms": tariff.terms if tariff else "",
        "address": absolute("bookings:programme"),
        "now": now,
    }
    return pdf.render("bookings/pdf/programme.html", facts, Board.current().colour)

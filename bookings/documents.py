from datetime import datetime

from accounts.models import Board
from bookings.models import Tariff
from bookings.registers import paper
from bookings.registers.sheet import sessions_of
from lib import pdf
from lib.dates import local_day
from lib.links import absolute
from training.models import Event

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


def sign_in_pdf(event: Event, *, now: datetime) -> bytes:
    """The sheet on which people sign at the door: a list for each day, and blank rows for those without a place."""
    board, people = Board.current(), paper.people_of(event)
    deliveries = event.deliveries.select_related("trainer__person").order_by("-is_lead", "pk")
    facts = {
        "event": event,
        "board": board,
        "sheets": paper.sheets_of(sessions_of(event)),
        "people": people,
        "blank_rows": range(paper.blank_rows(len(people))),
        "trainers": ", ".join(str(each.trainer) for each in deliveries),
        "privacy_url": absolute("accounts:privacy"),
        "now": now,
    }
    return pdf.render("bookings/pdf/sign_in.html", facts, board.colour)

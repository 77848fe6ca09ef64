"""Themes, courses, venues and rooms of the demo."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from accounts.boards import save_board
from accounts.models import Board, Person
from demo.programme import PLANS, THEMES
from training.catalogue import create_course, save_theme
from training.models import Course, Room, Theme, Venue
from training.venues import RoomLine, save_venue

VENUES = {
    "Learning Centre": (
        "2 Invented Square\nDemo Borough\nDB1 2AB",
        [("Conference hall", 150), ("Room 1", 30), ("Room 2", 24)],
    ),
    "Town Hall": ("1 Civic Way\nDemo Borough\nDB1 1AA", [("Committee room", 26)]),
    "Children’s Centre": ("14 Invented Lane\nDemo Borough\nDB2 4CD", [("Training room", 24)]),
}


def build_board(*, by: Person, now: datetime) -> None:
    board = Board(
        pk=1,
        name="Demo Borough Safeguarding Children Board",
        short_name="Demo SCB",
        address="Learning Centre\n2 Invented Square\nDemo Borough\nDB1 2AB",
        email="training@demo.example",
        phone="020 7946 0000",
        bank_name="Invented Bank",
        bank_account_name="Demo Borough SCB",
        bank_sort_code="00-00-00",
        bank_account_number="00000000",
        income_code="SCB-NONATT",
        no_show_limit=20,  # nobody was limited in these years; demo/rules_story.py sets today’s
    )
    save_board(board, by=by, now=now)


def build_rooms(*, by: Person, now: datetime) -> list[Room]:
    """All rooms, the largest first."""
    facts = {
        "access": "Step-free entrance, lift and accessible toilets. Five minutes from the bus station.",
        "parking": "Four accessible bays at the door; public car park behind the building, £4 a day.",
        "contact_name": "Una Usher", "contact_email": "rooms@demo.example", "contact_phone": "020 7946 0010",
        "cost_per_day": Decimal(180), "cost_per_half_day": Decimal(100), "cost_includes": "Tea, coffee and a screen",
    }  # fmt: skip
    for name, (address, rooms) in VENUES.items():
        facts |= {"name": name, "address": address}
        save_venue(Venue(), facts, rooms=_lines(rooms), by=by, now=now)
    return list(Room.objects.select_related("venue").order_by("-capacity"))


def _lines(rooms: list[tuple[str, int]]) -> list[RoomLine]:
    """Only the hall has a loop of its own, and costs more."""
    lines = [RoomLine(room, places) for room, places in rooms]
    return [_dear(line) if line.capacity > 100 else line for line in lines]


def _dear(line: RoomLine) -> RoomLine:
    day, half = Decimal(400), Decimal(240)
    return replace(line, access="Hearing loop", cost_per_day=day, cost_per_half_day=half)


def build_themes(*, by: Person, now: datetime) -> dict[str, Theme]:
    themes = {}
    for name, (source, year, summary, lessons) in THEMES.items():
        facts = {"name": name, "source": source, "year": year, "summary": summary}
        themes[name] = save_theme(Theme(), facts, lessons=lessons, by=by, now=now)
    return themes


def build_courses(themes: dict[str, Theme], *, by: Person, now: datetime) -> dict[str, Course]:
    """Every course by its title, made with the officer's own verb."""
    return {
        plan.title: create_course(
            {
                "title": plan.title,
                "format": plan.format,
                "level": plan.level,
                "summary": plan.summary,
                "description": f"{plan.summary} Groups are mixed on purpose: people from different agencies learn together.",
                "audience": "Everybody in the borough who works with children or their families",
                "minutes": plan.minutes,
                "participatory_minutes": plan.participatory,
                "approval": plan.approval,
                "validity_months": plan.validity,
            },
            outcomes=list(plan.outcomes),
            themes=[themes[name] for name in plan.themes],
            by=by,
            now=now,
        )
        for plan in PLANS.values()
    }

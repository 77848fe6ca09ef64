"""The named cast: the same people in every test, so that a failure reads like a story.

Nadia is a nurse of the hospital trust, Samir a social worker of the council, Tom a teacher of Oak Primary and Stella a stranger.
Olive is the L&D officer, Oscar her deputy, Fiona and Felix do finance, Carol coordinates the trust, Trevor trains, Meera sits on
the committee, Adam administers.
"""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Agency, Board, Role
from bookings.models import Tariff, TariffRate
from lib.dates import local_day
from tests.makers import NOW, PASSWORD, make_agency, make_booking, make_event, make_person
from training.models import Course, LearningOutcome, Room, Theme, Trainer, Venue

__all__ = ["NOW", "PASSWORD", "make_agency", "make_booking", "make_event", "make_person"]


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def board(db):
    return Board.objects.create(
        pk=1,
        name="Barking Example Safeguarding Partnership",
        short_name="BESP",
        email="training@besp.example",
        address="Town Hall\nBarking",
        bank_name="Example Bank",
        bank_account_name="BESP",
        bank_sort_code="12-34-56",
        bank_account_number="12345678",
    )


@pytest.fixture
def trust(board):
    return make_agency("Riverside NHS Trust", "health", "riverside.nhs.example")


@pytest.fixture
def council(board):
    return make_agency(
        "Borough Children’s Services",
        "council",
        "borough.gov.example",
        contributes=True,
        settles_by=Agency.Settlement.JOURNAL,
        cost_centre="CS100",
    )


@pytest.fixture
def school(board):
    return make_agency("Oak Primary School", "school", "oak.sch.example")


@pytest.fixture
def nurse(trust):
    return make_person("Nadia", "Nurse", trust, "Health visitor")


@pytest.fixture
def second_nurse(trust):
    return make_person("Noor", "Nurse", trust, "School nurse")


@pytest.fixture
def social_worker(council):
    return make_person("Samir", "Shah", council, "Social worker")


@pytest.fixture
def teacher(school):
    return make_person("Tom", "Taylor", school, "Class teacher")


@pytest.fixture
def stranger(school):
    """Signed in, with an employment, and nothing to do with anybody else's rows."""
    return make_person("Stella", "Stranger", school, "Teaching assistant")


@pytest.fixture
def officer(council):
    return make_person("Olive", "Officer", council, "L&D officer", [Role.OFFICER])


@pytest.fixture
def second_officer(council):
    return make_person("Oscar", "Officer", council, "L&D officer", [Role.OFFICER])


@pytest.fixture
def finance_officer(council):
    return make_person("Fiona", "Finance", council, "Finance officer", [Role.FINANCE])


@pytest.fixture
def second_finance_officer(council):
    return make_person("Felix", "Finance", council, "Finance officer", [Role.FINANCE])


@pytest.fixture
def coordinator(trust):
    return make_person("Carol", "Coordinator", trust, "Training lead", [Role.COORDINATOR], trust)


@pytest.fixture
def trainer(council):
    person = make_person("Trevor", "Trainer", council, "Senior practitioner", [Role.TRAINER])
    Trainer.objects.create(person=person)
    return person


@pytest.fixture
def committee_member(council):
    return make_person("Meera", "Member", council, "Lead member", [Role.COMMITTEE])


@pytest.fixture
def administrator(council):
    return make_person("Adam", "Admin", council, "Systems", [Role.ADMIN])


@pytest.fixture
def theme(db):
    theme = Theme.objects.create(
        name="Serious case review: Child B", source=Theme.Source.CASE_REVIEW, year=2016
    )
    theme.lessons.create(position=1, text="Information must be shared early")
    return theme


@pytest.fixture
def course(theme):
    course = Course.objects.create(
        title="Working together to safeguard children",
        format="full_day",
        level="3",
        minutes=390,
        participatory_minutes=240,
        summary="How agencies act together.",
        validity_months=36,
    )
    course.themes.add(theme)
    for position, text in enumerate(["Recognise neglect", "Share information lawfully"], 1):
        LearningOutcome.objects.create(course=course, position=position, text=text)
    return course


@pytest.fixture
def room(db):
    venue = Venue.objects.create(name="Barking Learning Centre", address="2 Town Square\nBarking")
    return Room.objects.create(venue=venue, name="Conference room", capacity=40)


@pytest.fixture
def tariff(db):
    """£50 a full day, £25 a half day or briefing, 5 working days, the voluntary sector charged the same."""
    tariff = Tariff.objects.create(
        effective_from=local_day(NOW - timedelta(days=800)),
        notice=5,
        invoice_words="Charge for non-attendance",
        terms="If you do not come, or cancel with less than five working days’ notice, your agency is charged.",
    )
    for band, amount in [("full_day", 50), ("half_day", 25), ("briefing", 25)]:
        TariffRate.objects.create(
            tariff=tariff, band=band, no_show=Decimal(amount), late_cancellation=Decimal(amount)
        )
    return tariff


@pytest.fixture
def event(course, room, trainer, tariff):
    """Wednesday 1 July 2026, thirty days from NOW, 20 places, Trevor trains."""
    return make_event(course, room, trainers=[trainer])


@pytest.fixture
def past_event(course, room, trainer, tariff):
    """Held ten days before NOW; its register is still open."""
    return make_event(course, room, starts_at=NOW - timedelta(days=10), trainers=[trainer])


@pytest.fixture
def booking(event, nurse):
    """Nadia's confirmed booking."""
    return make_booking(event, nurse)


@pytest.fixture
def everybody(
    nurse, stranger, coordinator, trainer, officer, finance_officer, committee_member, administrator
):
    """One person per role, for access tests. `stranger` is the practitioner who owns nothing."""
    return SimpleNamespace(
        nurse=nurse,
        stranger=stranger,
        coordinator=coordinator,
        trainer=trainer,
        officer=officer,
        finance=finance_officer,
        committee=committee_member,
        administrator=administrator,
    )


@pytest.fixture
def signed_in():
    """`signed_in(person)` → a test client of their own, signed in."""

    def sign_in(person):
        own = Client()
        own.force_login(person)
        return own

    return sign_in

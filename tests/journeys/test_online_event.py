"""An online event is marked from the file of its meeting: two names are sorted out, and the whole session is marked with one press."""

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Attendance
from tests.bookings import online_files as files
from tests.bookings.online_files import minutes_of
from tests.cast import NOW, make_booking, make_event, make_person
from tests.journeys.looking import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def webinar(course, trainer, tariff, nurse, social_worker, teacher, trust):
    """Yesterday, online: Nadia, Samir and Tom are booked, and Noor too."""
    event = make_event(course, starts_at=NOW.replace(month=5, day=31), trainers=[trainer])
    for person in (nurse, social_worker, teacher, make_person("Noor", "Nurse", trust)):
        make_booking(event, person)
    return event


def report(event):
    session = event.sessions.get()
    told = [
        ("Nurse, Nadia", "nadia.nurse@example.org", [(-4, 100), (110, 420)]), ("samir shah (Guest)", "", [(27, 420)]),
        ("iPhone", "", [(0, 400)]), ("Wanda Walker", "wanda@oak.sch.example", [(3, 420)]), ("Trevor Trainer", "", [(-30, 425)]),
    ]  # fmt: skip
    return files.teams([(name, email, minutes_of(session, *spans)) for name, email, spans in told])


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_an_online_event_is_marked_from_its_file(
    device, webinar, school, trainer, sign_in, axe, shot, request
):
    page = request.getfixturevalue(device)
    sign_in(page, trainer)
    page.goto(reverse("bookings:register", args=[webinar.code]))
    page.get_by_role("button", name="Mark from an attendance file").click()
    axe(page)
    shot(page, f"online-{device}-1-choose")
    page.get_by_label("Attendance file").set_input_files(
        {
            "name": "Working together - Attendance report.csv",
            "mimeType": "text/csv",
            "buffer": report(webinar),
        }
    )
    page.get_by_role("button", name="Read this file").click()
    axe(page)
    shot(page, f"online-{device}-2-look")
    assert too_wide(page) == []
    page.get_by_role("button", name="Mark what is ticked").click()
    assert page.locator(".govuk-error-summary").is_visible()
    axe(page)
    shot(page, f"online-{device}-3-missing")
    phone, wanda = page.get_by_role("group", name="iPhone"), page.get_by_role("group", name="Wanda Walker")
    phone.get_by_label("Somebody on the register").check()
    phone.get_by_label("Person on the register").select_option(label="Tom Taylor, Oak Primary School")
    wanda.get_by_label("Somebody new").check()
    wanda.locator("summary").click()
    wanda.get_by_label("Agency").select_option(label="Oak Primary School")
    wanda.get_by_label("Post").fill("Class teacher")
    page.get_by_role("button", name="Mark what is ticked").click()
    assert page.get_by_text("5 people marked from the file, 1 of them without a booking.").is_visible()
    shot(page, f"online-{device}-4-register")
    marks = Attendance.objects.select_related("booking__person")
    told = {
        each.booking.person.first_name: (each.mark, each.minutes_late, each.minutes_early) for each in marks
    }
    present = {"Nadia": (0, 10), "Samir": (27, 0), "Tom": (0, 20), "Wanda": (3, 0)}
    assert told == {name: ("present", *minutes) for name, minutes in present.items()} | {
        "Noor": ("absent", 0, 0)
    }

"""The code on the wall and one's own code, in two real browsers: the projector or the trainer's phone, and the phone of who arrives."""

from datetime import timedelta
from urllib.parse import urlparse

import pytest
import time_machine
from playwright.sync_api import expect

from bookings.models import Attendance
from bookings.registers import own_codes, wall
from lib.qr import qr_code
from tests.journeys.looking import too_wide

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]


@pytest.fixture
def clock(booking):
    """The server's clock runs from five minutes before the start."""
    start = booking.event.sessions.get().starts_at - timedelta(minutes=5)
    with time_machine.travel(start, tick=True) as traveller:
        yield traveller


def path_on(page) -> str:
    """Where the code on the wall leads to, on this server; that the picture says the same is seen, too."""
    shown = page.locator("#wall")
    address = shown.get_attribute("data-address")
    assert shown.locator("img").get_attribute("src") == qr_code(address, border=4)
    return urlparse(address).path


def test_somebody_scans_the_wall_and_is_on_the_register(
    desk, phone, clock, nurse, booking, trainer, sign_in, axe, shot
):
    event = booking.event
    sign_in(desk, trainer)
    desk.goto(f"/registers/{event.code}/")
    desk.get_by_role("link", name="Show the check-in code on the wall").click()
    expect(desk.get_by_text("0 of 1 here")).to_be_visible()
    axe(desk), shot(desk, "check-in-wall-1280")
    phone.goto(path_on(desk))
    axe(phone), shot(phone, "check-in-who-390")
    assert not too_wide(phone)
    sign_in(phone, nurse)
    phone.goto(path_on(desk))
    axe(phone), shot(phone, "check-in-button-390")
    phone.get_by_role("button", name="I am here").click()
    expect(phone.get_by_role("heading", name="You are checked in since")).to_be_visible()
    axe(phone), shot(phone, "check-in-done-390")
    expect(desk.get_by_text("1 of 1 here")).to_be_visible(timeout=20_000)
    desk.goto(f"/registers/{event.code}/")
    expect(desk.locator("#count")).to_contain_text("1 of 1 present")
    assert Attendance.objects.get().how == "check_in"


def test_the_wall_changes_its_code_by_itself(desk, clock, booking, trainer, sign_in):
    sign_in(desk, trainer)
    session = booking.event.sessions.get()
    clock.move_to(session.starts_at + timedelta(seconds=27))
    desk.goto(f"/registers/{booking.event.code}/wall/")
    before = path_on(desk)
    expect(desk.locator("#wall")).not_to_have_attribute(
        "data-address", f"http://testserver{before}", timeout=8000
    )
    assert wall.read(path_on(desk).split("/")[2]).step == wall.read(before.split("/")[2]).step + 1


def test_the_wall_takes_an_old_code_down_when_there_is_no_signal(
    desk, clock, booking, trainer, sign_in, troubles
):
    sign_in(desk, trainer)
    clock.move_to(booking.event.sessions.get().starts_at + timedelta(seconds=27))
    desk.goto(f"/registers/{booking.event.code}/wall/")
    desk.context.set_offline(True)
    expect(desk.get_by_role("status")).to_have_text(
        "No connection. The code comes back by itself.", timeout=8000
    )
    expect(desk.locator("#wall img")).to_have_count(0)
    desk.context.set_offline(False)
    expect(desk.locator("#wall img")).to_have_count(1, timeout=8000)
    expect(desk.get_by_role("status")).to_have_text("")
    troubles.clear()


def test_a_trainer_scans_a_person_s_own_code(
    new_page, phone, clock, nurse, booking, trainer, sign_in, axe, shot
):
    sign_in(phone, nurse)
    phone.goto(f"/my-bookings/{booking.code}/")
    phone.get_by_role("link", name="Your own code for the door").click()
    axe(phone), shot(phone, "own-code-390")
    assert phone.locator("img").get_attribute("src") == qr_code(own_codes.address_of(booking), border=4)
    camera = new_page(390, 844, has_touch=True, is_mobile=True)
    sign_in(camera, trainer)
    camera.goto(urlparse(own_codes.address_of(booking)).path)
    axe(camera), shot(camera, "own-code-scanned-390")
    assert not too_wide(camera)
    camera.get_by_role("button", name="Mark present").click()
    expect(camera.get_by_role("heading", name="Marked present since")).to_be_visible()
    axe(camera), shot(camera, "own-code-marked-390")
    assert Attendance.objects.get().how == "scan"


def test_without_scripts_by_the_keyboard_with_ones_own_code(new_page, clock, booking):
    plain = new_page(320, 640, java_script_enabled=False)
    session = booking.event.sessions.get()
    plain.goto(f"/check-in/{wall.token_of(session, session.starts_at - timedelta(minutes=5))}/")
    plain.get_by_label("Your own code").focus()
    plain.keyboard.type(booking.code_in_fours.lower())
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("You are checked in.")).to_be_visible()
    assert Attendance.objects.get().minutes_late == 0

"""Every page of the site for every role in a real browser: nothing that a machine finds to stumble over, nothing that needs scrolling
sideways at 320 px, nothing that only a script does.

Each role opens every page that its doors let it see. Visitors, practitioners and trainers hold the smallest phone, the others sit at a
desk and have their window made as narrow. The pages of signing in are in test_pages_of_accounts.py, other states of a page in test_other_states.py.
"""

import pytest
import time_machine
from django.urls import reverse

from tests.cast import NOW
from tests.doors.examples import EVERYBODY
from tests.doors.test_access import IN, OURS, SEEN_BY, arguments_of, expected
from tests.doors.walk import passes
from tests.journeys.looking import opened
from tests.journeys.scene import play

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# A role with many pages walks in several tests, so that neither worker of script/test is busy with one for long.
PARTS = {
    "anonymous": 1, "newcomer": 1, "stranger": 1, "nurse": 1, "trainer": 1, "coordinator": 1, "officer": 3, "finance": 2,
    "committee": 1, "administrator": 2,
}  # fmt: skip
AT_A_DESK = {"coordinator", "officer", "finance", "committee", "administrator"}
# A page that everybody may open is looked at as a few of them; that the others get in is the access test's to say.
WHO_LOOKS = {
    "public": {"anonymous", "nurse", "officer"},
    "signed_link": {"anonymous", "nurse", "officer"},
    "signed_in": {"newcomer", "stranger", "nurse", "officer"},
    "practitioner": {"stranger", "nurse", "officer"},
}
# What an address gives instead of a page.
NO_PAGE = {
    "accounts:board_css": "a style sheet",
    "accounts:deputy_end": "answers a button only, and leads back to the agency",
    "bookings:calendar": "a calendar file",
    "bookings:feed": "a calendar file",
    "bookings:interest_end": "answers a button only, and leads back to one’s bookings",
    "bookings:learning_evidence": "the file that was handed in",
    "bookings:learning_withdraw": "answers a button only, and leads back to the entry",
    "bookings:manage_material": "the file that was handed in",
    "bookings:material": "the file that was handed in",
    "bookings:many_template": "a CSV file",
    "bookings:override_lift": "answers a button only, and leads back to the person",
    "bookings:register_changes": "what the register’s page asks for by itself",
    "bookings:register_worker": "a script",
    "bookings:programme_feed": "a calendar file",
    "bookings:programme_pdf": "a PDF",
    "bookings:sign_in_sheet": "a PDF",
    "bookings:charges_decide": "leads back without ticked charges; with them it is a page of test_other_states.py",
    "bookings:keys_undo": "answers a button only, and leads back to the sheet",
    "bookings:make_up_add": "answers a button only, and leads back to the register",
    "bookings:make_up_cancel": "answers a button only, and leads back to the register or the booking",
    "bookings:make_up_mark": "answers a button only, and leads back to the register",
    "bookings:mark": "answers a button only, and leads back to the register",
    "bookings:mark_all": "answers a button only, and leads back to the register",
    "bookings:online_change": "answers a button only, and leads back to the file",
    "bookings:online_discard": "answers a button only, and leads back to the files",
    "certificates:download": "a PDF",
    "certificates:pdf": "a PDF",
    "correspondence:calendar": "a calendar file",
    "correspondence:retry": "answers a button only, and leads back to the message",
    "finance:credit_note_file": "a PDF",
    "finance:credit_note_pdf": "a PDF",
    "finance:invoice_file": "a PDF",
    "finance:invoice_pdf": "a PDF",
    "finance:journal_csv": "a CSV file",
    "finance:statement_pdf": "a PDF",
    "imports:rows": "a CSV file",
    "imports:template": "a workbook or a CSV file",
    "reports:this_year": "leads to reports:year",
    "training:absence_remove": "answers a button only, and leads back to the trainer",
    "training:invitation_note": "answers a button only, and leads back to the list",
    "training:invitation_withdraw": "answers a button only, and leads back to the event",
    "training:material_file": "the file that was handed in",
    "training:material_up": "answers a button only, and leads back to the list",
    "training:own": "leads to training:availability, or to the list of trainers",
    "training:question_end": "answers a button only, and leads back to the questions",
    "training:weekdays": "answers a button only, and leads back to the trainer",
}
LED_ELSEWHERE = {
    ("trainer", "bookings:own_code"): "marks people at the door, and is led to bookings:arrive",
    ("officer", "bookings:own_code"): "marks people at the door, and is led to bookings:arrive",
    ("coordinator", "bookings:book_many"): "coordinates one agency, and is led to bookings:book_many_for",
    ("nurse", "bookings:book"): "she has a place already, and is led to her booking",
    ("newcomer", "reports:home"): "is asked for the agency first, on accounts:profile",
}


@pytest.fixture(autouse=True)
def in_june():
    """The clock stands where the cast lives: the event is ahead, the past one waits for its register."""
    with time_machine.travel(NOW, tick=True):
        yield


def is_seen_by(role: str, name: str, person) -> bool:
    if name in NO_PAGE or (role, name) in LED_ELSEWHERE or role not in WHO_LOOKS.get(OURS[name].door, {role}):
        return False
    if role == "newcomer":
        return passes(OURS[name].door, person) and OURS[name].door != "practitioner" and name not in SEEN_BY
    return expected(OURS[name], role, person) == IN


@pytest.mark.parametrize(
    ("role", "part"), [(role, part) for role, parts in PARTS.items() for part in range(parts)]
)
def test_nothing_stands_in_the_way_of(role, part, cast, newcomer, sign_in, request):
    person = (cast.people | {"newcomer": newcomer}).get(role)
    urls = {name: reverse(name, kwargs=arguments_of(address, cast)) for name, address in sorted(OURS.items())}
    play(cast)
    page = request.getfixturevalue("desk" if role in AT_A_DESK else "smallest_phone")
    if person:
        sign_in(page, person)
    seen = [urls[name] for name in urls if is_seen_by(role, name, person)]
    faults = [fault for url in seen[part :: PARTS[role]] for fault in opened(page, url)]
    assert seen
    assert not faults, "\n".join(faults)


def test_every_role_walks():
    assert set(PARTS) == EVERYBODY | {"anonymous", "newcomer"}


@pytest.mark.parametrize("name", NO_PAGE)
def test_what_is_left_out_is_no_page(name, cast, signed_in):
    role = next(role for role, person in cast.people.items() if expected(OURS[name], role, person) == IN)
    response = signed_in(cast.people[role]).get(reverse(name, kwargs=arguments_of(OURS[name], cast)))
    assert response.status_code != 200 or not response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("role", "name"), LED_ELSEWHERE)
def test_who_is_led_elsewhere(role, name, cast, newcomer, signed_in):
    person = (cast.people | {"newcomer": newcomer})[role]
    response = signed_in(person).get(reverse(name, kwargs=arguments_of(OURS[name], cast)))
    assert response.status_code == 302

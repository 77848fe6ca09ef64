"""The same form arrives several times at the same moment: in two processes of the server, no press waits for the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.bad_input.everything import everything
from tests.bad_input.sitting import Opened, Sitting, browser_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PRESSES = 4
MAKES_A_THING = [
    "accounts:agency_new", "accounts:deputies", "accounts:person_new", "bookings:absence_lift", "bookings:away (name)",
    "bookings:book", "bookings:book_many_for (confirm)", "bookings:charge_answer", "bookings:hold", "bookings:learning_new",
    "bookings:tariff_new", "bookings:walk_in (new person)", "finance:budget_new (record)", "finance:payment_new (record)",
    "reports:colleague_new", "training:availability", "training:course_materials", "training:course_new",
    "training:equipment_new", "training:event_again", "training:event_materials", "training:event_new",
    "training:event_repeat", "training:group_new", "training:holiday_new", "training:invite", "training:material_up", "training:member_add",
    "training:questions", "training:substitute", "training:theme_new", "training:trainer_new", "training:venue_new",
]  # fmt: skip


def rows() -> dict[str, int]:
    return {table: len(those) for table, those in everything().items()}


def after_one_press(opened: Opened) -> dict[str, int]:
    """How many rows there are then; it is undone."""
    with transaction.atomic():
        opened.send()
        made = rows()
        transaction.set_rollback(True)
    return made


def press_all_at_once(opened: Opened, cast) -> list[int]:
    start, data = Barrier(PRESSES), opened.encoded(opened.sent())
    browsers = [browser_of(cast, opened.sitting.post.by) for _ in range(PRESSES)]

    def press(browser) -> int:
        start.wait()
        try:
            return browser.post(opened.target, **data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        return list(pool.map(press, browsers))


@pytest.mark.parametrize("name", MAKES_A_THING)
def test_a_form_that_arrives_several_times_at_once_is_taken_once(name, cast):
    opened = Sitting(name, cast).open()
    before, once = rows(), after_one_press(opened)
    assert once != before
    statuses = press_all_at_once(opened, cast)
    assert set(statuses) <= {200, 302}
    assert rows() == once

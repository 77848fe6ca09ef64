"""A coordinator names who is asked while they are away."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.deputies import end_deputy, name_deputy, of_coordinator, of_manager
from accounts.models import Deputy
from lib.errors import Refused, TooLate

DAY = timedelta(days=1)
URL = "/deputies/"


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def named(coordinator, now, first=0, last=7, **facts):
    today = now.date()
    facts = {"name": "Dan Deputy", "email": "Dan@example.org"} | facts
    return name_deputy(
        of_coordinator(coordinator),
        from_on=today + first * DAY,
        to_on=today + last * DAY,
        by=coordinator,
        now=now,
        **facts,
    )


def test_a_coordinator_names_one_on_their_page(coordinator, signed_in, entries):
    facts = {"name": "Dan Deputy", "email": "dan@example.org", "from_on": "2026-06-01", "to_on": "2026-06-14"}
    page = signed_in(coordinator).post(URL, facts, follow=True).content.decode()
    assert "Dan Deputy is asked as well while you are away" in page
    assert "1 June 2026 to 14 June 2026" in page
    assert entries()[0][0] == "deputy.named"


def test_bad_days_are_told_and_what_was_typed_stays(coordinator, signed_in):
    facts = {"name": "Dan Deputy", "email": "dan@example.org", "from_on": "2026-06-14", "to_on": "2026-06-01"}
    page = signed_in(coordinator).post(URL, facts).content.decode()
    assert "The last day must not be before the first day" in page
    assert "Dan Deputy" in page


def test_the_first_and_the_last_day_count(coordinator, now):
    named(coordinator, now, first=1, last=3)
    in_force = [Deputy.objects.in_force(now.date() + n * DAY).exists() for n in range(5)]
    assert in_force == [False, True, True, True, False]


@pytest.mark.parametrize(("facts", "sentence"), [
    ({"email": "Carol.Coordinator@example.org"}, "your own deputy"),
    ({"first": -5, "last": -1}, "today or later"),
    ({"last": 400}, "a year at most"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(coordinator, now, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        named(coordinator, now, **facts)


def test_an_ended_deputy_is_not_asked(coordinator, now, signed_in):
    deputy = named(coordinator, now)
    signed_in(coordinator).post(reverse("accounts:deputy_end", args=[deputy.code]))
    assert not Deputy.objects.in_force(now.date()).exists()
    with pytest.raises(TooLate):
        end_deputy(deputy, by=coordinator, now=now)


def test_a_manager_is_known_by_their_address_however_it_is_written(db, now):
    facts = {"name": "Dan", "email": "dan@example.org", "from_on": now.date(), "to_on": now.date()}
    name_deputy(of_manager("Mary.Manager@example.org", ""), **facts, by=None, now=now)
    assert (
        Deputy.objects.of_manager("mary.MANAGER@example.org").get().principal_name
        == "mary.manager@example.org"
    )


def test_the_same_deputy_is_not_named_twice_for_the_same_days(coordinator, now):
    first = named(coordinator, now, first=0, last=7)
    with pytest.raises(Refused, match="Dan Deputy is your deputy from 1 June 2026 to 8 June 2026 already"):
        named(coordinator, now, first=7, last=9)
    named(coordinator, now, first=8, last=9)
    end_deputy(first, by=coordinator, now=now)
    named(coordinator, now, first=0, last=7)
    assert Deputy.objects.filter(ended_at=None).count() == 2


def test_a_form_sent_again_names_nobody_again(coordinator, signed_in):
    facts = {"name": "Dan Deputy", "email": "dan@example.org", "from_on": "2026-06-01", "to_on": "2026-06-14"}
    client = signed_in(coordinator)
    sent = facts | {"code": client.get(URL).context["form"]["code"].value()}
    client.post(URL, sent)
    assert "Dan Deputy is named already." in client.post(URL, sent, follow=True).content.decode()
    assert Deputy.objects.count() == 1

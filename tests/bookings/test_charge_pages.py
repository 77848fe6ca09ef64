"""The officer's queue, the decision pages and the link to give a reason."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bookings import charging
from bookings.models import Charge
from tests.cast import NOW, make_booking, make_event


def propose(event, person, days_ago):
    now = timezone.now() - timedelta(days=days_ago)
    return charging.propose_no_show(
        [(make_booking(event, person), [event.starts_at.date()])], by=None, now=now
    )[0]


@pytest.fixture
def overdue(past_event, nurse):
    return propose(past_event, nurse, 30)


@pytest.fixture
def awaited(past_event, teacher):
    return propose(past_event, teacher, 1)


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def queue(client, **query):
    return client.get(reverse("bookings:charges"), query).content.decode()


def test_the_queue_parts_what_is_to_decide_from_what_is_awaited(client, overdue, awaited):
    assert "Nadia Nurse" in queue(client)
    assert "Tom Taylor" not in queue(client)
    assert "Tom Taylor" in queue(client, tab="waiting")


def test_an_answer_brings_a_charge_into_the_queue_behind_those_without(client, overdue, awaited):
    charging.answer(awaited, reason="sickness", now=timezone.now())
    page = queue(client)
    assert page.index("Nadia Nurse") < page.index("Tom Taylor")
    assert "Sickness" in page


def test_filters(client, overdue, school, past_event):
    assert "Nadia Nurse" in queue(client, q="nadia working")
    assert "No charge matches" in queue(client, q="nobody")
    assert "No charge matches" in queue(client, agency=school.pk)
    assert "Nadia Nurse" in queue(client, event=past_event.code)
    assert "Nadia Nurse" in queue(
        client, agency="nonsense", state="nonsense", sort="nonsense", tab="nonsense"
    )


def test_many_are_confirmed_after_a_page_that_asks(client, overdue, awaited):
    url, chosen = reverse("bookings:charges_decide"), [overdue.code, awaited.code]
    page = client.get(url, {"deed": "confirm", "charge": chosen}).content.decode()
    assert "Confirm 2 charges, £100.00" in page
    assert "not over yet" in page
    assert Charge.objects.proposed().count() == 2
    client.post(url, {"deed": "confirm", "charge": chosen})
    assert Charge.objects.ready_to_invoice().count() == 2


def test_waiving_many_needs_a_reason(client, overdue):
    url = reverse("bookings:charges_decide")
    assert (
        "Enter why it is waived"
        in client.post(url, {"deed": "waive", "charge": overdue.code}).content.decode()
    )
    client.post(url, {"deed": "waive", "charge": overdue.code, "reason": "Snow"})
    assert Charge.objects.get().waiver_reason == "Snow"


def test_choosing_nothing_says_so(client, overdue):
    page = client.get(reverse("bookings:charges_decide"), {"deed": "confirm"}, follow=True).content.decode()
    assert "Choose at least one charge" in page


def test_without_a_deed_nothing_is_decided(client, overdue):
    client.post(reverse("bookings:charges_decide"), {"charge": overdue.code})
    assert Charge.objects.proposed().count() == 1


def test_one_is_confirmed_and_a_stale_second_press_says_so(client, overdue):
    url = reverse("bookings:charge_confirm", args=[overdue.code])
    assert "Confirm 1 charge, £50.00" in client.get(url).content.decode()
    client.post(url)
    page = client.post(url, follow=True).content.decode()
    assert "decided this charge already" in page


def test_one_is_waived_with_a_reason(client, overdue):
    url = reverse("bookings:charge_waive", args=[overdue.code])
    assert "Enter why it is waived" in client.post(url, {"reason": ""}).content.decode()
    page = client.post(url, {"reason": "Sent home by the trainer"}, follow=True).content.decode()
    assert "is waived" in page
    assert "Sent home by the trainer" in page


def test_the_officer_sees_no_buttons_for_their_own(past_event, officer, client):
    charge = propose(past_event, officer, 1)
    page = client.get(reverse("bookings:charge", args=[charge.code])).content.decode()
    assert "another officer decides it" in page
    assert "Confirm the charge" not in page
    page = client.post(reverse("bookings:charge_confirm", args=[charge.code]), follow=True).content.decode()
    assert "cannot decide a charge for your own absence" in page


def test_finance_sees_it_once_confirmed_without_the_reason(overdue, officer, finance_officer, signed_in):
    charging.answer(overdue, reason="bereavement", now=timezone.now())
    finance, url = signed_in(finance_officer), reverse("bookings:charge", args=[overdue.code])
    assert finance.get(url).status_code == 404
    charging.confirm(overdue, by=officer, now=timezone.now())
    page = finance.get(url).content.decode()
    assert "Confirmed" in page
    assert "Bereavement" not in page


def test_a_reason_is_given_by_link_without_signing_in(overdue):
    url = reverse("bookings:charge_answer", args=[overdue.token])
    visitor = Client()
    assert "£50.00" in visitor.get(url).content.decode()
    page = visitor.post(url, {"reason": "sickness", "text": "Flu"}, follow=True).content.decode()
    assert "Thank you" in page
    assert "Flu" not in page
    overdue.refresh_from_db()
    assert (overdue.answer_reason, overdue.answer_text) == ("sickness", "Flu")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Choose a reason"),
        ({"reason": "dog"}, "from the list"),
        ({"reason": "other", "text": "x" * 1001}, "1000 characters"),
    ],
)
def test_a_bad_answer_gets_a_sentence(overdue, facts, sentence):
    page = Client().post(reverse("bookings:charge_answer", args=[overdue.token]), facts).content.decode()
    assert sentence in page


def test_a_link_that_was_tampered_with_opens_nothing(overdue, awaited):
    forged = awaited.code + overdue.token[len(overdue.code) :]
    for token in (forged, "nonsense", overdue.code):
        assert Client().get(reverse("bookings:charge_answer", args=[token])).status_code == 404


def test_after_the_decision_the_link_says_so(overdue, officer):
    charging.waive(overdue, by=officer, reason="Snow", now=timezone.now())
    url = reverse("bookings:charge_answer", args=[overdue.token])
    page = Client().post(url, {"reason": "sickness"}, follow=True).content.decode()
    assert "decided already" in page
    assert "Nothing is due" in page


def test_the_link_opens_for_the_other_days_when_its_own_is_decided(course, room, tariff, nurse, officer):
    event = make_event(course, room, starts_at=NOW - timedelta(days=9), days=2)
    days = [session.starts_at.date() for session in event.sessions.all()]
    first, second = charging.propose_no_show([(make_booking(event, nurse), days)], by=None, now=NOW)
    charging.confirm(first, by=officer, now=NOW)
    Client().post(reverse("bookings:charge_answer", args=[first.token]), {"reason": "court"})
    second.refresh_from_db()
    assert second.answer_reason == "court"


def test_a_page_behind_a_link_is_not_kept_by_the_browser(overdue):
    page = Client().get(reverse("bookings:charge_answer", args=[overdue.token]))
    assert "no-store" in page["Cache-Control"]


def test_a_missing_reason_is_summed_up_once(awaited):
    page = Client().post(reverse("bookings:charge_answer", args=[awaited.token])).content.decode()
    assert page.count("There is a problem") == 1

"""Tariffs follow each other; what may have priced a booking stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import tariffs
from bookings.models import Tariff
from lib.dates import local_day
from lib.errors import Refused
from tests.cast import make_booking

RATES = {"full_day": (Decimal("60.00"), Decimal("30.00"))}


def facts(day):
    return {
        "effective_from": day,
        "notice": 10,
        "notice_unit": "calendar",
        "invoice_words": "Charge",
        "terms": "Come",
    }


def test_a_new_installation_has_the_shipped_tariff(db):
    shipped = Tariff.objects.get()
    assert (shipped.notice, shipped.notice_unit, shipped.vat) == (5, "working", "outside")
    for band, amount in [("full_day", 50), ("half_day", 25), ("briefing", 25)]:
        assert shipped.no_show(band, "voluntary") == shipped.late_cancellation(band, "voluntary") == amount


def test_a_tariff_starts_today_or_later(tariff, officer, now):
    today = local_day(now)
    with pytest.raises(Refused, match="today or later"):
        tariffs.new_tariff(facts(today - timedelta(days=1)), rates=RATES, by=officer, now=now)
    made = tariffs.new_tariff(facts(today), rates=RATES, by=officer, now=now)
    assert Tariff.objects.in_force(today).first() == made


def test_two_tariffs_never_start_on_one_day(tariff, officer, now):
    today = local_day(now)
    tariffs.new_tariff(facts(today), rates=RATES, by=officer, now=now)
    with pytest.raises(Refused, match="already a tariff"):
        tariffs.new_tariff(facts(today), rates=RATES, by=officer, now=now)


def test_exempt_sectors_pay_nothing(officer, now):
    day = local_day(now)
    made = tariffs.new_tariff(facts(day), rates=RATES, exempt_sectors=["voluntary"], by=officer, now=now)
    assert made.no_show("full_day", "voluntary") == 0
    assert made.no_show("full_day", "health") == 60
    assert made.late_cancellation("full_day", "health") == 30


def test_only_what_has_not_begun_is_deleted(tariff, officer, now):
    coming = tariffs.new_tariff(facts(local_day(now) + timedelta(days=1)), rates=RATES, by=officer, now=now)
    tariffs.delete(coming, by=officer, now=now)
    assert not Tariff.objects.filter(pk=coming.pk).exists()
    with pytest.raises(Refused, match="in force or has been"):
        tariffs.delete(tariff, by=officer, now=now)


def test_a_tariff_that_begins_today_stays(officer, now):
    made = tariffs.new_tariff(facts(local_day(now)), rates=RATES, by=officer, now=now)
    with pytest.raises(Refused):
        tariffs.delete(made, by=officer, now=now)


def test_a_tariff_in_use_stays(event, nurse, officer, now):
    coming = tariffs.new_tariff(facts(local_day(now) + timedelta(days=9)), rates=RATES, by=officer, now=now)
    make_booking(event, nurse, tariff=coming)
    with pytest.raises(Refused):
        tariffs.delete(coming, by=officer, now=now)


def form(day, **changed):
    amounts = {
        f"{kind}_{band}": "40"
        for kind in ("no_show", "late")
        for band in ("full_day", "half_day", "briefing")
    }
    return {**facts(day.isoformat()), "vat": "outside", **amounts, **changed}


def test_the_officer_adds_one_on_screen(officer, signed_in):
    tomorrow = local_day(timezone.now()) + timedelta(days=1)
    client, url = signed_in(officer), reverse("bookings:tariff_new")
    page = client.post(url, form(tomorrow, exempt_sectors=["fire"]), follow=True).content.decode()
    assert "Coming" in page
    assert "Fire" in page
    assert "£40.00 a day for not coming" in page
    made = Tariff.objects.get(effective_from=tomorrow)
    client.post(reverse("bookings:tariff_delete", args=[made.code]))
    assert not Tariff.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"effective_from": "2019-01-01"}, "today or later"),
        ({"effective_from": "someday"}, "real date"),
        ({"no_show_full_day": "-1"}, "must be £0 or more"),
        ({"no_show_full_day": "lots"}, "amount in pounds"),
        ({"notice": "91"}, "90 or less"),
        ({"terms": ""}, "Enter"),
        ({"exempt_sectors": ["martians"]}, "from the list"),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(officer, signed_in, changed, sentence):
    tomorrow = local_day(timezone.now()) + timedelta(days=1)
    page = signed_in(officer).post(reverse("bookings:tariff_new"), form(tomorrow, **changed)).content.decode()
    assert sentence in page
    assert 'value="Charge"' in page
    assert Tariff.objects.count() == 1

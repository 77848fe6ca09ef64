"""A page of something that was deleted since says so; a page of something that never was is not there."""

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.gone import row_or_gone
from bookings import tariffs
from bookings.models import Tariff
from tests.doors.examples_bookings_staff import coming_tariff


@pytest.fixture
def gone(tariff, officer, now, everybody):
    made = coming_tariff(everybody)
    tariffs.delete(made, by=officer, now=now)
    return made.code


def test_what_is_there_is_found(tariff):
    assert row_or_gone(Tariff.objects, tariff.code) == tariff


def test_what_was_deleted_is_gone(gone):
    assert row_or_gone(Tariff.objects, gone) is None


@pytest.mark.parametrize("code", ["BCDFGHJKMNPQ", "a\0b", ""])
def test_what_never_was_is_not_there(tariff, code):
    with pytest.raises(Http404):
        row_or_gone(Tariff.objects, code)


def test_what_one_may_not_see_is_not_gone(tariff, officer, now, everybody):
    made = coming_tariff(everybody)
    with pytest.raises(Http404):
        row_or_gone(Tariff.objects.exclude(pk=made.pk), made.code)


def test_its_page_says_so(gone, officer, signed_in):
    page = signed_in(officer).post(reverse("bookings:tariff_delete", args=[gone]), follow=True)
    assert "This tariff has been deleted already." in page.content.decode()

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

KEYS = {
    "places", "booked", "attended", "walk_ins", "fill", "show_up", "use", "charges_raised", "charges_waived",
    "charges_received", "contributions", "council_share", "brought_forward", "expenditure", "total_income_as_reported",
}  # fmt: skip


def printed(*args) -> str:
    out = StringIO()
    call_command("year", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_year_prints_as_json_with_every_figure():
    assert set(json.loads(printed("2015-16", "--json"))) >= KEYS


@pytest.mark.django_db
def test_amounts_keep_their_pence():
    assert '"charges_received": 0.00' in printed("2015-16", "--json")


@pytest.mark.django_db
def test_without_json_it_prints_a_line_for_each_figure():
    assert "charges received            0.00" in printed("2015-16")


def test_a_year_that_is_none_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="Write it as 2015-16"):
        printed("2015")

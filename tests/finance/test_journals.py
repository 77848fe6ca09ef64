import csv
import io

import pytest

from accounts.models import Agency
from bookings.models import Charge
from finance import journals
from finance.models import Journal, LedgerEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_person
from tests.finance.rows import TODAY, charge_for

pytestmark = pytest.mark.django_db


def issue(by, **facts):
    return journals.issue_journal(**{"up_to": TODAY, "by": by, "now": NOW} | facts)


def test_a_journal_settles_its_charges_at_once(council_charge, charge, income_code, finance_officer):
    journal = issue(finance_officer)
    council_charge.refresh_from_db()
    charge.refresh_from_db()
    assert (council_charge.state, charge.state) == ("settled", "confirmed")
    assert (journal.count, journal.total, journal.number) == (1, 50, 1)


def test_a_journal_is_posted_as_internal_recharge(council_charge, income_code, council, finance_officer):
    journal = issue(finance_officer)
    entry = LedgerEntry.objects.get(cause_code=journal.code)
    assert (entry.debit, entry.credit, entry.agency) == (
        "internal_recharge",
        "non_attendance_income",
        council,
    )


def test_the_file_has_both_sides_a_count_and_a_control_total(council_charge, income_code, finance_officer):
    text = journals.table(issue(finance_officer)).as_csv().decode("utf-8-sig")
    heading, debit, credit, control = list(csv.reader(io.StringIO(text)))
    assert heading[3:7] == ["Account", "Department", "Debit", "Credit"]
    assert (debit[3], debit[5], debit[6]) == ("CS100", "50.00", "")
    assert (credit[3], credit[5], credit[6]) == ("LSCB900", "", "50.00")
    assert (control[2], control[5], control[6]) == ("1", "50.00", "50.00")


def test_a_name_that_looks_like_a_formula_is_harmless(
    council, past_event, officer, income_code, finance_officer
):
    person = make_person("=HYPERLINK(1)", "Shah", council)
    charge_for(person, past_event, officer)
    assert "\n=" not in journals.table(issue(finance_officer)).as_csv().decode("utf-8-sig")


def test_a_journal_needs_the_income_code(council_charge, finance_officer):
    with pytest.raises(Refused, match="income code"):
        issue(finance_officer)


def test_whoever_confirmed_may_not_issue(council_charge, income_code, officer):
    with pytest.raises(Refused, match="You confirmed 1 of these charges yourself"):
        issue(officer)


def test_a_department_without_a_cost_centre_waits(council_charge, council, income_code, finance_officer):
    Agency.objects.filter(pk=council.pk).update(cost_centre="")
    assert journals.preview(TODAY)[0].missing == ["The cost centre is missing."]
    with pytest.raises(TooLate, match="nothing left"):
        issue(finance_officer)


def test_nothing_is_in_two_journals(council_charge, income_code, finance_officer):
    issue(finance_officer)
    with pytest.raises(TooLate):
        issue(finance_officer)
    assert Journal.objects.count() == 1


def test_a_list_that_changed_is_not_issued(council_charge, income_code, finance_officer):
    with pytest.raises(TooLate, match="changed while you were looking"):
        issue(finance_officer, expected="something else")
    assert Charge.objects.get().state == "confirmed"


def test_journals_have_numbers_of_their_own(invoice, council_charge, income_code, finance_officer):
    assert issue(finance_officer).reference == "JNL000001"

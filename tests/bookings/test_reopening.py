"""Reopening, correcting and overriding: what follows is put right once, however often."""

from datetime import timedelta

import pytest

from accounts.models import TrailEntry
from bookings import absences, charging, registers
from bookings.invariants import breaches
from bookings.models import Attendance, Charge, Override
from bookings.registers import correcting
from correspondence.models import Message
from lib.errors import Refused, TooLate
from reports import queries
from tests.cast import make_booking


@pytest.fixture
def session(past_event):
    return past_event.sessions.get()


@pytest.fixture
def came(past_event, session, nurse, trainer, now):
    booking = make_booking(past_event, nurse)
    registers.mark(booking, session, "present", by=trainer, now=now)
    return booking


@pytest.fixture
def absent(past_event, came, session, teacher, trainer, now):
    """Tom did not come, and the register is closed."""
    booking = make_booking(past_event, teacher)
    registers.mark(booking, session, "absent", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    return booking


@pytest.fixture
def later(now):
    return now + timedelta(hours=1)


def reopen(event, officer, now):
    registers.reopen(event, reason="Tom sat in the back", by=officer, now=now)


def states():
    return list(Charge.objects.order_by("pk").values_list("state", flat=True))


def told(kind):
    return Message.objects.filter(kind=f"bookings.charge_{kind}").count()


def collected(officer, now, state="invoiced"):
    charging.confirm(Charge.objects.get(), by=officer, now=now)
    Charge.objects.update(state=state)


def test_reopening_takes_outcomes_back_and_keeps_charges(absent, past_event, officer, later):
    reopen(past_event, officer, later)
    absent.refresh_from_db()
    assert (past_event.register_closed_at, past_event.register_reopened_at) == (None, later)
    absent.refresh_from_db()
    assert (absent.outcome, absent.earns_certificate, states()) == ("", False, ["proposed"])
    assert TrailEntry.objects.filter(deed="register.reopened").count() == 1
    assert not list(breaches())


def test_only_officers_reopen_and_only_for_a_reason(absent, past_event, trainer, officer, later):
    with pytest.raises(Refused, match="Only the training team"):
        reopen(past_event, trainer, later)
    with pytest.raises(Refused, match="Enter why"):
        registers.reopen(past_event, reason=" ", by=officer, now=later)
    past_event.refresh_from_db()
    assert past_event.is_closed


def test_what_is_open_or_imported_is_not_reopened(absent, past_event, officer, later):
    reopen(past_event, officer, later)
    with pytest.raises(TooLate, match="not closed"):
        reopen(past_event, officer, later)
    type(past_event).objects.update(imported_at=later)
    with pytest.raises(Refused, match="before Muster"):
        reopen(past_event, officer, later)


def test_closing_again_without_a_change_tells_nobody_twice(absent, past_event, officer, later):
    before = Message.objects.count()
    for _ in range(3):
        reopen(past_event, officer, later)
        registers.close(past_event, by=officer, now=later)
    assert states() == ["proposed"]
    assert Message.objects.count() == before
    assert past_event.register_reopened_at is None
    assert not list(breaches())


def test_a_charge_whose_cause_has_gone_is_withdrawn_and_people_are_told(
    absent, past_event, session, officer, later
):
    reopen(past_event, officer, later)
    registers.mark(absent, session, "present", by=officer, now=later)
    registers.close(past_event, by=officer, now=later)
    assert (states(), Charge.objects.get().void_since) == (["withdrawn"], later)
    assert told("withdrawn") == told("proposed") == 2
    assert not list(breaches())


def test_while_it_is_open_a_charge_is_neither_decided_nor_collected(absent, past_event, officer, now, later):
    charge = Charge.objects.get()
    reopen(past_event, officer, later)
    with pytest.raises(Refused, match="open again"):
        charging.confirm(charge, by=officer, now=later)
    registers.close(past_event, by=officer, now=later)
    charging.confirm(charge, by=officer, now=later)
    assert Charge.objects.ready_to_invoice().count() == 1
    reopen(past_event, officer, later)
    assert Charge.objects.ready_to_invoice().count() == 0


@pytest.mark.parametrize("state", ["invoiced", "settled"])
def test_what_was_collected_is_to_be_credited_and_stands_again(absent, session, officer, now, later, state):
    collected(officer, now, state)
    who = {"reason": "Wrong row", "by": officer, "now": later}
    registers.correct(absent, session, "present", **who)
    assert Charge.objects.to_credit().count() == 1
    settled = registers.correct(absent, session, "absent", **who)
    assert len(settled.change.restored) == 1
    assert (states(), Charge.objects.to_credit().count()) == ([state], 0)
    assert told("withdrawn") == 2
    assert not list(breaches())


def test_what_was_credited_is_charged_anew(absent, session, officer, now, later):
    collected(officer, now)
    who = {"reason": "Wrong row", "by": officer, "now": later}
    registers.correct(absent, session, "present", **who)
    Charge.objects.update(state="credited")
    registers.correct(absent, session, "absent", **who)
    assert states() == ["credited", "proposed"]
    assert not list(breaches())


def test_what_was_waived_stays_waived(absent, session, officer, now, later):
    charging.waive(Charge.objects.get(), reason="Court", by=officer, now=now)
    for mark in ["present", "absent", "present"]:
        registers.correct(absent, session, mark, reason="Wrong row", by=officer, now=later)
        assert states() == ["waived"]
        assert not list(breaches())
    assert told("withdrawn") == 0


def test_a_correction_changes_one_person_only(absent, came, session, officer, later):
    registers.correct(came, session, "absent", reason="Wrong row", by=officer, now=later)
    came.refresh_from_db()
    assert (came.outcome, came.earns_certificate) == ("no_show", False)
    assert states() == ["proposed", "proposed"]
    assert not list(breaches())


def test_the_same_mark_again_changes_no_charge(absent, session, officer, later):
    before = Message.objects.count()
    with pytest.raises(Refused, match="says so already"):
        registers.correct(absent, session, "absent", reason="Wrong row", by=officer, now=later)
    assert (states(), Message.objects.count()) == (["proposed"], before)
    assert not TrailEntry.objects.filter(deed="register.corrected").exists()


def test_a_decision_made_twice_is_made_once(absent, officer, second_officer, later):
    facts = {"outcome": "attended", "reason": "Sat in the back", "now": later}
    registers.override(absent, **facts, by=officer)
    with pytest.raises(TooLate, match="decided already"):
        registers.override(absent, **facts, by=second_officer)
    assert Override.objects.get().decided_by == officer


def test_nobody_lifts_a_decision_that_they_have_not_read(absent, officer, second_officer, later):
    registers.override(absent, outcome="partly", reason="Left at noon", by=officer, now=later)
    seen = correcting.seen_of(absent.override)
    registers.override(absent, outcome="attended", reason="Sat in the back", by=second_officer, now=later)
    with pytest.raises(TooLate, match="decided otherwise while"):
        registers.lift_override(absent, seen=seen, by=officer, now=later)
    assert Override.objects.get().outcome == "attended"


def test_what_is_withdrawn_does_not_keep_a_waived_absence_counting(absent, session, officer, now, later):
    for mark in ["present", "absent"]:
        registers.correct(absent, session, mark, reason="Wrong row", by=officer, now=later)
    charging.waive(Charge.objects.proposed().get(), reason="Court", by=officer, now=later)
    assert not absences.missed(now).exists()


def test_what_is_withdrawn_was_never_raised(absent, session, officer, later):
    year = Charge.objects.get().year
    assert queries.charges(year).raised == 50
    registers.correct(absent, session, "present", reason="Wrong row", by=officer, now=later)
    assert (queries.charges(year).raised, queries.charges_by_agency(year)) == (0, [])


def test_who_may_not_correct(absent, past_event, session, trainer, officer, later):
    for who, reason in [(trainer, "Wrong row"), (officer, "")]:
        with pytest.raises(Refused):
            registers.correct(absent, session, "present", reason=reason, by=who, now=later)
    reopen(past_event, officer, later)
    with pytest.raises(TooLate, match="not closed"):
        registers.correct(absent, session, "present", reason="Wrong row", by=officer, now=later)
    assert Attendance.objects.get(booking=absent).mark == "absent"


def test_an_override_on_a_closed_register_holds_at_once_and_can_be_removed(absent, officer, later):
    who = {"by": officer, "now": later}
    registers.override(absent, outcome="attended", reason="Sat in the back", **who)
    absent.refresh_from_db()
    assert (absent.outcome, absent.earns_certificate, states()) == ("attended", True, ["withdrawn"])
    assert not list(breaches())
    registers.lift_override(absent, **who)
    absent.refresh_from_db()
    assert (absent.outcome, absent.earns_certificate) == ("no_show", False)
    assert (states(), Override.objects.count()) == (["withdrawn", "proposed"], 0)
    assert not list(breaches())


def test_an_override_on_an_open_register_waits_for_its_closing(absent, came, past_event, officer, later):
    reopen(past_event, officer, later)
    registers.override(came, outcome="no_show", reason="Sent somebody else", by=officer, now=later)
    assert came.outcome == ""
    registers.close(past_event, by=officer, now=later)
    came.refresh_from_db()
    assert (came.outcome, states()) == ("no_show", ["proposed", "proposed"])
    assert not list(breaches())


def test_the_certificate_can_be_overridden_alone(absent, came, officer, later):
    who = {"by": officer, "now": later}
    registers.override(came, earns_certificate=False, reason="Failed the test", **who)
    came.refresh_from_db()
    assert (came.outcome, came.earns_certificate) == ("attended", False)


def test_what_an_override_may_not_be(absent, came, trainer, officer, later):
    for facts in [
        {"outcome": "attended", "reason": " "},
        {"reason": "x"},
        {"outcome": "no_show", "earns_certificate": True, "reason": "x"},
    ]:
        with pytest.raises(Refused):
            registers.override(came, **facts, by=officer, now=later)
    with pytest.raises(Refused, match="Only the training team"):
        registers.override(came, outcome="partly", reason="x", by=trainer, now=later)

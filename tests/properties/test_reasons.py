"""Reasons against a booking only ever add up: one more problem never hides another."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bookings.reasons import Limit, Missing
from bookings.rules import EventFacts, Facts, PersonFacts, reasons_not_to_book
from tests.cast import NOW

EVENT = EventFacts(False, False, NOW + timedelta(days=9), None, None)
OF_EVENT = {
    "is_draft": True, "opens_at": NOW + timedelta(days=1), "closes_at": NOW,
}  # fmt: skip
OF_PERSON = {
    "is_active": False, "agency_name": None, "is_booked": True, "missing": (Missing("First", "CODE"), Missing("Second", "CODX")),
    "limit": Limit(2, 12, "Course", "1 July 2026", "CODE"),
}  # fmt: skip
PROBLEMS = [*OF_EVENT, *OF_PERSON]


def reasons(problems, name):
    event = replace(EVENT, **{each: OF_EVENT[each] for each in problems if each in OF_EVENT})
    facts = {each: OF_PERSON[each] for each in problems if each in OF_PERSON}
    person = replace(PersonFacts(name=name, agency_name="Trust"), **facts)
    return set(reasons_not_to_book(Facts(NOW, event, person)))


@given(st.sets(st.sampled_from(PROBLEMS)), st.sampled_from(PROBLEMS), st.sampled_from(["You", "Nadia Nurse"]))
def test_one_more_problem_never_removes_a_reason(problems, more, name):
    assert reasons(problems, name) <= reasons(problems | {more}, name)


@given(st.sets(st.sampled_from(PROBLEMS)))
def test_every_problem_gives_at_least_one_reason(problems):
    assert len(reasons(problems, "You")) >= len(problems)

"""Whatever the way there: a closed register says of everybody what their marks say, and each day missed is charged once."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings import charging, registers
from bookings.invariants import breaches
from bookings.models import Charge, Override
from bookings.models.charge import UNDONE
from bookings.registers import invariants
from correspondence.models import Message
from lib.errors import Refused
from tests.cast import NOW, make_booking, make_event

PEOPLE, DAYS = range(3), range(2)
people, days = st.sampled_from(PEOPLE), st.sampled_from(DAYS)
seen = st.sampled_from([("present", 0), ("present", 20), ("present", 21), ("absent", 0), ("refused", 0)])
decided = st.sampled_from(
    [("attended", None), ("attended", False), ("partly", None), ("no_show", None), ("", False)]
)
step = st.one_of(
    st.tuples(st.just("mark"), people, days, seen),
    st.tuples(st.just("undo"), people, days),
    st.tuples(st.just("correct"), people, days, seen),
    st.tuples(st.just("override"), people, decided),
    st.tuples(st.sampled_from(["lift", "confirm", "waive"]), people),
    st.tuples(st.sampled_from(["close", "close", "reopen", "close_again", "invoice", "credit"])),
)  # fmt: skip


class Story:
    """One event of two days with three people, and what the test knows of it: `marks` and `overrides` are the facts."""

    def __init__(self, event, persons, by):
        self.event, self.by, self.now = event, by, NOW
        self.sessions = list(event.sessions.all())
        self.bookings = [make_booking(event, person) for person in persons]
        self.marks, self.overrides = {}, {}

    def go(self, deed, *facts):
        self.now += timedelta(minutes=1)
        with suppress(Refused):
            getattr(self, deed)(*facts)
        self.event.refresh_from_db()

    @property
    def who(self):
        return {"by": self.by, "now": self.now}

    def mark(self, person, day, seen):
        self._mark(registers.mark, person, day, seen)

    def correct(self, person, day, seen):
        self._mark(registers.correct, person, day, seen, reason="Wrong row")

    def _mark(self, verb, person, day, seen, **facts):
        mark, late = seen
        verb(self.bookings[person], self.sessions[day], mark, minutes_late=late, **facts, **self.who)
        self.marks[person, day] = seen

    def undo(self, person, day):
        registers.unmark(self.bookings[person], self.sessions[day], **self.who)
        self.marks.pop((person, day), None)

    def override(self, person, decided):
        outcome, certificate = decided
        facts = {"outcome": outcome, "earns_certificate": certificate, "reason": "She was there"}
        registers.override(self.bookings[person], **facts, **self.who)
        self.overrides[person] = decided

    def lift(self, person):
        registers.lift_override(self.bookings[person], **self.who)
        self.overrides.pop(person)

    def close(self):
        """Whoever is not marked yet was absent, so that it can be closed."""
        for day, session in enumerate(self.sessions):
            registers.mark_the_rest(self.event, session, "absent", **self.who)
            for person in PEOPLE:
                self.marks.setdefault((person, day), ("absent", 0))
        registers.close(self.event, **self.who)

    def reopen(self):
        registers.reopen(self.event, reason="Wrong list", **self.who)

    def close_again(self):
        """With nothing changed in between: nobody is charged or told."""
        self.reopen()
        before = Message.objects.count(), sorted(Charge.objects.values_list("pk", "state", "void_since"))
        registers.close(self.event, **self.who)
        after = Message.objects.count(), sorted(Charge.objects.values_list("pk", "state", "void_since"))
        assert after == before

    def confirm(self, person):
        charging.confirm_many(self._undecided(person), **self.who)

    def waive(self, person):
        charging.waive_many(self._undecided(person), reason="Court", **self.who)

    def _undecided(self, person):
        return Charge.objects.proposed().filter(booking=self.bookings[person])

    def invoice(self):
        Charge.objects.ready_to_invoice().update(state="invoiced")

    def credit(self):
        Charge.objects.to_credit().update(state="credited")

    def answers(self, person):
        """Outcome, certificate and the days missed, as the marks and the override have it."""
        came = [mark == "present" and late <= 20 for mark, late in (self.marks[person, day] for day in DAYS)]
        ruled = "attended" if all(came) else "partly" if any(came) else "no_show"
        outcome, certificate = self.overrides.get(person, ("", None))
        not_there = [day for day in DAYS if not came[day]]
        missed = {"attended": [], "no_show": list(DAYS)}.get(outcome, not_there)
        answer = outcome or ruled
        return answer, answer == "attended" and certificate is not False, missed

    def check(self):
        assert list(invariants.breaches()) == []
        assert Override.objects.count() == len(self.overrides)
        live = Charge.objects.exclude(state__in=UNDONE)
        assert set(Counter(live.values_list("booking", "day")).values()) <= {1}
        if self.event.is_closed:
            for person in PEOPLE:
                self._check_closed(person)

    def _check_closed(self, person):
        outcome, certificate, missed = self.answers(person)
        booking = self.bookings[person]
        booking.refresh_from_db()
        assert (booking.outcome, booking.earns_certificate) == (outcome, certificate)
        standing = list(booking.charges.standing().order_by("day").values_list("day", "state"))
        due = [self.sessions[day].starts_at.date() for day in missed]
        # What was waived stays waived though the person was there after all.
        assert [day for day, state in standing if day in due or state != "waived"] == due


@pytest.mark.slow
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.lists(step, max_size=16))
def test_each_day_missed_is_charged_once_whatever_happened_before(
    course, room, tariff, trainer, nurse, teacher, social_worker, officer, steps
):
    with transaction.atomic():
        event = make_event(course, room, starts_at=NOW - timedelta(days=10), days=2, trainers=[trainer])
        story = Story(event, [nurse, teacher, social_worker], officer)
        for deed, *facts in [*steps, ("close",), ("close_again",)]:
            story.go(deed, *facts)
            story.check()
        assert event.is_closed
        assert list(breaches()) == []
        transaction.set_rollback(True)

"""One person of a closed register is put right without opening it: a mark, or an officer's answer instead of the rule's."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings import places
from bookings.models import Booking, Override
from bookings.models.booking import Outcome
from bookings.registers import taps
from bookings.registers.marks import NOT_MARKED, said
from bookings.registers.reopening import OFFICERS, refuse_to_change
from bookings.registers.results import Result, results_of
from bookings.registers.settling import Plan, settle
from lib.errors import Refused, TooLate
from lib.seen import fingerprint
from training.models import Event, Session

NO_REASON = "Enter why."
DECIDED = "This has been decided already."
DECIDED_ANEW = "Somebody decided otherwise while you had this page open. Read it before you go on."
BY_RULE = "As the rule says"
OWN = "You cannot change what the register says of yourself. Another officer must do it."


@dataclass(frozen=True)
class Followed:
    """What a correction changes for the person, before and after: the mark or the decision in words, and what comes of it."""

    was: str
    becomes: str
    before: Result
    after: Result
    change: Plan

    @property
    def seen(self) -> str:
        """Differs when anything differs that somebody reads before they confirm it."""
        outcomes = [(each.outcome, each.earns_certificate) for each in (self.before, self.after)]
        return fingerprint(self.was, self.becomes, outcomes, self.change)


def correct(
    booking: Booking,
    session: Session,
    mark: str,
    *,
    minutes_late: int = 0,
    minutes_early: int = 0,
    reason: str,
    by: Person,
    now: datetime,
) -> Followed:
    """Changes one mark of a closed register for a reason, and everything that follows from it, in one transaction.

    Raises Refused without a reason, for whoever is no officer, for oneself, for what is there already, and for minutes that do not
    fit; TooLate when the register is open.
    """
    if not reason.strip():
        raise Refused(NO_REASON)
    with transaction.atomic():
        event = places.lock(booking.event_id)
        refuse_to_change(event, by)
        _refuse_own(booking, by)
        before = _result(booking, event)
        was = seen_at(booking, session)
        minutes = {"minutes_late": minutes_late, "minutes_early": minutes_early}
        becomes = said(taps.correct(booking, session, mark, **minutes, by=by, now=now))
        if becomes == was:
            raise Refused(f"The register says so already: {was}.")
        record(by, "register.corrected", booking, {"reason": ["", reason.strip()[:300]]}, now=now)
        return _settled((was or NOT_MARKED, becomes), before, booking, event, by=by, now=now)


def override(
    booking: Booking,
    *,
    outcome: str = "",
    earns_certificate: bool | None = None,
    reason: str,
    by: Person,
    now: datetime,
) -> Followed:
    """An officer decides the outcome, the certificate, or both otherwise than the rule; "" and None leave it to the rule.

    On an open register it counts when it is closed, on a closed one at once. Raises Refused without a reason, for whoever is no officer,
    for somebody who is not on the register, and for a certificate without attendance; TooLate when this was decided already.
    """
    if not reason.strip():
        raise Refused(NO_REASON)
    if not outcome and earns_certificate is None:
        raise Refused("Choose an outcome, or whether a certificate is earned.")
    if earns_certificate and outcome not in ("", Outcome.ATTENDED):
        raise Refused("Only somebody who attended earns a certificate.")
    facts = {"outcome": outcome, "earns_certificate": earns_certificate, "reason": reason.strip()[:300]}
    with transaction.atomic():
        event, before = _opened(booking, by)
        there = override_of(booking)
        was = there.words if there else ""
        if there and facts == {name: getattr(there, name) for name in facts}:
            raise TooLate(DECIDED)
        who = {"decided_by": by, "decided_at": now}
        made, _ = Override.objects.update_or_create(booking=booking, defaults=facts | who)
        changes = {"override": [was, made.words], "reason": ["", facts["reason"]]}
        record(by, "booking.overridden", booking, changes, now=now)
        return _settled((decision(there), decision(made)), before, booking, event, by=by, now=now)


def lift_override(booking: Booking, *, by: Person, now: datetime, seen: str | None = None) -> Followed:
    """The rule decides again. Raises as `override`; Refused when there is nothing to lift, TooLate when it is not what was `seen`."""
    with transaction.atomic():
        event, before = _opened(booking, by)
        there = override_of(booking)
        if there is None:
            raise Refused("Nothing was decided otherwise here.")
        if seen is not None and seen != seen_of(there):
            raise TooLate(DECIDED_ANEW)
        there.delete()
        record(by, "booking.override_lifted", booking, {"override": [there.words, ""]}, now=now)
        return _settled((decision(there), BY_RULE), before, booking, event, by=by, now=now)


def override_of(booking: Booking) -> Override | None:
    return Override.objects.filter(booking=booking).select_related("decided_by").first()


def decision(override: Override | None) -> str:
    """What was decided, by whom and why."""
    return f"{override.words}, by {override.decided_by}: {override.reason}" if override else BY_RULE


def seen_of(override: Override) -> str:
    """For `lift_override`: what the page showed."""
    return fingerprint(decision(override))


def seen_at(booking: Booking, session: Session) -> str:
    """What the register says of them at a session, in words; empty when nothing."""
    return said(booking.attendances.filter(session=session).first())


def _refuse_own(booking: Booking, by: Person) -> None:
    if booking.person_id == by.pk:
        raise Refused(OWN)


def _opened(booking: Booking, by: Person) -> tuple[Event, Result]:
    event = places.lock(booking.event_id)
    if not by.is_a("officer"):
        raise Refused(OFFICERS)
    _refuse_own(booking, by)
    if event.imported_at:
        refuse_to_change(event, by)
    if not Booking.objects.on_the_register().filter(pk=booking.pk).exists():
        raise Refused(f"{booking.person} is not on this register.")
    return event, _result(booking, event)


def _result(booking: Booking, event: Event) -> Result:
    (found,) = results_of(event, Booking.objects.filter(pk=booking.pk))
    return found


def _settled(
    words: tuple[str, str], before: Result, booking: Booking, event: Event, *, by: Person, now: datetime
) -> Followed:
    after = _result(booking, event)
    change = settle(event, [after], by=by, now=now) if event.is_closed else Plan()
    return Followed(*words, before, after, change)

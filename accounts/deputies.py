"""A manager or a coordinator names who is asked as well while they are away; the deputy needs no account."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import Deputy, Person
from accounts.trail import record
from lib.dates import day, local_day
from lib.errors import Refused, TooLate
from lib.once import SPOILT

LONGEST = 366  # days: somebody away for longer has a successor


def of_coordinator(coordinator: Person) -> dict:
    """The columns that say for whom a deputy stands in."""
    return {"coordinator": coordinator, "principal_name": coordinator.name}


def of_manager(email: str, name: str) -> dict:
    return {"manager_email": email.strip().lower(), "principal_name": name.strip() or email.strip().lower()}


def name_deputy(
    principal: dict,
    *,
    name: str,
    email: str,
    from_on: date,
    to_on: date,
    code: str = "",
    by: Person | None,
    now: datetime,
) -> Deputy:
    """Names a deputy for `principal` (of_coordinator or of_manager), both days included; `code` is the one that the form brought.

    Raises Refused with every reason; that the same deputy is asked in these days already is one.
    """
    email = email.strip().lower()
    coordinator = principal.get("coordinator")
    own = (coordinator.email or "").lower() if coordinator else principal["manager_email"]
    reasons = _reasons(email, own, from_on, to_on, local_day(now))
    if reasons:
        raise Refused(reasons)
    facts = {"name": name.strip(), "email": email, "from_on": from_on, "to_on": to_on, "named_at": now}
    with transaction.atomic():
        _refuse_twin(principal, email, from_on, to_on)
        made = _make(principal | facts | ({"code": code} if code else {}))
        changes = {
            "deputy": ["", str(made)],
            "from": ["", from_on.isoformat()],
            "to": ["", to_on.isoformat()],
        }
        record(by, "deputy.named", made, changes, now=now)
    return made


def _refuse_twin(principal: dict, email: str, from_on: date, to_on: date) -> None:
    """Two tabs name the same deputy."""
    coordinator = principal.get("coordinator")
    theirs = (
        Deputy.objects.of_coordinator(coordinator)
        if coordinator
        else Deputy.objects.of_manager(principal["manager_email"])
    )
    same = theirs.filter(email=email, ended_at=None, from_on__lte=to_on, to_on__gte=from_on).first()
    if same:
        raise Refused(
            f"{same.name} is your deputy from {day(same.from_on)} to {day(same.to_on)} already. End that first, or choose other days."
        )


def _make(facts: dict) -> Deputy:
    try:
        with transaction.atomic():
            return Deputy.objects.create(**facts)
    except IntegrityError as error:
        raise TooLate(SPOILT) from error


def _reasons(email: str, own: str, from_on: date, to_on: date, today: date) -> list[str]:
    reasons = []
    if email == own:
        reasons.append("You cannot be your own deputy. Enter the email address of a colleague.")
    if to_on < from_on:
        reasons.append("The last day must not be before the first day.")
    elif to_on < today:
        reasons.append("The last day must be today or later.")
    elif (to_on - from_on).days >= LONGEST:
        reasons.append("A deputy can stand in for a year at most. Choose an earlier last day.")
    return reasons


def end_deputy(deputy: Deputy, *, by: Person | None, now: datetime) -> None:
    """From now on the deputy is not asked. Raises TooLate when it was ended already."""
    with transaction.atomic():
        if not Deputy.objects.filter(pk=deputy.pk, ended_at=None).update(ended_at=now):
            raise TooLate("This deputy was ended already.")
        record(by, "deputy.ended", deputy, {"deputy": [str(deputy), ""]}, now=now)
    deputy.ended_at = now

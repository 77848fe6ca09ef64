"""Who may agree to somebody's training, and who answers while they are away."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Deputy, Person, Role, RoleGrant
from bookings.models import Booking
from lib.dates import local_day
from training.models import Course


@dataclass(frozen=True)
class Approver:
    """`to` is a person or an address. `deputy` is set for somebody who answers for another."""

    name: str
    to: Person | str
    deputy: Deputy | None = None

    @property
    def address(self) -> str:
        return ((self.to.email if isinstance(self.to, Person) else self.to) or "").lower()


def approvers(booking: Booking, *, now: datetime) -> list[Approver]:
    """The line manager (or, where the agency must agree, its coordinators); without one the coordinators; without those the officers.

    Their deputies of today are asked as well. Nobody agrees to their own training, and no address is asked twice.
    """
    first = _manager(booking) or _coordinators(booking) or _officers(booking)
    deputies = [deputy for each in first for deputy in _deputies(each, now)]
    own, chosen = (booking.person.email or "").lower(), {}
    for each in [*first, *deputies]:
        if each.address and each.address != own:
            chosen.setdefault(each.address, each)
    return list(chosen.values())


def told(booking: Booking) -> list[Approver]:
    """Who hears of a booking that nobody must agree to: the manager, without one the coordinators."""
    return _manager(booking) or _coordinators(booking)


def is_decided_by_manager(booking: Booking) -> bool:
    return bool(_manager(booking))


def _manager(booking: Booking) -> list[Approver]:
    job, own = booking.employment, (booking.person.email or "").lower()
    wanted = booking.event.course.approval != Course.Approval.AGENCY
    if wanted and job.manager_email and job.manager_email.lower() != own:
        return [Approver(job.manager_name, job.manager_email)]
    return []


def _coordinators(booking: Booking) -> list[Approver]:
    return _holding(booking, role=Role.COORDINATOR, agency=booking.agency_id)


def _officers(booking: Booking) -> list[Approver]:
    return _holding(booking, role=Role.OFFICER)


def _holding(booking: Booking, **role) -> list[Approver]:
    grants = RoleGrant.objects.filter(person__is_active=True, person__email__isnull=False, **role)
    others = grants.exclude(person=booking.person).select_related("person").order_by("pk")
    return [Approver(grant.person.name, grant.person) for grant in others]


def _deputies(approver: Approver, now: datetime) -> list[Approver]:
    to, known = approver.to, Deputy.objects
    named = known.of_coordinator(to) if isinstance(to, Person) else known.of_manager(to)
    return [Approver(each.name, each.email, each) for each in named.in_force(local_day(now))]

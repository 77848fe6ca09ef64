from datetime import timedelta

from django.shortcuts import redirect, render

from accounts import doors
from accounts.models import Role
from bookings.models import Booking
from evaluations.models import Invitation
from lib.dates import FinancialYear
from reports.tasks import tasks_of
from reports.year import year_summary
from training.models import Event

AHEAD = timedelta(days=14)


@doors.signed_in
def home(request):
    """One address for everybody: what waits for them, what comes next, and for staff how the year stands.

    Somebody without an agency completes the profile first; not so staff: the first administrator has no agency to choose from.
    """
    person, now = request.user, request.now
    if person.employment is None and not person.roles:
        return redirect("accounts:profile")
    context = {
        "tasks": tasks_of(person, now),
        "mine": Booking.objects.of(person).coming_up(now).with_event()[:5],
        "today": now,
        "is_officer": person.is_a(Role.OFFICER),
    }
    if person.is_a(Role.OFFICER):
        context["events"] = _around(now)
    elif person.is_a(Role.TRAINER):
        context["events"] = _around(now).delivered_by(person)
    if person.is_a(Role.OFFICER, Role.COMMITTEE, Role.FINANCE):
        context["summary"] = year_summary(FinancialYear.of(now))
    return render(request, "reports/home.html", context)


def _around(now):
    """Published events that are running or begin within two weeks."""
    return (
        Event.objects.published()
        .filter(ends_at__gt=now, starts_at__lte=now + AHEAD)
        .with_course()
        .with_sessions()
    )


@doors.practitioner
def evaluations(request):
    """What this person may still answer themselves, the soonest closing first."""
    return render(
        request,
        "reports/evaluations.html",
        {"invitations": Invitation.objects.awaited_from(request.user, request.now)},
    )

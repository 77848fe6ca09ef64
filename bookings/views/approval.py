"""Agreeing to somebody's training from a signed link, and naming who answers while one is away. No account is needed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.deputies import end_deputy, name_deputy, of_manager
from accounts.forms.deputy import DeputyForm
from accounts.models import Deputy
from bookings import approvals
from bookings.approvers import is_decided_by_manager
from bookings.forms.booking import AnswerForm
from bookings.models import Booking
from lib.dates import local_day
from lib.errors import Refused
from lib.links import sign, unsign
from lib.once import made_before


@doors.signed_link
@never_cache
def approval(request, token):
    booking = _behind("approval", token)
    by_manager = is_decided_by_manager(booking)
    away = reverse("bookings:away", args=[sign("away", booking.code)]) if by_manager else ""
    return _ask(request, booking, name=booking.employment.manager_name if by_manager else "", away=away)


@doors.signed_link
@never_cache
def approval_for(request, token, deputy):
    """The same for a deputy, in whose name and for whom the trail keeps the answer."""
    booking = _behind("deputy-approval", token)
    found = get_object_or_404(Deputy, code=unsign("deputy", deputy) or "", ended_at=None)
    return _ask(request, booking, name=found.name, deputy=found)


def _ask(request, booking: Booking, *, name: str, deputy: Deputy | None = None, away: str = ""):
    refusal = approvals.reason_not_to_decide(booking, request.now)
    data = request.POST if request.method == "POST" and not refusal else None
    form = AnswerForm(data, initial={"name": name})
    if form.is_valid():
        try:
            _answer(booking, form.cleaned_data, deputy, now=request.now)
        except Refused as too_late:
            messages.error(request, str(too_late))
        else:
            messages.success(request, f"Thank you. {booking.person} has been told.")
        return redirect(request.path)
    context = {"booking": booking, "refusal": refusal, "form": form, "deputy": deputy, "away": away}
    return render(request, "bookings/approval.html", context)


def _answer(booking: Booking, answer: dict, deputy: Deputy | None, *, now) -> None:
    if answer["answer"] == AnswerForm.YES:
        approvals.approve(booking, by_name=answer["name"], deputy=deputy, now=now)
    else:
        facts = {"by_name": answer["name"], "deputy": deputy, "reason": answer["reason"]}
        approvals.decline(booking, **facts, now=now)


@doors.signed_link
@never_cache
def away(request, token):
    """The manager's own page: who is asked while they are away. Only the question sent to the manager leads here."""
    booking = _behind("away", token)
    if not is_decided_by_manager(booking):
        raise Http404
    job = booking.employment
    theirs = Deputy.objects.of_manager(job.manager_email)
    if request.method == "POST" and "end" in request.POST:
        return _end(request, theirs)
    if named := made_before(request, theirs):
        messages.info(request, f"{named.name} is named already.")
        return redirect(request.path)
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        principal = of_manager(job.manager_email, job.manager_name)
        try:
            made = name_deputy(principal, **form.cleaned_data, by=None, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{made.name} is asked as well while you are away.")
            return redirect(request.path)
    coming = theirs.to_come_or_in_force(local_day(request.now))
    back = reverse("bookings:approval", args=[sign("approval", booking.code)])
    context = {
        "form": form,
        "deputies": coming,
        "back": back,
        "manager": job.manager_name or job.manager_email,
    }
    return render(request, "bookings/away.html", context)


def _end(request, theirs):
    deputy = get_object_or_404(theirs, code=request.POST["end"])
    try:
        end_deputy(deputy, by=None, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{deputy.name} is no longer asked.")
    return redirect(request.path)


def _behind(purpose: str, token: str) -> Booking:
    code = unsign(purpose, token)
    if code is None:
        raise Http404
    return get_object_or_404(Booking.objects.with_sessions().with_person(), code=code)

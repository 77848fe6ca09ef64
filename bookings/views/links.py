"""Pages behind a signed link in an e-mail: no sign-in, a GET only shows, a POST acts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts import doors
from bookings import approvals, cancellation, waiting
from bookings.forms.booking import AnswerForm, CancelForm
from bookings.materials import materials_for
from bookings.models import Booking
from lib.errors import Refused
from lib.links import unsign


@doors.signed_link
@never_cache
def manage(request, token):
    booking = behind("manage", token)
    what = cancellation.consequence(booking, request.now)
    cancels = request.POST.get("action") == "cancel"
    form = CancelForm(request.POST if cancels else None, seen=what.seen)
    if request.method == "POST" and _deed(request, booking, form):
        return redirect("bookings:manage", token)
    context = {
        "booking": booking,
        "consequence": what,
        "refusal": cancellation.reason_not_to_cancel(booking, request.now),
        "can_accept": not waiting.reason_not_to_accept(booking, request.now),
        "terms": booking.terms_in_words(request.now),
        "materials": materials_for(booking, request.now),
        "token": token,
        "form": form,
    }
    return render(request, "bookings/manage.html", context)


def _deed(request, booking: Booking, form: CancelForm) -> bool:
    """Does what the pressed button says, in the name of the person the link was sent to; False when the form must be shown again."""
    try:
        if request.POST.get("action") == "accept":
            waiting.accept(booking, by=booking.person, now=request.now)
            messages.success(
                request,
                "The place is yours." if booking.is_confirmed else "Your manager has been asked to agree.",
            )
            return True
        if not form.is_valid():
            return False
        cancellation.cancel(booking, by=booking.person, now=request.now, reason=form.cleaned_data["reason"])
        messages.success(request, "Cancelled. A confirmation is on its way by email.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return True


@doors.signed_link
@never_cache
def approval(request, token):
    booking = behind("approval", token)
    refusal = approvals.reason_not_to_decide(booking, request.now)
    data = request.POST if request.method == "POST" and not refusal else None
    form = AnswerForm(data, initial={"name": booking.employment.manager_name})
    if form.is_valid():
        try:
            _answer(booking, form.cleaned_data, now=request.now)
        except Refused as too_late:
            messages.error(request, str(too_late))
        else:
            messages.success(request, f"Thank you. {booking.person} has been told.")
        return redirect("bookings:approval", token)
    context = {
        "booking": booking,
        "refusal": refusal,
        "form": form,
    }
    return render(request, "bookings/approval.html", context)


def _answer(booking: Booking, answer: dict, *, now) -> None:
    if answer["answer"] == AnswerForm.YES:
        approvals.approve(booking, by_name=answer["name"], now=now)
    else:
        approvals.decline(booking, by_name=answer["name"], reason=answer["reason"], now=now)


def behind(purpose: str, token: str) -> Booking:
    """The booking a token of this purpose was signed for; 404 for any other token."""
    code = unsign(purpose, token)
    if code is None:
        raise Http404
    return get_object_or_404(Booking.objects.with_sessions().with_person(), code=code)

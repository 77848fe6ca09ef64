"""Pages behind a signed link in an e-mail: no sign-in, a GET only shows, a POST acts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts import doors
from bookings import cancellation, queue, replies, waiting
from bookings.forms.booking import CancelForm
from bookings.forms.replies import RepliesForm
from bookings.materials import materials_for
from bookings.models import Booking
from bookings.programme import instead_of
from bookings.registers import own_codes
from bookings.views.make_ups import shown_with as make_ups_of
from bookings.views.moves import other_ways
from lib.errors import Refused, TooLate
from lib.links import unsign


@doors.signed_link
@never_cache
def manage(request, token):
    booking = behind("manage", token)
    what = cancellation.consequence(booking, request.now)
    action = request.POST.get("action")
    form = CancelForm(request.POST if action == "cancel" else None, seen=what.seen)
    # The link may be forwarded: sensitive answers can be changed here, not read.
    questions = RepliesForm(request.POST if action == "reply" else None, booking=booking, hides=True)
    if request.method == "POST" and _deed(request, booking, form, questions):
        return redirect("bookings:manage", token)
    context = {
        "booking": booking,
        "consequence": what,
        "refusal": cancellation.reason_not_to_cancel(booking, request.now),
        "can_accept": not waiting.reason_not_to_accept(booking, request.now),
        "terms": booking.terms_in_words(request.now),
        "form": questions if action == "reply" else form,
        "cancel_form": form,
        "questions": questions,
        "can_reply": bool(questions.asked) and not replies.reason_not_to_change(booking, request.now),
        "standing": queue.standing(booking, request.now),
        "next_dates": instead_of(booking.event, request.now),
        "materials": materials_for(booking, request.now),
        "own_code": own_codes.token_shown(booking, request.now),
        "token": token,
    }
    context |= other_ways(request, booking, token) | make_ups_of(booking, request.user, request.now)
    return render(request, "bookings/manage.html", context)


def _deed(request, booking: Booking, form: CancelForm, questions: RepliesForm) -> bool:
    """Does what the pressed button says, in the name of the person the link was sent to; False when the form must be shown again."""
    try:
        if request.POST.get("action") == "accept":
            _accept(request, booking)
            return True
        if request.POST.get("action") == "reply":
            return _reply(request, booking, questions)
        if not form.is_valid():
            return False
        cancellation.cancel(booking, by=booking.person, now=request.now, reason=form.cleaned_data["reason"])
        messages.success(request, "Cancelled. A confirmation is on its way by email.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return True


def _accept(request, booking: Booking) -> None:
    waiting.accept(booking, by=booking.person, now=request.now)
    words = "The place is yours." if booking.is_confirmed else "Whoever must agree has been asked."
    messages.success(request, words)


def _reply(request, booking: Booking, questions: RepliesForm) -> bool:
    if not questions.is_valid():
        return False
    try:
        replies.change(booking, **questions.facts, by=booking.person, now=request.now)
    except TooLate as changed:
        questions.look_again(str(changed))
        return False
    messages.success(request, "Your answers are saved.")
    return True


def behind(purpose: str, token: str) -> Booking:
    """The booking a token of this purpose was signed for; 404 for any other token."""
    code = unsign(purpose, token)
    if code is None:
        raise Http404
    return get_object_or_404(Booking.objects.with_sessions().with_person(), code=code)

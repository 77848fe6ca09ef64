"""Who delivers an event: asked, put on, replaced."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import doors
from accounts.models import Board
from lib.errors import Refused
from lib.links import unsign
from lib.pages import page_of
from training import inviting
from training.forms.team import AnswerForm, InviteForm, StandInForm
from training.models import Event, TrainerInvitation
from training.standing_in import reason_not_to_replace, stand_in, who_can_stand_in

TABS = [("open", "Waiting for an answer"), ("declined", "Declined or not answered")]


def _event(request, code) -> Event:
    events = Event.objects.visible_to(request.user).with_course().with_sessions().with_team()
    return get_object_or_404(events, code=code)


def _crumbs(event: Event, title: str):
    page = reverse("training:event", args=[event.code])
    return [("Events", reverse("training:events")), (event.course.title, page), (title, None)]


@doors.officer
def invite(request, code):
    """Asks one or several trainers whether they can deliver an event."""
    event = _event(request, code)
    refusal = inviting.reason_not_to_staff(event, request.now)
    others = inviting.who_can_be_asked(event)
    form = InviteForm(request.POST if request.method == "POST" else None, trainers=others)
    if form.is_valid():
        try:
            asked = inviting.invite(event, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"Asked: {', '.join(str(one.trainer) for one in asked)}.")
            return redirect("training:event", code)
    context = {
        "event": event, "form": form, "refusal": refusal, "others": others, "days": Board.current().trainer_answer_days,
        "breadcrumbs": _crumbs(event, "Ask trainers"),
    }  # fmt: skip
    return render(request, "training/invite.html", context)


@doors.officer
def substitute(request, code):
    """Replaces one trainer of an event by another."""
    event = _event(request, code)
    others = who_can_stand_in(event)
    reserves = set(event.trainer_invitations.reserves().values_list("trainer_id", flat=True))
    data = request.POST if request.method == "POST" else None
    form = StandInForm(data, event=event, others=others, reserves=reserves)
    if form.is_valid():
        try:
            stand_in(event, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(
                request, f"{form.cleaned_data['instead']} stands in for {form.cleaned_data['gone']}."
            )
            return redirect("training:event", code)
    context = {"event": event, "form": form, "refusal": reason_not_to_replace(event), "others": others}
    crumbs = _crumbs(event, "Replace a trainer")
    return render(request, "training/substitute.html", context | {"breadcrumbs": crumbs})


@doors.officer
def invitations(request):
    """Trainers who have been asked and have not answered yet, and those who cannot come."""
    tab = request.GET.get("state") if request.GET.get("state") in dict(TABS) else "open"
    every = TrainerInvitation.objects.with_trainer().with_event()
    found = every.awaited(request.now) if tab == "open" else every.to_follow_up(request.now)
    page = page_of(found.order_by("answer_by", "pk"), request)
    return render(request, "training/invitations.html", {"page": page, "tab": tab, "tabs": TABS})


@doors.officer
@require_POST
def invitation_withdraw(request, code):
    return _deed(request, code, inviting.withdraw, "is no longer asked, and has been told.")


@doors.officer
@require_POST
def invitation_note(request, code):
    return _deed(request, code, inviting.note, "is noted.")


def _deed(request, code, verb, done):
    """Does one thing to an invitation and goes back to its event."""
    found = get_object_or_404(TrainerInvitation.objects.with_trainer().with_event(), code=code)
    try:
        verb(found, by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.trainer} {done}")
    return redirect("training:event", found.event.code)


@doors.signed_link
@never_cache
def invitation(request, token):
    """What a trainer is asked, and their answer: no account needed, a GET only shows."""
    code = unsign("deliver", token)
    if code is None:
        raise Http404
    found = get_object_or_404(TrainerInvitation.objects.with_trainer().with_event(), code=code)
    refusal = inviting.reason_not_to_answer(found, request.now)
    form = AnswerForm(request.POST if request.method == "POST" and not refusal else None)
    if form.is_valid():
        try:
            _answer(found, form.cleaned_data, now=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("training:invitation", token)
    context = {"invitation": found, "event": found.event, "refusal": refusal, "form": form}
    return render(request, "training/invitation.html", context)


def _answer(found: TrainerInvitation, answer: dict, *, now) -> None:
    if answer["answer"] == AnswerForm.YES:
        inviting.accept(found, now=now)
    else:
        inviting.decline(found, reason=answer["reason"], now=now)

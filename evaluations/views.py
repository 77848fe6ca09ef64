from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from evaluations import matching, responses
from evaluations import results as figures
from evaluations.forms import AnswerForm
from evaluations.models import Invitation
from evaluations.models.invitation import PURPOSE
from lib import links
from lib.errors import Refused, TooLate
from training.models import Event


def _invited(token: str) -> Invitation:
    """The invitation of a link; 404 for a forged one."""
    code = links.unsign(PURPOSE, token)
    if code is None:
        raise Http404
    return get_object_or_404(Invitation.objects.with_questions(), code=code)


@doors.signed_link
@never_cache
def form(request, token):
    """The questions, without signing in. A link that is used up, or too old, says so."""
    invitation = _invited(token)
    if invitation.is_answered:
        return redirect("evaluations:thanks", token=token)
    if invitation.is_withdrawn or invitation.has_closed(request.now):
        return render(request, "evaluations/closed.html", {"invitation": invitation})
    answers = AnswerForm(invitation, request.POST or None)
    if request.method == "POST" and answers.is_valid():
        try:
            responses.answer(invitation, answers.cleaned_data, now=request.now)
        except TooLate:
            return redirect("evaluations:form", token=token)  # which says why
        except Refused as refused:
            answers.add_error(None, refused.reasons)
        else:
            return redirect("evaluations:thanks", token=token)
    return render(request, "evaluations/form.html", {"form": answers, "invitation": invitation})


@doors.signed_link
def thanks(request, token):
    """What happens next; also what a link says that was used before."""
    invitation = _invited(token)
    if not invitation.is_answered:
        return redirect("evaluations:form", token=token)
    return render(request, "evaluations/thanks.html", {"invitation": invitation})


@doors.trainer
def results(request, code):
    """What those who came answered, as figures. The words people wrote are for the officer, who reads them first."""
    event = get_object_or_404(Event.objects.registers_of(request.user).with_course(), code=code)
    reads_words = request.user.is_a("officer")
    facts = {
        "event": event,
        "stages": figures.of_event(event, with_words=reads_words),
        "changes": matching.changes(event),
        "smallest": figures.SMALLEST,
        "reads_words": reads_words,
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (event.course.title, None)],
    }
    return render(request, "evaluations/results.html", facts)

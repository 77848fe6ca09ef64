from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from accounts.models import Role
from correspondence.forms import MessageFilters
from correspondence.models import Message
from lib.errors import Refused
from lib.pages import page_of

staff = doors.roles(Role.OFFICER, Role.ADMIN)


@doors.signed_in
def mine(request):
    """What was sent to the reader."""
    page = page_of(Message.objects.to_person(request.user).defer("html", "calendar"), request)
    return render(request, "correspondence/mine.html", {"page": page})


@staff
def all_messages(request):
    """What was sent to anybody, what waits and what was given up."""
    filters = MessageFilters(request.GET)
    found = Message.objects.visible_to(request.user).matching(**filters.chosen).select_related("person")
    page = page_of(found.defer("text", "html", "calendar"), request)
    rows = [(message, message.subject_for(request.user)) for message in page]
    crumbs = [("People", reverse("accounts:people")), ("Messages sent", None)]
    facts = {"filters": filters, "page": page, "rows": rows, "breadcrumbs": crumbs}
    return render(request, "correspondence/all.html", facts)


@doors.signed_in
def message(request, code):
    """One message as text, with its calendar entry to download."""
    found = get_object_or_404(Message.objects.visible_to(request.user), code=code)
    is_mine = found.person_id == request.user.pk
    subject = found.subject_for(request.user)
    way = ("Messages we sent you", reverse("correspondence:mine"))
    facts = {
        "message": found,
        "subject": subject,
        "text": found.text_for(request.user),
        "may_retry": found.gave_up_at and request.user.is_a(Role.OFFICER, Role.ADMIN),
        "breadcrumbs": [
            way if is_mine else ("Messages sent", reverse("correspondence:all")),
            (subject, None),
        ],
    }
    return render(request, "correspondence/message.html", facts)


@doors.signed_in
def calendar(request, code):
    found = get_object_or_404(Message.objects.visible_to(request.user), code=code)
    if not found.calendar:
        raise Http404
    kind = f"text/calendar; method={found.calendar_method}; charset=utf-8"
    headers = {"Content-Disposition": 'attachment; filename="training.ics"'}
    return HttpResponse(found.calendar, content_type=kind, headers=headers)


@staff
@require_POST
def retry(request, code):
    found = get_object_or_404(Message.objects.visible_to(request.user), code=code)
    try:
        found.retry(by=request.user, now=request.now)
        messages.success(request, "The message will be sent again within a minute.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("correspondence:message", found.code)

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.gone import row_or_gone
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.forms.desk import EventDesk, answers_again, answers_of, first_answers
from training.forms.events import AsSeen, WhichCourse
from training.forms.filters import EventFilters
from training.holidays import holidays_at
from training.inviting import reason_not_to_staff
from training.models import Event, Material
from training.planning import change_event, create_event, discard_draft, plan_of, publish_event
from training.repeating import run_again
from training.rules import day_warnings, days_left, reasons_not_to_move, worries
from training.staffing import team_worries
from training.standing_in import reason_not_to_replace

TABS = [
    ("upcoming", "Upcoming"),
    ("decide", "Need a decision"),
    ("past", "Past"),
    ("drafts", "Drafts"),
    ("cancelled", "Cancelled"),
]


def _crumbs(*further):
    return [("Events", reverse("training:events")), *further]


def _on_the_page(person):
    events = Event.objects.visible_to(person).select_related("series", "go_decided_by")
    return events.with_course().with_sessions().with_trainers()


@doors.officer
def events(request):
    """All events, in four tabs, narrowed by search, course, venue and month, with what needs attention."""
    tab = request.GET.get("state") if request.GET.get("state") in dict(TABS) else "upcoming"
    filters = EventFilters(request.GET, now=request.now)
    found = Event.objects.visible_to(request.user).in_tab(tab, request.now).matching(**filters.chosen)
    page = page_of(found.with_course().with_sessions().with_team(), request)
    holidays = holidays_at(page)
    for shown in page:
        shown.worries = worries(shown, request.now, holidays)
    context = {"filters": filters, "page": page, "tab": tab, "tabs": TABS}
    return render(request, "training/events.html", context)


@doors.officer
def event_new(request):
    """Plans an event: of the course in the address, or asks which."""
    which = WhichCourse(request.GET if "course" in request.GET else None, initial=request.GET.dict())
    if not which.is_valid():
        crumbs = _crumbs(("New", None))
        return render(request, "training/event_course.html", {"form": which, "breadcrumbs": crumbs})
    course = which.cleaned_data["course"]
    last = course.events.published().order_by("-starts_at").first()
    answers = first_answers(course, plan_of(last) if last else None, which.cleaned_data["group"])
    return _plan(request, course, answers, {"last": last})


@doors.officer
def event_again(request, code):
    """Runs exactly this event again: everything is filled in, on the same weekdays next."""
    found = get_object_or_404(_on_the_page(request.user), code=code)
    answers = answers_again(run_again(plan_of(found), request.now))
    return _plan(request, found.course, answers, {"again": found})


def _plan(request, course, answers, context):
    """The form of a new event: shows it with these answers, and saves a draft."""
    if twice := made_before(request, course.events):
        messages.info(request, "This event is saved already.")
        return redirect("training:event", twice.code)
    desk = EventDesk(request.POST or None, **answers)
    if desk.is_valid():
        code = desk.form.cleaned_data["code"]
        try:
            made = create_event(course, **desk.plan(), code=code, by=request.user, now=request.now)
        except Refused as refused:
            desk.refuse(refused.reasons)
        else:
            messages.success(request, "The event is saved as a draft. Look through it, then publish it.")
            return redirect("training:event", made.code)
    context |= {"desk": desk, "form": desk.form, "course": course}
    return render(request, "training/event_form.html", context | {"breadcrumbs": _crumbs(("New", None))})


@doors.officer
def event(request, code):
    """Everything that is decided about one event."""
    found = get_object_or_404(_on_the_page(request.user), code=code)
    holidays = holidays_at([found])
    context = {
        "event": found,
        "worries": worries(found, request.now, holidays),
        "day_warnings": day_warnings(found, request.now, holidays),
        "team_worries": team_worries(found, request.now),
        "invitations": found.trainer_invitations.with_trainer(),
        "may_invite": not reason_not_to_staff(found, request.now),
        "may_replace": not reason_not_to_replace(found),
        "needs": found.equipment_needs.select_related("equipment"),
        "materials": Material.objects.of_event(found).count(),
        "has_started": found.has_started(request.now),
        "needs_decision": found.needs_decision(request.now),
        "days_left": days_left(found, request.now),
        "may_cancel": found.is_published and not found.is_closed,
        "may_change": not (found.is_cancelled or found.is_closed),
        "breadcrumbs": _crumbs((found.course.title, None)),
    }
    return render(request, "training/event.html", context)


@doors.officer
def event_edit(request, code):
    """Changes an event; once people are booked, only what does not move it."""
    found = get_object_or_404(_on_the_page(request.user), code=code)
    plan, fixed = plan_of(found), reasons_not_to_move(found, request.now)
    data, free = request.POST if request.method == "POST" else None, found.is_draft
    desk = EventDesk(data, **answers_of(found, plan), with_sessions=not fixed, with_group=free)
    if desk.is_valid():
        seen = desk.form.cleaned_data["seen"]
        try:
            change_event(found, **desk.plan(plan.sessions), seen=seen, by=request.user, now=request.now)
        except Refused as refused:
            desk.refuse(refused.reasons)
        else:
            messages.success(request, "The event is saved.")
            return redirect("training:event", code)
    crumbs = _crumbs((found.course.title, reverse("training:event", args=[code])), ("Change", None))
    context = {"desk": desk, "form": desk.form, "event": found, "course": found.course, "fixed": fixed}
    context["may_move"] = found.is_published and not found.has_started(request.now)
    return render(request, "training/event_form.html", context | {"breadcrumbs": crumbs})


@doors.officer
def event_publish(request, code):
    """Asks once more, then puts a draft into the programme."""
    return _confirmed(
        request, code, publish_event, "training/event_publish.html", "The event is in the programme."
    )


@doors.officer
def event_discard(request, code):
    """Asks once more, then throws a draft away."""
    return _confirmed(request, code, discard_draft, "training/event_discard.html", "The draft is gone.")


def _confirmed(request, code, verb, template, done):
    """A page with one button that calls a verb on an event."""
    found = row_or_gone(_on_the_page(request.user), code)
    if found is None:
        messages.error(request, "This draft has been thrown away already.")
        return redirect("training:events")
    form = AsSeen(request.POST if request.method == "POST" else None, initial={"seen": found.revision})
    page = reverse("training:event", args=[code])
    if form.is_valid():
        try:
            verb(found, seen=form.cleaned_data["seen"], by=request.user, now=request.now)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return redirect(page)
        messages.success(request, done)
        return redirect(page if found.pk else "training:events")
    crumbs = _crumbs((found.course.title, page), ("Confirm", None))
    context = {"event": found, "form": form, "breadcrumbs": crumbs}
    context["day_warnings"] = day_warnings(found, request.now, holidays_at([found]))
    context["told"] = found.course.interests.open().count()
    return render(request, template, context)

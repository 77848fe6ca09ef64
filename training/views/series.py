from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.errors import Refused
from lib.pages import page_of
from training.forms.series import Chosen, Drafts, Pattern, title_of
from training.holidays import holidays_at
from training.models import Event, Series
from training.repeating import make_series, proposals, publish_series, reason_not_to_repeat
from training.rules import worries


def _crumbs(*further):
    return [("Series", reverse("training:series_list")), *further]


@doors.officer
def series_list(request):
    """All series, the newest first, with how many events each has."""
    page = page_of(Series.objects.visible_to(request.user).with_counts(), request)
    return render(request, "training/series_list.html", {"page": page})


@doors.officer
def series(request, code):
    """The events of a series, and one button that publishes its drafts."""
    found = get_object_or_404(Series.objects.visible_to(request.user).with_counts(), code=code)
    form = Drafts(request.POST if request.method == "POST" else None, series=found)
    if form.is_valid():
        try:
            published = publish_series(found, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            are = "event is" if published == 1 else "events are"
            messages.success(request, f"{published} {are} in the programme.")
            return redirect("training:series", code)
    page = page_of(found.events.with_course().with_sessions().with_team(), request)
    holidays = holidays_at(page)
    for shown in page:
        shown.worries = worries(shown, request.now, holidays)
    context = {"series": found, "form": form, "page": page, "breadcrumbs": _crumbs((found.title, None))}
    return render(request, "training/series.html", context)


@doors.officer
def event_repeat(request, code):
    """Repeats an event on many days: the pattern is looked at first, then drafts of the ticked days are made."""
    found = get_object_or_404(Event.objects.visible_to(request.user).with_course().with_sessions(), code=code)
    pattern = Pattern(request.GET if "pattern" in request.GET else None)
    chosen = proposed = None
    if pattern.is_valid():
        proposed = proposals(found, pattern.days, request.now)
        title = title_of(str(found.course), pattern.in_words, pattern.days)
        data = request.POST if request.method == "POST" else None
        chosen = Chosen(data, event=found, proposed=proposed, title=title)
        if chosen.is_valid() and (series := _made(request, found, chosen)):
            return redirect("training:series", series.code)
    page = reverse("training:event", args=[code])
    context = {
        "event": found,
        "pattern": pattern,
        "chosen": chosen,
        "proposed": proposed,
        "refusal": reason_not_to_repeat(found),
        "joins": found.series is None and not found.has_started(request.now),
        "breadcrumbs": [("Events", reverse("training:events")), (str(found), page), ("Repeat", None)],
    }
    return render(request, "training/event_repeat.html", context)


def _made(request, event: Event, chosen: Chosen) -> Series | None:
    """The series that the form asks for; the same form a second time finds the one of the first. None when it was refused."""
    answers = chosen.cleaned_data
    same = Series.objects.visible_to(request.user).filter(code=answers["code"])
    if known := same.first():
        messages.info(request, "This series is saved already.")
        return known
    try:
        made = make_series(
            event,
            answers["days"],
            title=answers["title"],
            code=answers["code"],
            seen=answers["seen"],
            by=request.user,
            now=request.now,
        )
    except Refused as refused:
        chosen.add_error(None, refused.reasons)
        return same.first()  # the button was pressed twice in one moment
    messages.success(
        request, "The events are saved as drafts. Look through them, then publish them all at once."
    )
    return made

"""The programme month by month, on paper, and as calendars that diaries read by themselves."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from bookings import documents, feeds
from bookings.forms.calendars import AddressForm, CalendarFilters
from bookings.forms.programme import ProgrammeFilters
from bookings.models import Feed
from bookings.months import events_for, months, sessions_in, table
from lib.dates import local_day
from lib.errors import Refused
from lib.links import absolute
from lib.periods import Period
from training.models import Event

VIEWS = [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")]
MOST_IN_A_FEED = 1000


@doors.public
def calendar_of_programme(request):
    """A month as a grid, a quarter or a year as lists."""
    form, today = CalendarFilters(request.GET), local_day(request.now)
    period = Period.read(request.GET.get("view", ""), request.GET.get("month", ""), today=today)
    sessions = sessions_in(period, form.narrow(events_for(request.user)))
    if request.GET.get("format") in ("csv", "xlsx"):
        return table(period, sessions).response(request.GET["format"], f"programme-{period.key}")
    context = {
        "form": form,
        "period": period,
        "months": months(period, sessions, today=today),
        "views": [(view, text, Period.of(view, period.first)) for view, text in VIEWS],
        "this_one": Period.of(period.view, today),
        "breadcrumbs": [("Programme", reverse("bookings:programme")), ("Calendar", None)],
    }
    return render(request, "bookings/months.html", context)


def _programme(request):
    """What the public programme lists under the filters in the address."""
    return (
        ProgrammeFilters(request.GET)
        .narrow(Event.objects.programme(request.now))
        .with_course()
        .with_sessions()
    )


@doors.public
def programme_pdf(request):
    content = documents.programme_pdf(_programme(request).with_trainers(), now=request.now)
    headers = {"Content-Disposition": 'inline; filename="programme.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@doors.public
def programme_feed(request):
    return _calendar(feeds.programme(_programme(request)[:MOST_IN_A_FEED], now=request.now), "programme")


@doors.signed_in
def my_calendar(request):
    """The private addresses of a person's calendars; a POST makes one, or a new one for the old."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            feeds.make_address(request.user, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The address is ready. Copy it into your diary.")
        return redirect("bookings:my_calendar")
    made = {feed.kind: feed for feed in Feed.objects.filter(person=request.user)}
    rows = [
        {
            "kind": kind,
            "feed": made.get(kind),
            "address": feeds.address_of(made[kind]) if kind in made else "",
        }
        for kind in feeds.kinds_for(request.user)
    ]
    crumbs = [("My bookings", reverse("bookings:mine")), ("My calendar", None)]
    context = {
        "form": form,
        "rows": rows,
        "programme": absolute("bookings:programme_feed"),
        "breadcrumbs": crumbs,
    }
    return render(request, "bookings/my_calendar.html", context)


@doors.signed_link
@never_cache
def feed(request, token):
    found = feeds.behind(token)
    if found is None:
        raise Http404
    return _calendar(feeds.calendar_of(found, now=request.now), found.kind)


def _calendar(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)

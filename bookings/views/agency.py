from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render

from accounts import doors
from accounts.models import Agency
from bookings.models import Booking, Charge

TABS = [("bookings", "Coming"), ("past", "Past"), ("charges", "Charges")]


@doors.coordinator
def agency(request):
    """What a coordinator sees: the bookings of their agencies and their charges; nobody else's rows."""
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "bookings"
    words = request.GET.get("q", "")[:200].strip()
    rows = {"bookings": _coming, "past": _past, "charges": _charges}[tab](request, words)
    agencies = Agency.objects.filter(pk__in=request.user.coordinated_agency_ids)
    facts = {"agencies": agencies, "tab": tab, "tabs": TABS, "words": words, "now": request.now}
    return render(
        request,
        "bookings/agency.html",
        facts | {"page": Paginator(rows, 50).get_page(request.GET.get("page"))},
    )


def _bookings(request, words):
    found = Booking.objects.of_agencies_of(request.user).with_event().with_person()
    for word in words.split()[:6]:
        person = Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word)
        found = found.filter(person | Q(event__course__title__icontains=word))
    return found


def _coming(request, words):
    return (
        _bookings(request, words)
        .active()
        .filter(event__ends_at__gt=request.now)
        .order_by("event__starts_at", "pk")
    )


def _past(request, words):
    return (
        _bookings(request, words).filter(event__ends_at__lte=request.now).order_by("-event__starts_at", "pk")
    )


def _charges(request, words):
    found = Charge.objects.of_agencies_of(request.user).with_facts()
    for word in words.split()[:6]:
        person = Q(booking__person__first_name__icontains=word) | Q(
            booking__person__last_name__icontains=word
        )
        found = found.filter(person | Q(booking__event__course__title__icontains=word))
    return found.order_by("-proposed_at", "-pk")

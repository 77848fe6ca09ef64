from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render

from accounts import doors
from accounts.models import Agency, Person
from bookings.models import Booking, Charge
from bookings.models.booking import ACTIVE, Outcome

TABS = [("bookings", "Coming"), ("past", "Past"), ("people", "People"), ("charges", "Charges")]


@doors.coordinator
def agency(request):
    """What a coordinator sees: the people of their agencies, their bookings and their charges; nobody else's rows."""
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "bookings"
    words = request.GET.get("q", "")[:200].strip()
    rows = {"bookings": _coming, "past": _past, "people": _people, "charges": _charges}[tab](request, words)
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


def _people(request, words):
    here = Q(employments__ends_on=None, employments__agency__in=request.user.coordinated_agency_ids)
    mine = Q(bookings__agency__in=request.user.coordinated_agency_ids)
    coming = mine & Q(bookings__status__in=ACTIVE, bookings__event__ends_at__gt=request.now)
    came = mine & Q(bookings__outcome__in=[Outcome.ATTENDED, Outcome.PARTLY])
    missed = mine & Q(bookings__outcome=Outcome.NO_SHOW)
    people = (
        Person.objects.filter(pk__in=Person.objects.filter(here).values("pk")).search(words).with_employment()
    )
    counts = {"coming": coming, "came": came, "missed": missed}
    counted = people.annotate(**{name: Count("bookings", filter=which) for name, which in counts.items()})
    return counted.order_by("last_name", "first_name", "pk")


def _charges(request, words):
    found = Charge.objects.of_agencies_of(request.user).with_facts()
    for word in words.split()[:6]:
        person = Q(booking__person__first_name__icontains=word) | Q(
            booking__person__last_name__icontains=word
        )
        found = found.filter(person | Q(booking__event__course__title__icontains=word))
    return found.order_by("-proposed_at", "-pk")

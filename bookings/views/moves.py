"""Sending a colleague instead, and moving to another date: signed in, or by the signed link of the booking's e-mails."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import Person
from bookings import cancellation, substitution, transfer
from bookings.booking import tariff_and_terms
from bookings.forms.moves import ColleagueForm, TransferForm
from bookings.models import Booking
from lib.errors import Refused
from lib.links import sign, unsign
from lib.seen import fingerprint


def other_ways(request, booking: Booking, token: str = "") -> dict:
    """Where a colleague is sent and where a booking is moved, for those who may; `token` is the signed link's."""
    if not (token or booking.can_be_changed_by(request.user)):
        return {}
    ways = {"replace": substitution.reason_not_to_replace, "transfer": transfer.reason_not_to_transfer}
    may = [name for name, refusal in ways.items() if not refusal(booking, request.now)]
    if token:
        return {f"{name}_url": reverse(f"bookings:{name}_by_link", args=[token]) for name in may}
    return {f"{name}_url": reverse(f"bookings:{name}", args=[booking.code]) for name in may}


@doors.signed_in
def replace(request, code):
    booking = _changeable(request, code)
    here = reverse("bookings:booking", args=[code])
    return _replace(request, booking, by=request.user, back=here, crumbs=_crumbs(booking, "Send a colleague"))


@doors.signed_link
@never_cache
def replace_by_link(request, token):
    booking = _behind(token)
    return _replace(request, booking, by=booking.person, back=reverse("bookings:manage", args=[token]))


def _replace(request, booking: Booking, *, by: Person, back: str, crumbs=()):
    """One page for both ways in; those who look after an agency's people may choose one of them."""
    chosen = "colleague" in request.POST
    form = ColleagueForm(request.POST if request.method == "POST" and not chosen else None)
    words, found = request.GET.get("q", "")[:200].strip(), _colleagues(request, booking)
    try:
        new = None
        if request.method == "POST" and chosen and found is not None:
            colleague = get_object_or_404(found, code=request.POST["colleague"])
            new = substitution.replace(booking, colleague, by=by, now=request.now)
        elif form.is_valid():
            new = substitution.replace_by_email(booking, **form.cleaned_data, by=by, now=request.now)
        if new:
            messages.success(request, f"{new.person} takes the place. Both have been told.")
            return redirect(back)
    except Refused as refusal:
        post = form.is_bound and str(refusal) == substitution.POST
        form.add_error("post" if post else None, refusal.reasons) if form.is_bound else messages.error(
            request, str(refusal)
        )
    page = Paginator(found.search(words), 20).get_page(request.GET.get("page")) if words and found else None
    context = {
        "booking": booking, "form": form, "back": back, "refusal": substitution.reason_not_to_replace(booking, request.now),
        "may_choose": found is not None, "words": words, "page": page, "breadcrumbs": crumbs,
    }  # fmt: skip
    return render(request, "bookings/replace.html", context)


def _colleagues(request, booking: Booking):
    """The people of the agency, for its coordinators and the training team; None for everybody else."""
    reader = request.user
    if not (reader.is_authenticated and booking.can_be_changed_by(reader)):
        return None
    if not (reader.is_a("officer") or booking.agency_id in reader.coordinated_agency_ids):
        return None
    here = Person.objects.filter(
        employments__ends_on=None, employments__agency=booking.agency_id, is_active=True
    )
    return here.exclude(pk=booking.person_id).with_employment().order_by("last_name", "first_name", "pk")


@doors.signed_in
def transfer_page(request, code):
    booking = _changeable(request, code)
    here = reverse("bookings:booking", args=[code])
    new = _transferred(request, booking, by=request.user)
    if new:
        return redirect("bookings:booking", new.code)
    crumbs = _crumbs(booking, "Move to another date")
    return _transfer(request, booking, back=here, crumbs=crumbs)


@doors.signed_link
@never_cache
def transfer_by_link(request, token):
    booking = _behind(token)
    new = _transferred(request, booking, by=booking.person)
    if new:
        return redirect("bookings:manage", sign("manage", new.code))
    return _transfer(request, booking, back=reverse("bookings:manage", args=[token]))


def _form(request, booking: Booking) -> TransferForm:
    if not hasattr(request, "transfer_form"):
        what = cancellation.consequence(booking, request.now)
        tariff = _tariff(request, booking)
        terms = (tariff.code, tariff.terms) if tariff else ()
        data = request.POST if request.method == "POST" else None
        request.transfer_form = TransferForm(
            data, events=transfer.other_dates(booking, request.now), seen=fingerprint(what.seen, terms)
        )
    return request.transfer_form


def _transferred(request, booking: Booking, *, by: Person) -> Booking | None:
    """The booking on the other date, when the form was sent and the rules allow it."""
    form = _form(request, booking)
    if not form.is_valid():
        return None
    try:
        new = transfer.transfer(booking, form.cleaned_data["event"], by=by, now=request.now)
    except Refused as refusal:
        booking.refresh_from_db()
        form.add_error("event", refusal.reasons)
        return None
    messages.success(request, "The booking has moved to the new date. A confirmation is on its way by email.")
    return new


def _transfer(request, booking: Booking, *, back: str, crumbs=()):
    context = {
        "booking": booking,
        "form": _form(request, booking),
        "back": back,
        "refusal": transfer.reason_not_to_transfer(booking, request.now),
        "has_dates": transfer.other_dates(booking, request.now).exists(),
        "consequence": cancellation.consequence(booking, request.now),
        "agreement": _tariff(request, booking),
        "breadcrumbs": crumbs,
    }
    return render(request, "bookings/transfer.html", context)


def _tariff(request, booking: Booking):
    return tariff_and_terms(booking.event, booking.sector, now=request.now)[0]


def _changeable(request, code) -> Booking:
    found = Booking.objects.changeable_by(request.user).with_sessions().with_person()
    return get_object_or_404(found, code=code)


def _behind(token) -> Booking:
    code = unsign("manage", token)
    if code is None:
        raise Http404
    return get_object_or_404(Booking.objects.with_sessions().with_person(), code=code)


def _crumbs(booking: Booking, here: str) -> list:
    return [
        ("My bookings", reverse("bookings:mine")),
        (booking.event.course.title, reverse("bookings:booking", args=[booking.code])),
        (here, None),
    ]

"""Sending a colleague instead, and moving to another date: signed in, or by the signed link of the booking's e-mails."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import Person
from bookings import cancellation, substitution, transfer
from bookings.booking import tariff_and_terms
from bookings.forms.moves import ChosenColleagueForm, ColleagueForm, TransferForm
from bookings.models import Booking
from lib.errors import Refused
from lib.links import sign, unsign
from lib.pages import page_of
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
    found = _colleagues(request, booking)
    chosen = _chosen(request, found)
    form = _colleague_form(request, booking, chosen)
    if new := _sent(request, booking, chosen, form, by=by):
        messages.success(request, f"{new.person} takes the place. Both have been told.")
        return redirect(back)
    clashes = substitution.clashes_of(chosen, booking) if chosen else form.clashes
    words = request.GET.get("q", "")[:200].strip()
    page = page_of(found.search(words), request, 20) if words and found else None
    context = {
        "booking": booking, "form": form, "back": back, "refusal": substitution.reason_not_to_replace(booking, request.now),
        "may_choose": found is not None, "words": words, "page": page, "breadcrumbs": crumbs, "chosen": chosen if clashes else None,
        "clashes": clashes, "shown": known_to(request.user, clashes),
        "clash_words": f"{chosen or 'They'} {'has' if chosen else 'have'} another booking at the same time",
    }  # fmt: skip
    return render(request, "bookings/replace.html", context)


def _chosen(request, found) -> Person | None:
    """Whom the reader pressed the button of, among those they may choose."""
    if request.method != "POST" or "colleague" not in request.POST or found is None:
        return None
    return get_object_or_404(found, code=request.POST["colleague"])


def _colleague_form(request, booking: Booking, chosen: Person | None) -> ColleagueForm | ChosenColleagueForm:
    """Who is typed in; for somebody chosen who has another booking at that time, the question whether they come all the same."""
    if chosen and substitution.clashes_of(chosen, booking):
        return ChosenColleagueForm(request.POST, colleague=chosen.code)
    typed = request.method == "POST" and "colleague" not in request.POST
    return ColleagueForm(
        request.POST if typed else None,
        clashing=lambda email: substitution.clashes_of(substitution.known(email), booking),
    )


def _sent(request, booking: Booking, chosen: Person | None, form, *, by: Person) -> Booking | None:
    """The colleague's booking, when one is named and the rules allow it; otherwise the page says why."""
    try:
        if chosen and (isinstance(form, ColleagueForm) or form.is_valid()):
            return substitution.replace(booking, chosen, by=by, now=request.now)
        if not chosen and form.is_valid():
            facts = {name: text for name, text in form.cleaned_data.items() if name != "overlap"}
            return substitution.replace_by_email(booking, **facts, by=by, now=request.now)
    except Refused as refusal:
        post = form.is_bound and str(refusal) == substitution.POST
        if form.is_bound:
            form.add_error("post" if post else None, refusal.reasons)
        else:
            messages.error(request, str(refusal))
    return None


def known_to(reader, clashes: list[Booking]) -> list[Booking]:
    """Those that the reader may see. Behind a signed link, which may be forwarded, none."""
    if not (clashes and reader.is_authenticated):
        return []
    seen = Booking.objects.visible_to(reader).filter(pk__in=[other.pk for other in clashes])
    pks = set(seen.values_list("pk", flat=True))
    return [other for other in clashes if other.pk in pks]


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


def _is_own(request, booking: Booking) -> bool:
    """Whether the page speaks to the person who is booked: behind the link of their e-mails it does."""
    return not request.user.is_authenticated or request.user == booking.person


def _form(request, booking: Booking) -> TransferForm:
    if not hasattr(request, "transfer_form"):
        what = cancellation.consequence(booking, request.now)
        tariff = _tariff(request, booking)
        terms = (tariff.code, tariff.terms) if tariff else ()
        data = request.POST if request.method == "POST" else None
        request.transfer_form = TransferForm(
            data,
            events=transfer.other_dates(booking, request.now),
            seen=fingerprint(what.seen, terms),
            clashing=lambda to: transfer.clashes_of(booking, to),
            own=_is_own(request, booking),
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
    clashes = _form(request, booking).clashes
    context = {
        "booking": booking,
        "form": _form(request, booking),
        "clashes": clashes,
        "shown": known_to(request.user, clashes),
        "own": _is_own(request, booking),
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

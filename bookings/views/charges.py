from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import TrailEntry
from bookings import charging
from bookings.forms.charge import AnswerForm, ChargeFilters, ConfirmForm, WaiveForm
from bookings.models import Charge
from lib.errors import Refused, TooLate
from lib.links import unsign
from lib.money import NOTHING
from training.models import Event

TABS = [("now", "To decide now"), ("waiting", "Waiting for an answer"), ("decided", "Decided")]
SORTS = {"age": ["proposed_at", "pk"], "-age": ["-proposed_at", "-pk"]}
MOST = 200


@doors.officer
def charges(request):
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "now"
    seen = Charge.objects.visible_to(request.user)
    by_tab = {
        "now": seen.to_decide(request.now), "waiting": seen.awaiting_answer(request.now), "decided": seen.decided()
    }  # fmt: skip
    form = ChargeFilters(request.GET)
    chosen = form.apply(by_tab[tab].with_facts())
    sort = request.GET.get("sort")
    page = Paginator(chosen.order_by(*SORTS[sort]) if sort in SORTS else chosen, 50).get_page(
        request.GET.get("page")
    )
    event = form.chosen.get("event") and Event.objects.with_course().filter(code=form.chosen["event"]).first()
    tabs = [(name, text, by_tab[name].count() if name != "decided" else None) for name, text in TABS]
    facts = {"form": form, "page": page, "sort": sort, "tab": tab, "tabs": tabs, "event": event}
    return render(request, "bookings/charges.html", facts)


@doors.roles("officer", "finance", "admin")
def charge(request, code):
    found = get_object_or_404(Charge.objects.visible_to(request.user).with_facts(), code=code)
    history = (
        TrailEntry.objects.filter(subject_type="charge", subject_code=code)
        .select_related("by")
        .order_by("at", "pk")
    )
    crumbs = [("Charges", reverse("bookings:charges")), ("", None)] if request.user.is_a("officer") else None
    return render(request, "bookings/charge.html", {
        "charge": found, "history": history, "breadcrumbs": crumbs, "awaits_answer": found.awaits_answer(request.now),
        "can_decide": found.is_proposed and request.user.is_a("officer"), "sees_reason": request.user.is_a("officer"),
        "is_own": found.booking.person_id == request.user.pk,
    })  # fmt: skip


@doors.officer
def charge_confirm(request, code):
    return _decide_one(request, code, "confirm")


@doors.officer
def charge_waive(request, code):
    return _decide_one(request, code, "waive")


def _decide_one(request, code, deed):
    found = get_object_or_404(Charge.objects.visible_to(request.user).with_facts(), code=code)
    back = reverse("bookings:charge", args=[code])
    crumbs = [("Charges", reverse("bookings:charges")), (str(found.booking.person), back)]
    return _decide(request, [found], deed, back, crumbs)


@doors.officer
def charges_decide(request):
    """Confirms or waives many: the page that asks first, and the deed."""
    asked = request.POST or request.GET
    ticked = Charge.objects.visible_to(request.user).filter(code__in=asked.getlist("charge")[:MOST])
    chosen = list(ticked.proposed().with_facts())
    if not chosen or asked.get("deed") not in ("confirm", "waive"):
        nothing = (
            "What you chose has been decided already." if ticked.exists() else "Choose at least one charge."
        )
        messages.error(request, nothing)
        return redirect("bookings:charges")
    back = reverse("bookings:charges")
    return _decide(request, chosen, asked["deed"], back, [("Charges", back), ("", None)])


def _decide(request, chosen, deed, back, crumbs):
    """Asks about these charges, or (on a POST with what is needed) decides them and goes back."""
    posted = request.POST if request.method == "POST" else None
    kind = WaiveForm if deed == "waive" else ConfirmForm
    form = kind(posted, now_is=charging.seen_of(chosen))
    if form.is_valid():
        try:
            count = _deed(chosen, deed, form.cleaned_data, by=request.user, now=request.now)
            done = "waived" if deed == "waive" else "confirmed"
            messages.success(request, f"{count} {'charge is' if count == 1 else 'charges are'} {done}.")
            return redirect(back)
        except Refused as refusal:
            if str(refusal) != charging.CHANGED:
                messages.error(request, str(refusal))
                return redirect(back)
            form.look_again(charging.CHANGED)
    total = sum((each.amount for each in chosen), NOTHING)
    awaiting = sum(each.awaits_answer(request.now) for each in chosen)
    facts = {
        "charges": chosen,
        "waives": deed == "waive",
        "total": total,
        "form": form,
        "breadcrumbs": crumbs,
        "awaiting": awaiting,
        "back": back,
    }
    return render(request, "bookings/charge_decide.html", facts)


def _deed(chosen, deed, answers, **who) -> int:
    decide = charging.waive_many if deed == "waive" else charging.confirm_many
    count = decide(chosen, **answers, **who)
    if not count:
        raise TooLate(charging.DECIDED)
    return count


@doors.signed_link
@never_cache
def charge_answer(request, token):
    found = Charge.objects.with_facts().filter(code=unsign("charge", token) or "").first()
    if found is None:
        raise Http404
    # The link names the first day; decided alone, it still opens the page for the others.
    others = Charge.objects.proposed().filter(booking=found.booking_id).with_facts()
    found = found if found.is_proposed else others.first() or found
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, now_is=charging.seen_of(others))
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        try:
            charging.answer(found, **form.cleaned_data, by=by, now=request.now)
            messages.success(request, "Thank you. The training team will read your reason and decide.")
            return redirect("bookings:charge_answer", token)
        except Refused as refusal:
            if str(refusal) != charging.ANSWERED:
                messages.error(request, str(refusal))
                return redirect("bookings:charge_answer", token)
            form.look_again(charging.ANSWERED)
    return render(request, "bookings/charge_answer.html", {"charge": found, "form": form, "charges": others})

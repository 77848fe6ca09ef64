from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import doors
from accounts.gone import row_or_gone
from bookings import tariffs as deeds
from bookings.forms.tariff import TariffForm
from bookings.models import Tariff
from lib.dates import local_day
from lib.errors import Refused
from lib.once import made_before


def _way(request) -> list[tuple[str, str | None]]:
    """The page of the reader's own from which the tariffs are reached."""
    for role, text, name in [
        ("officer", "Charges", "bookings:charges"),
        ("finance", "Finance", "finance:desk"),
    ]:
        if request.user.is_a(role):
            return [(text, reverse(name)), ("", None)]
    return []


@doors.roles("officer", "finance", "admin")
def tariffs(request):
    today = local_day(request.now)
    every = list(Tariff.objects.prefetch_related("rates").order_by("-effective_from"))
    now = next((tariff for tariff in every if tariff.effective_from <= today), None)
    facts = {
        "coming": [tariff for tariff in every if tariff.effective_from > today],
        "in_force": now,
        "past": [tariff for tariff in every if now and tariff.effective_from < now.effective_from],
        "may_change": request.user.is_a("officer"),
        "breadcrumbs": _way(request),
    }
    return render(request, "bookings/tariffs.html", facts)


@doors.officer
def tariff_new(request):
    if made_before(request, Tariff.objects):
        messages.info(request, "The tariff is saved already.")
        return redirect("bookings:tariffs")
    form = TariffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        exempt = form.cleaned_data["exempt_sectors"]
        try:
            deeds.new_tariff(
                form.facts, rates=form.rates, exempt_sectors=exempt, by=request.user, now=request.now
            )
            messages.success(
                request, "The tariff is saved. Bookings made from its first day on are priced by it."
            )
            return redirect("bookings:tariffs")
        except Refused as refusal:
            form.add_error("effective_from", str(refusal))
    crumbs = [("Tariffs", reverse("bookings:tariffs")), ("", None)]
    return render(request, "bookings/tariff_new.html", {"form": form, "breadcrumbs": crumbs})


@doors.officer
def tariff_delete(request, code):
    tariff = row_or_gone(Tariff.objects, code)
    if tariff is None:
        messages.error(request, deeds.GONE)
        return redirect("bookings:tariffs")
    if request.method == "POST":
        try:
            deeds.delete(tariff, by=request.user, now=request.now)
            messages.success(request, "The tariff is deleted.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("bookings:tariffs")
    crumbs = [("Tariffs", reverse("bookings:tariffs")), ("", None)]
    return render(request, "bookings/tariff_delete.html", {"tariff": tariff, "breadcrumbs": crumbs})

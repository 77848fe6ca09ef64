from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.agencies import save_agency
from accounts.forms.agencies import AgencyFilters, AgencyForm
from accounts.models import Agency, Role
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of

staff = doors.roles(Role.OFFICER, Role.FINANCE, Role.ADMIN)


@staff
def agencies(request):
    """All agencies, searched by name or domain and filtered by sector."""
    filters = AgencyFilters(request.GET)
    found = Agency.objects.visible_to(request.user).matching(**filters.chosen)
    page = page_of(found.select_related("parent").prefetch_related("domains"), request)
    return render(request, "accounts/agencies.html", {"filters": filters, "page": page})


@staff
def agency_new(request):
    return _edit(request, Agency(), "Add an agency")


@staff
def agency(request, code):
    found = get_object_or_404(Agency.objects.visible_to(request.user), code=code)
    return _edit(request, found, found.name)


def _edit(request, agency, title):
    """Shows and saves one agency, new or known."""
    posted = request.POST if request.method == "POST" else None
    if made := made_before(request, Agency.objects.visible_to(request.user)):
        messages.info(request, f"{made} is saved already.")
        return redirect("accounts:agencies")
    form = AgencyForm(posted, instance=agency)
    if form.is_valid():
        domains = form.cleaned_data["domains"]
        try:
            save_agency(form.save(commit=False), domains=domains, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{agency} is saved.")
            return redirect("accounts:agencies")
    crumbs = [("Agencies", reverse("accounts:agencies")), (title, None)]
    return render(request, "accounts/agency.html", {"form": form, "title": title, "breadcrumbs": crumbs})

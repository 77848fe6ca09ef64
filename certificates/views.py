from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from certificates import document, revoking
from certificates.forms import RevokeForm, SearchForm, VerifyForm
from certificates.models import PURPOSE, Certificate
from certificates.references import read
from evaluations.models import Invitation
from lib import links
from lib.errors import Refused

A_PAGE = 25


def _page(request, certificates):
    """One page of certificates, each with its state of today."""
    page = Paginator(certificates, A_PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.state_today = each.state_at(request.now)
    return page


@doors.practitioner
def mine(request):
    """One's own certificates, and the evaluations that still keep one back."""
    waiting = Invitation.objects.awaited_from(request.user, request.now)
    own = Certificate.objects.of(request.user).order_by("-issued_at", "-pk")
    return render(request, "certificates/mine.html", {"page": _page(request, own), "waiting": waiting})


def _pdf(request, certificate: Certificate) -> HttpResponse:
    """The file; a revoked certificate is not given out any more, the page says why."""
    if certificate.is_revoked:
        return render(request, "certificates/revoked.html", {"certificate": certificate}, status=410)
    name = f"certificate-{certificate.reference}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(document.as_pdf(certificate), content_type="application/pdf", headers=headers)


@doors.signed_in
def pdf(request, code):
    return _pdf(request, get_object_or_404(Certificate.objects.visible_to(request.user), code=code))


@doors.signed_link
def download(request, token):
    """The PDF by the link of the e-mail, without signing in."""
    code = links.unsign(PURPOSE, token)
    if code is None:
        raise Http404
    return _pdf(request, get_object_or_404(Certificate, code=code))


@doors.officer
def all(request):
    """Every certificate, for the officer who is asked about one."""
    search = SearchForm(request.GET)
    found = Certificate.objects.search(search.chosen.get("q", ""))
    facts = {
        "page": _page(request, found),
        "q": search.chosen.get("q", ""),
        "breadcrumbs": [("People", reverse("accounts:people")), ("Certificates", None)],
    }
    return render(request, "certificates/all.html", facts)


@doors.officer
def certificate(request, code):
    """All that one certificate says, and where it can be taken back."""
    found = get_object_or_404(Certificate.objects.select_related("booking__person", "revoked_by"), code=code)
    facts = {
        "certificate": found,
        "state": found.state_at(request.now),
        "breadcrumbs": [("Certificates", reverse("certificates:all")), (found.reference, None)],
    }
    return render(request, "certificates/certificate.html", facts)


@doors.officer
def revoke(request, code):
    """Asks for the reason and says what follows before it is done."""
    found = get_object_or_404(Certificate.objects.select_related("booking__person"), code=code)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoking.revoke(found, by=request.user, reason=form.cleaned_data["reason"], now=request.now)
            messages.success(request, f"Certificate {found.reference} is revoked.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("certificates:certificate", code=code)
    here = reverse("certificates:certificate", args=[code])
    crumbs = [("Certificates", reverse("certificates:all")), (found.reference, here), ("Revoke", None)]
    return render(
        request, "certificates/revoke.html", {"form": form, "certificate": found, "breadcrumbs": crumbs}
    )


@doors.public
def verify_search(request):
    """Where somebody types the reference of a certificate they were shown."""
    form = VerifyForm(request.GET if "reference" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", reference=form.cleaned_data["reference"])
    return render(request, "certificates/verify_search.html", {"form": form})


@doors.public
def verify(request, reference):
    """Says whether a certificate is valid, of which course and day, and the holder's initials: nothing else."""
    proper = read(reference)
    found = Certificate.objects.filter(reference=proper).first() if proper else None
    if found and proper != reference:
        return redirect("certificates:verify", reference=proper)
    if found is None:
        facts = {"reference": proper or reference[:60], "form": VerifyForm()}
        response = render(request, "certificates/unknown.html", facts, status=404)
    else:
        facts = {"certificate": found, "state": found.state_at(request.now)}
        response = render(request, "certificates/verify.html", facts)
    # A reference is known to those who were shown it; search engines were not.
    response["X-Robots-Tag"] = "noindex"
    return response

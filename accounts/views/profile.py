from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import doors, people
from accounts.forms.employment import ProfileForm
from lib.errors import Refused


@doors.signed_in
def profile(request):
    """Where a person says who they are and where they work: first after signing up, and whenever it changes."""
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(posted, person=request.user, initial={"next": request.GET.get("next", "")})
    is_new = request.user.employment is None
    if form.is_valid():
        try:
            people.save_profile(request.user, **form.profile, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "Your details are saved.")
            return redirect(_onward(request, form.cleaned_data["next"], is_new))
    return render(request, "accounts/profile.html", {"form": form, "is_new": is_new})


def _onward(request: HttpRequest, wanted: str, is_new: bool) -> str:
    """Where the person was going, if that is a page of ours."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    if wanted.startswith("/") and ours:
        return wanted
    return reverse("bookings:programme" if is_new else "accounts:profile")

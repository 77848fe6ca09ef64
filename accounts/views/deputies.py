from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import doors
from accounts.deputies import end_deputy, name_deputy, of_coordinator
from accounts.forms.deputy import DeputyForm
from accounts.models import Deputy
from lib.dates import local_day
from lib.errors import Refused
from lib.once import made_before


@doors.coordinator
def deputies(request):
    """A coordinator names who is asked as well while they are away."""
    if named := made_before(request, Deputy.objects.of_coordinator(request.user)):
        messages.info(request, f"{named.name} is named already.")
        return redirect("accounts:deputies")
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        principal = of_coordinator(request.user)
        try:
            made = name_deputy(principal, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{made.name} is asked as well while you are away.")
            return redirect("accounts:deputies")
    mine = Deputy.objects.of_coordinator(request.user).to_come_or_in_force(local_day(request.now))
    return render(request, "accounts/deputies.html", {"form": form, "deputies": mine})


@doors.coordinator
@require_POST
def deputy_end(request, code):
    deputy = get_object_or_404(Deputy.objects.of_coordinator(request.user), code=code)
    try:
        end_deputy(deputy, by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{deputy.name} is no longer asked.")
    return redirect("accounts:deputies")

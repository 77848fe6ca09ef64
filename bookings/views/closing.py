from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import doors
from bookings import registers
from bookings.registers import make_up_sheet
from bookings.views.registers import address, register_or_404
from lib.errors import Refused


@doors.trainer
def close_register(request, code):
    event = register_or_404(request, code)
    if request.method == "POST":
        try:
            registers.close(event, by=request.user, now=request.now, seen=request.POST.get("seen"))
            messages.success(request, "The register is closed.")
            return redirect("bookings:register", code)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("bookings:close_register", code)
    crumbs = [("Registers", reverse("bookings:registers")), (str(event), address(event, 1)), ("", None)]
    told = {
        "forecast": registers.forecast(event),
        "reasons": registers.reasons_not_to_close(event, request.now),
        "make_ups": make_up_sheet.unmarked(event),
    }
    return render(request, "bookings/close_register.html", {"event": event, "breadcrumbs": crumbs, **told})

"""What lets the register go on working on a phone without a signal."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse

from accounts import doors


@doors.public
def register_worker(request):
    """The service worker of the registers: a script may only serve the pages below its own address, so it is not with the other files."""
    path = finders.find("register-worker.js") or staticfiles_storage.path("register-worker.js")
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript")
    # The browser asks again each time, so that a new one replaces it at once.
    response["Cache-Control"] = "no-cache"
    return response

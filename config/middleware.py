from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from accounts.models.board import board_read_once
from config.allauth import pressed_again


class FrozenNow:
    """Gives every request one `now` (aware, UTC) and one reading of the Board's settings, so that a page never disagrees with itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = timezone.now()
        with board_read_once():
            return self.get_response(request)


class PressedAgain:
    """Says how things stand when a button of allauth's pages is pressed a second time: by itself it shows a page that does the
    opposite, or none, or that one has tried too often."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        sentence, page = pressed_again(request) or ("", "")
        if not sentence:
            return None
        messages.info(request, sentence)
        return redirect(page)


class NoNullInQuery:
    """Takes NUL characters out of what stands behind the question mark: no text has one, and PostgreSQL refuses to look for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query:
            query = query.replace("%00", "")
        request.META["QUERY_STRING"] = query
        return self.get_response(request)


class NoBrowserCache:
    """Keeps pages of signed-in people out of the browser's cache: the next person at a shared desk must not see them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

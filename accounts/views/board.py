import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_safe

from accounts import doors
from accounts.boards import save_board
from accounts.forms.board import BoardForm
from accounts.models import Board


@doors.administrator
def board(request):
    """Everything about the Board that is decided on screen."""
    posted = request.POST if request.method == "POST" else None
    form = BoardForm(posted, instance=Board.current())
    if form.is_valid():
        save_board(form.save(commit=False), by=request.user, now=request.now)
        messages.success(request, "The settings are saved.")
        return redirect("accounts:board")
    return render(request, "accounts/board.html", {"form": form})


def _css() -> str:
    return f":root{{--app-brand:{Board.current().colour}}}\n"


def _etag(request) -> str:
    return f'"{hashlib.sha256(_css().encode()).hexdigest()[:16]}"'


@doors.public
@require_safe
@condition(etag_func=_etag)
def board_css(request):
    """The Board's colour as a style sheet, because the security policy allows no style inside a page."""
    return HttpResponse(_css(), content_type="text/css", headers={"Cache-Control": "max-age=300"})

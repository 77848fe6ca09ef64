"""Who may open a page. Every view carries exactly one door; a test walks the URLconf and sees that it does."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import Role

View = Callable


def _door(name: str, check: Callable | None) -> Callable[[View], View]:
    """A decorator whose check returns a response that turns the visitor away, or None to let them in."""

    def decorate(view: View) -> View:
        assert not hasattr(view, "door"), f"{view.__name__} carries two doors"

        @wraps(view)
        def behind_the_door(request, *args, **kwargs):
            turned_away = check(request) if check else None
            return turned_away or view(request, *args, **kwargs)

        behind_the_door.door = name  # type: ignore[attr-defined]
        return behind_the_door

    return decorate


def _second_factor_missing(person) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and bool(person.roles) and not is_mfa_enabled(person)


def _signed_in(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if _second_factor_missing(request.user):
        return redirect("mfa_activate_totp")
    return None


def _practitioner(request):
    turned_away = _signed_in(request)
    if turned_away:
        return turned_away
    if request.user.employment is None:
        return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.get_full_path()})}")
    return None


def roles(*allowed: str) -> Callable[[View], View]:
    """Lets in people who hold one of these roles, with their second factor set up; others get 403."""

    def check(request):
        turned_away = _signed_in(request)
        if turned_away:
            return turned_away
        if not request.user.is_a(*allowed):
            raise PermissionDenied
        return None

    return _door("+".join(allowed), check)


public = _door("public", None)
# The signature in the address is the key; the view answers a wrong one with 404.
signed_link = _door("signed_link", None)
signed_in = _door("signed_in", _signed_in)
practitioner = _door("practitioner", _practitioner)
coordinator = roles(Role.COORDINATOR)
for_agencies = roles(Role.COORDINATOR, Role.OFFICER)
trainer = roles(Role.TRAINER, Role.OFFICER)
officer = roles(Role.OFFICER)
finance = roles(Role.FINANCE)
committee = roles(Role.COMMITTEE, Role.OFFICER, Role.FINANCE)
administrator = roles(Role.ADMIN)

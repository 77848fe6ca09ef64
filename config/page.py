"""What every page needs: the Board, the navigation of this visitor, the footer."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.models import Board, Role

EVERYBODY = None
NAVIGATION = [
    ("Programme", "bookings:programme", EVERYBODY),
    ("Home", "reports:home", set(Role.values) | {"practitioner"}),
    ("My bookings", "bookings:mine", {"practitioner"}),
    ("My certificates", "certificates:mine", {"practitioner"}),
    ("My agency", "bookings:agency", {Role.COORDINATOR}),
    ("Plan", "training:events", {Role.OFFICER}),
    ("Registers", "bookings:registers", {Role.TRAINER, Role.OFFICER}),
    ("My training", "training:own", {Role.TRAINER}),
    ("Charges", "bookings:charges", {Role.OFFICER}),
    ("Finance", "finance:desk", {Role.FINANCE}),
    ("The year", "reports:this_year", {Role.COMMITTEE, Role.OFFICER, Role.FINANCE}),
    ("People", "accounts:people", {Role.ADMIN, Role.OFFICER}),
    ("Settings", "accounts:board", {Role.ADMIN}),
]
FOOTER = [
    ("Accessibility", "accounts:accessibility"),
    ("Privacy", "accounts:privacy"),
    ("Check a certificate", "certificates:verify_search"),
]


def _hats(person) -> set[str]:
    if not person.is_authenticated:
        return set()
    return person.roles | {"practitioner"}


def _navigation(request) -> list[dict]:
    hats = _hats(request.user)
    items = []
    for text, name, wanted in NAVIGATION:
        if wanted is EVERYBODY or hats & wanted:
            url = reverse(name)
            items.append({"text": text, "url": url, "current": request.path == url})
    return items


def board_and_navigation(request) -> dict:
    """Context of every page: `board`, `navigation`, `footer_links`, `demo`."""
    links = [{"text": text, "url": reverse(name)} for text, name in FOOTER]
    if settings.DEMO:
        links.append({"text": "About this data", "url": reverse("demo:about")})
    return {
        "board": SimpleLazyObject(Board.current),
        "navigation": _navigation(request),
        "footer_links": links,
        "demo": settings.DEMO,
    }

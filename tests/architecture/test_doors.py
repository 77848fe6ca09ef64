"""Every page says who may open it."""

from django.urls import URLPattern, get_resolver

from tests.architecture.source import APPS


def our_views():
    """Every view of our own apps that an address leads to, with the address."""
    waiting = [(get_resolver(), "")]
    while waiting:
        resolver, prefix = waiting.pop()
        for entry in resolver.url_patterns:
            address = prefix + str(entry.pattern)
            if not isinstance(entry, URLPattern):
                waiting.append((entry, address))
            elif entry.callback.__module__.split(".")[0] in APPS:
                yield address, entry.callback


def test_the_walk_finds_pages():
    assert len(list(our_views())) > 20


def test_every_view_carries_a_door():
    # doors.py itself refuses a second door on the same view.
    doorless = [address for address, view in our_views() if not getattr(view, "door", None)]
    assert not doorless


def test_every_view_is_a_function():
    assert not [address for address, view in our_views() if hasattr(view, "view_class")]

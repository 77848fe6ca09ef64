"""Components keep the question in the address, and show the words they are given as words."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string

HOSTILE = "<script>alert(1)</script>"


def pagination(rf, number: int, address: str = "/?q=neglect") -> str:
    page = Paginator(range(300), 10).get_page(number)
    return render_to_string("components/_pagination.html", {"page": page}, rf.get(address))


@pytest.fixture(autouse=True)
def no_database(settings):
    """The real context processors ask for the Board; a component needs only the request."""
    engine = settings.TEMPLATES[0]
    options = engine["OPTIONS"] | {"context_processors": ["django.template.context_processors.request"]}
    settings.TEMPLATES = [engine | {"OPTIONS": options}]


def test_pagination_keeps_the_filters(rf):
    assert 'href="?q=neglect&amp;page=8"' in pagination(rf, 7)


def test_pagination_leaves_out_the_middle(rf):
    html = pagination(rf, 15)
    assert html.count("⋯") == 2
    assert 'aria-label="Page 15" aria-current="page"' in html


def test_one_page_needs_no_pagination(rf):
    page = Paginator([], 10).get_page(1)
    assert not render_to_string("components/_pagination.html", {"page": page}, rf.get("/")).strip()


def test_sorting_again_turns_the_order_round_and_starts_at_page_one(rf):
    context = {"key": "name", "text": "Name", "sort": "name"}
    html = render_to_string("components/_sort_header.html", context, rf.get("/?page=3&q=x"))
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=x&amp;sort=-name"' in html


@pytest.mark.parametrize(
    "name", ["_tag", "_inset", "_warning", "_empty", "_button", "_page_title", "_stat", "_summary_row"]
)
def test_words_are_words(name):
    words = dict.fromkeys(("text", "label", "number", "note", "key", "value", "caption"), HOSTILE)
    html = render_to_string(f"components/{name}.html", words)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_button_cannot_be_pressed_twice():
    html = render_to_string("components/_button.html", {"text": "Book"})
    assert 'data-prevent-double-click="true"' in html


@pytest.mark.parametrize(
    ("filter_", "value", "text"),
    [
        ("pounds", Decimal("1234.5"), "£1,234.50"),
        ("pounds", None, ""),
        ("day", datetime(2026, 3, 5, 9, 30, tzinfo=UTC), "5 March 2026"),
        ("day", None, ""),
        ("clock", datetime(2026, 7, 1, 8, 30, tzinfo=UTC), "9:30am"),
        ("day_and_clock", datetime(2026, 3, 5, 9, 30, tzinfo=UTC), "Thursday 5 March 2026 at 9:30am"),
        ("hours", 150, "2 hours 30 minutes"),
        ("percent", Decimal("84.6"), "85%"),
        ("percent", Decimal("84.5"), "85%"),
        ("percent", None, "–"),
    ],
)
def test_figures_are_printed_one_way(filter_, value, text):
    template = Template("{% load muster %}{{ value|" + filter_ + " }}")
    assert template.render(Context({"value": value})) == text

"""The frame of every page, and the pages that stand when something is wrong."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string

from tests.architecture.source import ROOT, templates

FOLDER = ROOT / "templates"
BOARD = SimpleNamespace(name="Test <Board>", email="training@test.example", phone="", colour="#123456")
# Only what stands without another room's addresses.
pytestmark = [pytest.mark.urls("tests.look.urls"), pytest.mark.one_database]


def page(name: str, **context) -> str:
    return render_to_string(name, {"user": AnonymousUser(), "board": BOARD, **context})


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_template_parses(path):
    get_template(str(path.relative_to(FOLDER)))


@pytest.mark.parametrize(
    "name", ["400", "403", "403_csrf", "404", "429", "pages/accessibility", "pages/privacy"]
)
def test_pages_have_one_heading_and_a_title(name):
    html = page(f"{name}.html")
    assert html.count("<h1") == 1
    heading = html.split("<h1")[1].split(">", 1)[1].split("</h1>")[0]
    assert f"<title>{heading} – Test &lt;Board&gt;</title>" in " ".join(html.split())


@pytest.mark.parametrize("name", ["400", "404"])
def test_they_stand_before_the_board_is_set_up(name):
    assert "Multi-agency training" in page(f"{name}.html", board=None)


def test_the_page_of_a_fault_needs_no_context():
    assert "Something went wrong" in get_template("500.html").render()


def test_the_frame_claims_nothing_of_the_government():
    html = page("404.html").lower()
    for reserved in ("gov.uk", "crown", "gds transport"):
        assert reserved not in html


def test_navigation_says_where_one_is():
    items = [
        {"text": "Programme", "url": "/p", "current": True},
        {"text": "Plan", "url": "/q", "current": False},
    ]
    html = page("404.html", navigation=items)
    assert html.count('aria-current="true"') == 1


def test_signing_out_is_a_deed_and_not_a_link():
    someone = SimpleNamespace(is_authenticated=True)
    html = page("404.html", user=someone)
    assert '<form method="post" action="/accounts/logout/"' in html


@pytest.mark.parametrize(("level", "role"), [("success", "alert"), ("error", "alert"), ("info", "region")])
def test_messages_are_announced(level, role):
    message = SimpleNamespace(level_tag=level)
    html = render_to_string("components/_notification.html", {"messages": [message]})
    assert f'role="{role}"' in html


def test_the_demo_says_that_it_is_one():
    assert "Invented people" in page("404.html", demo=True)
    assert "Invented people" not in page("404.html", demo=False)


def test_a_page_with_errors_says_so_in_its_title():
    assert "<title>Error: " in page("404.html", has_errors=True)

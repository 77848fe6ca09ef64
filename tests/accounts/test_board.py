"""The Board's settings, and its colour on every page."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from accounts.boards import save_board
from accounts.models import Board
from lib.colour import contrast_with_white

URL = "/settings/"


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


def answers(client, **changes):
    """What the page shows, with some answers changed."""
    form = client.get(URL).context["form"]
    facts = {name: "" if value is None else value for name, value in form.initial.items()}
    return facts | {"certificate_waits_for_evaluation": "on"} | changes


def test_what_is_changed_is_saved_and_in_the_trail(client, entries):
    response = client.post(URL, answers(client, short_name="BDSCP", answer_days="12"))
    assert response.status_code == 302
    assert entries() == [("board.changed", {"short_name": ["BESP", "BDSCP"], "answer_days": ["10", "12"]})]


def test_saving_without_a_change_leaves_no_trail(client, entries):
    client.post(URL, answers(client))
    assert not entries()


def test_the_line_ends_of_a_browser_are_no_change(client, entries):
    Board.objects.update(address="Town Hall\n1 Square")
    client.post(URL, answers(client, address="Town Hall\r\n1 Square"))
    assert not entries()


def test_the_first_settings_are_written_too(db, administrator, now, entries):
    Board.objects.all().delete()
    save_board(Board(name="New Board", short_name="NB", email="nb@example.org"), by=administrator, now=now)
    assert Board.current().name == "New Board"
    assert entries()[0][0] == "board.set_up"


def test_every_setting_is_on_the_page(client):
    page = client.get(URL).context["form"]
    assert {field.name for _, fields in page.groups for field in fields} == set(model_to_dict(Board())) - {
        "id"
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the name of the Board"),
        ({"name": "x" * 201}, "must be 200 characters or fewer"),
        ({"address": "x" * 501}, "must be 500 characters or fewer"),
        ({"email": "training"}, "Enter an email address in the correct format"),
        ({"colour": "blue"}, "Enter a colour such as #1d4f6e."),
        ({"colour": "#ffdd00"}, "White text cannot be read well on #ffdd00: the contrast is 1.3 to 1"),
        ({"late_limit_minutes": "-1"}, "must be 0 or more"),
        ({"late_limit_minutes": "241"}, "must be 240 or less"),
        ({"answer_days": "ten"}, "must be a whole number"),
        ({"follow_up_months": "0"}, "must be 1 or more"),
        ({"bank_sort_code": "123456"}, "Enter a sort code such as 12-34-56."),
        ({"bank_account_number": "1234"}, "Enter an account number of 8 digits."),
    ],
)
def test_bad_answers_are_said_beside_the_field(client, entries, changes, sentence):
    page = client.post(URL, answers(client, **changes)).content.decode()
    assert page.count(sentence) == 2
    assert not entries()


def test_a_stale_page_does_not_overwrite_unseen(client, entries):
    stale = answers(client, phone="111")
    client.post(URL, answers(client, phone="222"))
    page = client.post(URL, stale).content.decode()
    assert "Somebody else changed this while you had it open" in page
    assert Board.current().phone == "222"


def test_after_looking_again_the_second_press_is_a_decision(client):
    stale = answers(client, phone="111")
    client.post(URL, answers(client, phone="222"))
    again = client.post(URL, stale).context["form"]["seen"].value()
    client.post(URL, stale | {"seen": again})
    assert Board.current().phone == "111"


def test_hostile_text_is_shown_as_text(client):
    client.post(URL, answers(client, name="<script>alert(1)</script>"))
    assert "<script>alert" not in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48), ("#1d4f6e", 8.77)],
)
def test_contrast_is_counted_as_wcag_says(colour, ratio):
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


def test_the_colour_is_a_style_sheet(client, db):
    Board.objects.update(colour="#123456")
    response = client.get(reverse("accounts:board_css"))
    assert response["Content-Type"] == "text/css"
    assert response.content == b":root{--app-brand:#123456}\n"
    assert "no-store" not in response["Cache-Control"]


def test_an_unchanged_colour_is_not_sent_again(client):
    url = reverse("accounts:board_css")
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    Board.objects.update(colour="#123456")
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200

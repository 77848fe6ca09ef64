"""What was sent to whom: everybody sees their own, officers all, and nobody what would let them act for another."""

import pytest
from django.urls import reverse

from correspondence.outbox import queue_rendered
from lib.links import absolute, sign
from tests.cast import NOW

MINE, ALL = "/messages/", "/messages/all/"


def page_of(message, name="message"):
    return reverse(f"correspondence:{name}", args=[message.code])


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def test_people_see_what_was_sent_to_them(nurse, teacher, signed_in, make_message):
    own, _ = make_message(nurse), make_message(teacher)
    assert list(signed_in(nurse).get(MINE).context["page"]) == [own]


def test_nobody_opens_a_message_to_another(nurse, stranger, signed_in, make_message):
    message = make_message(nurse, calendar="BEGIN:VCALENDAR")
    for name in ("message", "calendar"):
        assert signed_in(stranger).get(page_of(message, name)).status_code == 404


def test_no_message_yet_says_so(nurse, signed_in):
    assert "We have not sent you any message yet." in signed_in(nurse).get(MINE).content.decode()


def test_hostile_words_are_shown_as_text(nurse, signed_in, make_message):
    script = "<script>alert(1)</script>"
    message = make_message(nurse, subject=script, text=script, html=script)
    for url in (MINE, page_of(message)):
        assert "<script>alert" not in signed_in(nurse).get(url).content.decode()


def test_the_calendar_entry_is_downloaded(nurse, signed_in, make_message):
    message = make_message(nurse, calendar="BEGIN:VCALENDAR\r\n", calendar_method="CANCEL")
    response = signed_in(nurse).get(page_of(message, "calendar"))
    assert response["Content-Type"].startswith("text/calendar; method=CANCEL")
    assert response["Content-Disposition"] == 'attachment; filename="training.ics"'
    assert response.content == b"BEGIN:VCALENDAR\r\n"


def test_a_message_without_a_calendar_entry_has_none_to_download(nurse, signed_in, make_message):
    message = make_message(nurse)
    assert signed_in(nurse).get(page_of(message, "calendar")).status_code == 404
    assert "calendar" not in signed_in(nurse).get(page_of(message)).content.decode().split("<main")[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"waits", "left", "failed"}),
        ("state=waiting", {"waits"}),
        ("state=sent", {"left"}),
        ("state=gave_up", {"failed"}),
        ("state=nonsense&q=left", {"left"}),
        ("q=nadia", {"waits"}),
        ("q=nadia+left", set()),
    ],
)
def test_the_list_finds(client, nurse, make_message, query, found):
    make_message(nurse, subject="waits")
    make_message(subject="left", sent_at=NOW)
    make_message(subject="failed", gave_up_at=NOW)
    assert {message.subject for message in client.get(f"{ALL}?{query}").context["page"]} == found


def test_more_messages_need_no_more_queries(client, nurse, teacher, make_message, count_queries):
    make_message(nurse)
    one = count_queries(client, ALL)
    make_message(teacher)
    make_message()
    assert count_queries(client, ALL) == one


def test_the_list_has_pages(client, make_message):
    for _ in range(30):
        make_message()
    assert len(client.get(ALL + "?page=2").context["page"]) == 5


@pytest.fixture
def code_message(nurse):
    queue_rendered(kind="login_code", to=nurse.email, subject="Your code: XYZ123", text="XYZ123", now=NOW)
    return nurse.messages.get()


def test_a_sign_in_code_is_read_by_its_reader_only(client, nurse, signed_in, code_message):
    assert "XYZ123" in signed_in(nurse).get(page_of(code_message)).content.decode()
    for url in (ALL, page_of(code_message)):
        assert "XYZ123" not in client.get(url).content.decode()


def test_a_sign_in_code_cannot_be_guessed_by_searching(client, code_message):
    assert not client.get(ALL + "?q=XYZ123").context["page"].object_list


def test_a_signed_link_is_shown_to_its_reader_only(client, nurse, signed_in, make_message):
    token = sign("manage", "BCDFGHJKMNPQ")
    link = absolute("accounts:privacy") + token
    message = make_message(nurse, text=f"Cancel here: {link}")
    assert token in signed_in(nurse).get(page_of(message)).content.decode()
    page = client.get(page_of(message)).content.decode()
    assert token not in page
    assert "(only the reader sees this link)" in page


def test_a_message_that_was_given_up_is_tried_again(client, nurse, make_message):
    message = make_message(nurse, gave_up_at=NOW, attempts=8)
    assert "will be sent again" in client.post(page_of(message, "retry"), follow=True).content.decode()
    message.refresh_from_db()
    assert (message.gave_up_at, message.attempts) == (None, 0)


def test_a_message_is_retried_once(client, nurse, make_message):
    message = make_message(nurse, gave_up_at=NOW)
    client.post(page_of(message, "retry"))
    assert "being sent again already" in client.post(page_of(message, "retry"), follow=True).content.decode()


def test_looking_at_a_message_does_not_send_it(client, nurse, make_message):
    message = make_message(nurse, gave_up_at=NOW)
    assert client.get(page_of(message, "retry")).status_code == 405

"""The officer says what a course asks at booking."""

import pytest
from django.urls import reverse

from lib.errors import Refused, TooLate
from training.models import BookingQuestion
from training.questions import MOST, add_question, change_question, end_question


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def page_of(course):
    return reverse("training:questions", args=[course.code])


def test_a_shipped_question_brings_its_words_and_is_sensitive(client, course):
    page = client.post(page_of(course), {"kind": "diet", "text": "ignored"}, follow=True).content.decode()
    assert "Do you have dietary needs?" in page
    assert BookingQuestion.objects.get().is_sensitive


def test_an_own_question_with_answers_to_choose_from(client, course):
    page = client.post(
        page_of(course), {"kind": "choice", "text": "Which group?", "choices": "Red"}
    ).content.decode()
    assert "Enter at least two answers" in page
    assert "Which group?" in page
    client.post(
        page_of(course),
        {"kind": "choice", "text": "Which group?", "choices": "Red\nBlue", "is_required": "on"},
    )
    question = BookingQuestion.objects.get()
    assert (question.options, question.is_required, question.is_sensitive) == (["Red", "Blue"], True, False)


@pytest.mark.parametrize(
    ("facts", "sentence"), [({}, "Choose what is asked"), ({"kind": "text"}, "Enter the question")]
)
def test_what_is_missing_is_told(client, course, facts, sentence):
    assert sentence in client.post(page_of(course), facts).content.decode()


def test_a_question_is_asked_once(course, officer, now):
    add_question(course, kind="access", by=officer, now=now)
    with pytest.raises(Refused, match="already"):
        add_question(course, kind="access", by=officer, now=now)


def test_there_is_an_end_to_questions(course, officer, now):
    for number in range(MOST):
        add_question(course, kind="text", text=f"Question {number}", by=officer, now=now)
    with pytest.raises(Refused, match="12 questions at most"):
        add_question(course, kind="text", text="One more", by=officer, now=now)


def test_a_question_is_reworded_and_its_kind_stays(client, course, officer, now):
    question = add_question(course, kind="text", text="Wich team?", by=officer, now=now)
    client.post(
        reverse("training:question", args=[question.code]), {"text": "Which team?", "is_required": "on"}
    )
    question.refresh_from_db()
    assert (question.text, question.is_required, question.kind) == ("Which team?", True, "text")


def test_an_ended_question_is_not_asked_or_changed(client, course, officer, now):
    question = add_question(course, kind="text", text="Which team?", by=officer, now=now)
    client.post(reverse("training:question_end", args=[question.code]))
    assert not course.booking_questions.asked().exists()
    with pytest.raises(TooLate):
        change_question(question, text="x", hint="", is_required=False, by=officer, now=now)
    with pytest.raises(TooLate):
        end_question(question, by=officer, now=now)

"""The form behind the signed link."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bookings.models import Booking
from evaluations import invariants, items, responses
from evaluations.models import Answer, Invitation, Question, Questionnaire, Response
from lib.errors import Refused, TooLate
from lib.links import sign
from tests.cast import NOW
from tests.evaluations.conftest import answer, answers_of, invitation_of


@pytest.fixture
def asked(attended, time_machine):
    time_machine.move_to(NOW, tick=False)
    return invitation_of(attended)


def url(invitation):
    return reverse("evaluations:form", args=[invitation.token])


def text(response):
    return " ".join(response.content.decode().split())


def test_the_form_asks_about_each_learning_outcome_without_signing_in(client, asked):
    page = text(client.get(url(asked)))
    assert "Recognise neglect" in page
    assert "Share information lawfully" in page
    assert "Please do not name or describe a child" in page


def test_answering_stores_every_answer_and_thanks(client, asked):
    response = client.post(url(asked), answers_of(asked), follow=True)
    assert "Thank you" in text(response)
    assert Invitation.objects.get().is_answered
    assert Answer.objects.filter(outcome__isnull=False, value=4).count() == 2
    assert Answer.objects.get(question__name="differently").text == "I will ask the child first."


def test_an_optional_question_left_empty_stores_nothing(client, asked):
    client.post(url(asked), answers_of(asked) | {"better": "  "})
    assert not Answer.objects.filter(question__name="better").exists()


def test_a_missing_answer_is_said_beside_it_and_what_was_typed_stays(client, asked):
    given = answers_of(asked, words="I will listen <b>longer</b>")
    del given["relevance"]
    page = text(client.post(url(asked), given))
    assert "Choose an answer: The course was relevant to my work" in page
    assert "I will listen &lt;b&gt;longer&lt;/b&gt;" in page
    assert not Response.objects.exists()
    assert not Invitation.objects.get().is_answered


@pytest.mark.parametrize("value", ["0", "6", "-1", "1.5", "four", "4; DROP TABLE", "١٢"])
def test_a_point_outside_the_scale_is_refused(client, asked, value):
    page = text(client.post(url(asked), answers_of(asked) | {"relevance": value}))
    assert "Choose an answer: The course was relevant to my work" in page
    assert not Response.objects.exists()


def test_words_may_be_long_but_not_endless(client, asked):
    page = text(client.post(url(asked), answers_of(asked) | {"differently": "x" * 2001}))
    assert "must be 2000 characters or fewer" in page
    client.post(url(asked), answers_of(asked) | {"differently": "x" * 2000})
    assert Response.objects.count() == 1


def test_a_control_character_is_refused(client, asked):
    assert client.post(url(asked), answers_of(asked) | {"differently": "a\x00b"}).status_code == 200
    assert not Response.objects.exists()


def test_sending_twice_answers_once(client, asked):
    client.post(url(asked), answers_of(asked))
    again = client.post(url(asked), answers_of(asked, point=1), follow=True)
    assert "Thank you" in text(again)
    assert Response.objects.count() == 1
    assert set(Answer.objects.exclude(value=None).values_list("value", flat=True)) == {4}


def test_the_second_of_two_at_once_is_too_late(asked):
    stale = invitation_of(asked.booking)
    responses.answer(asked, answers_of(asked), now=NOW)
    with pytest.raises(TooLate):
        responses.answer(stale, answers_of(stale), now=NOW)
    assert Response.objects.count() == 1


def test_the_verb_refuses_what_the_form_would_refuse(asked):
    with pytest.raises(Refused) as refused:
        responses.answer(asked, answers_of(asked) | {"relevance": 9, "differently": " "}, now=NOW)
    assert len(refused.value.reasons) == 2


def test_a_closed_evaluation_says_so(client, asked, time_machine):
    time_machine.move_to(asked.closes_at, tick=False)
    assert "This evaluation has closed" in text(client.get(url(asked)))
    client.post(url(asked), answers_of(asked))
    assert not Response.objects.exists()


def test_it_can_be_answered_until_the_second_it_closes(asked):
    responses.answer(asked, answers_of(asked), now=asked.closes_at - timedelta(seconds=1))
    assert Response.objects.count() == 1


def test_the_verb_is_too_late_when_it_closes(asked):
    with pytest.raises(TooLate, match="closed"):
        responses.answer(asked, answers_of(asked), now=asked.closes_at)


def test_a_cancelled_booking_has_nothing_to_answer(client, asked):
    Booking.objects.update(status="cancelled", cancelled_at=NOW, outcome="")
    assert "There is nothing to answer" in text(client.post(url(asked), answers_of(asked)))
    assert not Response.objects.exists()


def test_a_forged_link_finds_nothing(client, asked):
    for token in [
        asked.token[:-1] + ("A" if asked.token[-1] != "A" else "B"),
        asked.code,
        sign("certificate", asked.code),
        sign("evaluation", "NOSUCHCODE99"),
    ]:
        assert client.get(reverse("evaluations:form", args=[token])).status_code == 404
        assert client.get(reverse("evaluations:thanks", args=[token])).status_code == 404


def test_nobody_is_thanked_before_answering(client, asked):
    response = client.get(reverse("evaluations:thanks", args=[asked.token]))
    assert response.url == url(asked)


def test_answering_costs_a_handful_of_queries(asked, django_assert_max_num_queries):
    given = answers_of(asked)
    with django_assert_max_num_queries(6):
        responses.answer(asked, given, now=NOW)


def test_the_form_costs_the_same_for_many_outcomes(client, asked, django_assert_max_num_queries):
    for position in range(3, 11):
        asked.booking.event.course.outcomes.create(position=position, text=f"Outcome {position}")
    with django_assert_max_num_queries(8):
        client.get(url(asked))


def test_every_stage_has_questions_and_warns_against_names(db):
    for questionnaire in Questionnaire.objects.published():
        texts = questionnaire.questions.filter(kind=Question.Kind.TEXT)
        assert texts
        assert all("Please do not name" in question.hint for question in texts)
    assert Questionnaire.objects.published().count() == 4


def test_a_published_questionnaire_never_changes(db):
    published = Questionnaire.objects.published().first()
    for deed in (
        lambda: Question.objects.filter(questionnaire=published).update(text="Something else?"),
        lambda: Questionnaire.objects.filter(pk=published.pk).update(published_at=None),
        lambda: published.questions.create(position=99, name="new", kind="text", text="New?"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


def test_one_answer_for_each_question_and_outcome(asked):
    responses.answer(asked, answers_of(asked), now=NOW)
    for existing in Answer.objects.all():
        copy = Answer(
            response=existing.response, question=existing.question, outcome=existing.outcome, value=1
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_the_database_refuses_a_second_response_of_a_key(asked):
    responses.answer(asked, answers_of(asked), now=NOW)
    first = Response.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            key=first.key, stage=first.stage, event=first.event, questionnaire=first.questionnaire
        )


def test_the_audit_finds_an_answer_without_an_invitation(asked):
    assert not list(invariants.breaches())
    answer(asked.booking)
    assert not list(invariants.breaches())
    Invitation.objects.update(is_answered=False)
    assert len(list(invariants.breaches())) == 1


def test_a_question_names_its_items(asked):
    names = [item.name for item in items.of(asked)]
    assert len(names) == len(set(names)) == 8

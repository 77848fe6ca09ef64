"""What an event's answers show, to whom, and from how many."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations import invitations, matching, results
from evaluations.models import Answer, Invitation, Questionnaire, Stage
from tests.cast import NOW
from tests.evaluations.conftest import answer, close
from training.models import Delivery


def page(client, event):
    response = client.get(reverse("evaluations:results", args=[event.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split()).replace("> <", "><")


def row(label, *numbers):
    cells = "".join(
        f'<td class="govuk-table__cell govuk-table__cell--numeric">{each}</td>' for each in numbers
    )
    return f'<th scope="row" class="govuk-table__header">{label}</th>{cells}'


@pytest.fixture
def seen(past_event, signed_in, officer):
    return lambda person=officer: page(signed_in(person), past_event)


def test_four_answers_are_not_shown_and_five_are(class_of, seen):
    bookings = class_of(6)
    for booking in bookings[:4]:
        answer(booking)
    shown = seen()
    assert "4 of 6 asked have answered" in shown
    assert "Fewer than 5 answers: not shown." in shown
    assert "The course was relevant to my work" not in shown
    answer(bookings[4])
    shown = seen()
    assert "5 of 6 asked have answered" in shown
    assert row("The course was relevant to my work", 0, 0, 0, 5, 0, 5, "4.0") in shown


def test_a_question_that_four_answered_is_not_shown_beside_one_that_five_did(class_of, seen):
    for booking in class_of(5):
        answer(booking)
    Answer.objects.filter(question__name="venue").first().delete()
    shown = seen()
    assert 'suited the event</th><td class="govuk-table__cell" colspan="7">Fewer than 5' in shown
    assert row("The course was relevant to my work", 0, 0, 0, 5, 0, 5, "4.0") in shown


def test_means_and_counts_are_exact(class_of, past_event):
    for point, booking in zip([1, 2, 4, 5, 5], class_of(5), strict=True):
        answer(booking, point=point)
    after = results.of_event(past_event, with_words=False)[0]
    line = next(each for each in after.questions if each.question.name == "relevance").lines[0]
    assert line.counts == [1, 1, 0, 1, 2]
    assert line.mean == Decimal("3.4")


def test_a_choice_has_no_mean(booking):
    line = results.Line("How often?", [5, 0, 0, 1], has_a_mean=False)
    assert line.mean is None
    assert line.is_shown


def test_nobody_is_named_to_anybody(class_of, seen, trainer):
    for booking in class_of(5):
        answer(booking)
    for shown in (seen(), seen(trainer)):
        assert "Attendee" not in shown
        assert "Person1" not in shown


def test_words_are_for_the_officer_and_not_yet_for_the_trainer(class_of, seen, trainer):
    for booking in class_of(5):
        answer(booking, words="I will visit <again>.")
    assert "I will visit &lt;again&gt;." in seen()
    assert "I will visit" not in seen(trainer)
    assert "read by the L&amp;D officer first" in seen(trainer)


def test_words_of_four_people_are_not_shown(class_of, seen):
    for n, booking in enumerate(class_of(5)):
        answer(booking, words="I will phone first." if n else "-")
    Answer.objects.filter(text="-").delete()
    assert "I will phone first." not in seen()


def test_a_trainer_sees_only_their_own_events(past_event, event, signed_in, stranger, trainer):
    Delivery.objects.all().delete()
    assert signed_in(trainer).get(reverse("evaluations:results", args=[past_event.code])).status_code == 404


@pytest.mark.parametrize("who", ["nurse", "coordinator", "finance", "committee", "administrator"])
def test_others_are_not_let_in(past_event, everybody, signed_in, who):
    url = reverse("evaluations:results", args=[past_event.code])
    assert signed_in(getattr(everybody, who)).get(url).status_code == 403


def test_an_event_nobody_was_asked_about_says_so(seen):
    assert "Nobody has been asked yet" in seen()


def test_the_page_costs_the_same_for_many_answers(class_of, past_event, django_assert_max_num_queries):
    for booking in class_of(9):
        answer(booking)
    with django_assert_max_num_queries(7):
        results.of_event(past_event, with_words=True)
        matching.changes(past_event)


@pytest.fixture
def matched(past_event, class_of):
    """matched(n, only_after=k): n people answered 2 before and 4 after, k more only after."""

    def make(n, only_after=0):
        bookings = class_of(n + only_after)
        before = Questionnaire.objects.current(Stage.BEFORE)
        for booking in bookings[:n]:
            Invitation.objects.create(
                booking=booking,
                stage=Stage.BEFORE,
                questionnaire=before,
                opens_at=NOW - timedelta(days=40),
                closes_at=past_event.starts_at,
            )
            answer(booking, Stage.BEFORE, now=NOW - timedelta(days=30), point=2)
        for booking in bookings:
            answer(booking, point=4)
        return matching.changes(past_event)

    return make


def test_change_is_matched_for_each_outcome(matched):
    found = matched(5)
    assert [(c.outcome, c.n, c.before, c.after) for c in found] == [
        ("Recognise neglect", 5, Decimal("2.0"), Decimal("4.0")),
        ("Share information lawfully", 5, Decimal("2.0"), Decimal("4.0")),
    ]
    assert found[0].difference_in_words == "+2.0"


def test_four_matches_are_not_shown(matched):
    assert matched(4) == []


@pytest.mark.parametrize(("others", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_no_change_is_shown_that_would_give_away_the_others(matched, others, shown):
    assert bool(matched(5, only_after=others)) is shown


def test_reopening_and_closing_again_asks_nobody_twice(class_of, past_event):
    class_of(3)
    close(past_event, NOW + timedelta(days=1))
    assert invitations.open_due(NOW + timedelta(days=1)) == 0

"""Courses and their learning outcomes: the deeds, and the pages."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import TrailEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event
from training.catalogue import OutcomeLine
from training.models import Course
from training.planning import change_course, create_course

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "Neglect", "format": "half_day", "level": "2", "summary": "What neglect is.", "description": "", "audience": "",
    "minutes": 180, "participatory_minutes": 90, "approval": "none", "validity_months": None, "is_published": True,
}  # fmt: skip


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def facts_of(course):
    return {name: getattr(course, name) for name in FACTS}


def change(course, outcomes, *, by, seen=None, **facts):
    themes = course.themes.all()
    return change_course(
        course, facts_of(course) | facts, outcomes=outcomes, themes=themes, by=by, now=NOW, seen=seen
    )


def outcomes(course):
    return [(row.position, row.text) for row in course.outcomes.all()]


def test_a_course_is_made_with_its_outcomes_in_order(officer, theme):
    course = create_course(FACTS, outcomes=["Recognise", "Respond"], themes=[theme], by=officer, now=NOW)
    assert outcomes(course) == [(1, "Recognise"), (2, "Respond")]
    assert list(course.themes.all()) == [theme]
    assert TrailEntry.objects.get(deed="course.created").changes["outcomes"] == [
        None,
        ["Recognise", "Respond"],
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Title: "),
        ({"participatory_minutes": 181}, "participatory minutes cannot be more"),
        ({"minutes": 1}, "Length in minutes"),
    ],
)
def test_facts_that_do_not_fit_are_refused_whole(officer, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        create_course(FACTS | wrong, outcomes=["A"], themes=[], by=officer, now=NOW)
    assert not Course.objects.exists()


def test_a_title_is_used_once(officer, course):
    with pytest.raises(Refused, match="already a course of this title"):
        create_course(FACTS | {"title": course.title}, outcomes=["A"], themes=[], by=officer, now=NOW)


def test_an_outcome_of_the_same_words_stays_the_same_row(course, officer):
    first, second = course.outcomes.all()
    change(course, [second.text, "A new one", first.text], by=officer)
    assert [row.pk for row in course.outcomes.all() if row.text != "A new one"] == [second.pk, first.pk]
    assert outcomes(course)[1] == (2, "A new one")


def test_rewording_keeps_the_row(course, officer):
    first, second = course.outcomes.all()
    change(
        course,
        [OutcomeLine("Recognise neglect early", first.pk), OutcomeLine(second.text, second.pk)],
        by=officer,
    )
    first.refresh_from_db()
    assert first.text == "Recognise neglect early"


def test_two_outcomes_can_change_words_with_each_other(course, officer):
    first, second = course.outcomes.all()
    change(course, [OutcomeLine(second.text, first.pk), OutcomeLine(first.text, second.pk)], by=officer)
    assert [row.pk for row in course.outcomes.all()] == [first.pk, second.pk]


def test_an_outcome_left_out_goes_when_nobody_was_asked(course, officer):
    change(course, ["Share information lawfully"], by=officer)
    assert outcomes(course) == [(1, "Share information lawfully")]


def test_the_outcome_of_another_course_is_never_taken(course, officer):
    other = create_course(FACTS, outcomes=["Recognise"], themes=[], by=officer, now=NOW)
    change(course, [OutcomeLine("Stolen", other.outcomes.get().pk)], by=officer)
    assert outcomes(other) == [(1, "Recognise")]


def test_two_outcomes_that_say_the_same_are_refused(course, officer):
    with pytest.raises(Refused, match="say the same"):
        change(course, ["Listen", "listen"], by=officer)
    assert course.outcomes.count() == 2


def test_a_stale_course_page_overwrites_nothing(course, officer, second_officer):
    change(course, ["One"], seen=0, by=officer)
    with pytest.raises(TooLate, match="Somebody else changed this course"):
        change(course, ["Two"], seen=0, by=second_officer)
    assert outcomes(course) == [(1, "One")]


def typed(course=None, **changes):
    """The course form, filled in."""
    facts = facts_of(course) if course else FACTS
    data = {name: value for name, value in facts.items() if value not in (None, False)}
    if course:
        data |= {f"outcome_{row.pk}": row.text for row in course.outcomes.all()} | {"seen": course.revision}
    else:
        data["outcomes"] = "Recognise\r\n\r\n  Respond  "
    return data | changes


def test_the_form_makes_a_course_and_offers_its_first_event(desk):
    response = desk.post(reverse("training:course_new"), typed())
    course = Course.objects.get()
    assert outcomes(course) == [(1, "Recognise"), (2, "Respond")]
    body = desk.get(response.url).content.decode()
    assert f"{reverse('training:event_new')}?course={course.code}" in body


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 151}, "must be 150 characters or fewer"),
        ({"format": "nonsense"}, "Choose the format from the list"),
        ({"minutes": "long"}, "must be a whole number"),
        ({"minutes": "14"}, "must be 15 or more"),
        ({"participatory_minutes": "181"}, "participatory minutes cannot be more"),
        ({"validity_months": "0"}, "must be 1 or more"),
        ({"outcomes": ""}, "Enter the learning outcomes"),
        ({"outcomes": "x" * 201}, "Line 1 must be 200 characters or fewer: it has 201"),
        ({"outcomes": "\n".join("abcdefghijk")}, "Enter 10 lines or fewer: there are 11"),
        ({"outcomes": "Listen\nlisten"}, "Two lines say the same"),
        ({"summary": "a\0b"}, "must not contain control characters"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(desk, wrong, sentence):
    body = desk.post(
        reverse("training:course_new"), typed(description="Kept as typed") | wrong
    ).content.decode()
    assert sentence in body
    assert "Kept as typed" in body
    assert not Course.objects.exists()


def test_sending_the_form_twice_makes_one_course(desk):
    desk.post(reverse("training:course_new"), typed())
    assert (
        "Another course already has this title"
        in desk.post(reverse("training:course_new"), typed()).content.decode()
    )
    assert Course.objects.count() == 1


def test_the_edit_form_rewords_removes_and_adds(desk, course):
    first, second = course.outcomes.all()
    data = typed(course, outcomes="Plan together") | {
        f"outcome_{first.pk}": "",
        f"outcome_{second.pk}": "Share lawfully",
    }
    desk.post(reverse("training:course", args=[course.code]), data)
    assert [(row.pk == second.pk, row.text) for row in course.outcomes.all()] == [
        (True, "Share lawfully"), (False, "Plan together"),
    ]  # fmt: skip


def test_a_course_keeps_an_outcome_at_least(desk, course):
    data = typed(course) | {f"outcome_{row.pk}": "" for row in course.outcomes.all()}
    body = desk.post(reverse("training:course", args=[course.code]), data).content.decode()
    assert "Keep or enter at least one learning outcome" in body
    assert course.outcomes.count() == 2


def test_a_stale_form_says_so_and_keeps_what_was_typed(desk, course):
    Course.objects.update(revision=4)
    body = desk.post(
        reverse("training:course", args=[course.code]), typed(course, title="Mine")
    ).content.decode()
    assert "Somebody else changed this course" in body
    assert 'value="Mine"' in body


def test_the_list_finds_courses_and_counts_their_events_once(desk, course):
    make_event(course, days=2)
    with time_machine.travel(NOW, tick=False):
        page = desk.get(reverse("training:courses"), {"q": "child"}).context["page"]
    assert [(found, found.to_come) for found in page] == [(course, 1)]
    assert "No course answers" in desk.get(reverse("training:courses"), {"q": "zzz"}).content.decode()


def test_hostile_text_is_shown_as_text(desk):
    desk.post(reverse("training:course_new"), typed(title="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in desk.get(reverse("training:courses")).content.decode()

"""Themes and their lessons."""

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from training.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def typed(**changes):
    return {"name": "Child H", "source": "case_review", "year": "2015", "lessons": "Listen\nAct"} | changes


def test_a_theme_is_made_with_its_lessons(desk):
    assert desk.post(reverse("training:theme_new"), typed()).status_code == 302
    theme = Theme.objects.get()
    assert [lesson.text for lesson in theme.lessons.all()] == ["Listen", "Act"]
    assert TrailEntry.objects.get(deed="theme.created").subject_code == theme.code


def test_a_theme_is_changed_with_its_lessons(desk, theme):
    address = reverse("training:theme", args=[theme.code])
    assert "Information must be shared early" in desk.get(address).content.decode()
    desk.post(address, typed(seen="0", lessons="Share"))
    assert [lesson.text for lesson in theme.lessons.all()] == ["Share"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"name": "x" * 201}, "must be 200 characters or fewer"),
        ({"source": "x"}, "Choose the source from the list"),
        ({"year": "MMXV"}, "must be a whole number"),
        ({"year": "1899"}, "must be 1900 or more"),
        ({"lessons": "x" * 301}, "Line 1 must be 300 characters or fewer"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(desk, wrong, sentence):
    body = desk.post(reverse("training:theme_new"), typed(summary="Kept as typed") | wrong).content.decode()
    assert sentence in body
    assert "Kept as typed" in body
    assert not Theme.objects.exists()


def test_a_name_is_used_once(desk, theme):
    assert (
        "Another theme already has this name"
        in desk.post(reverse("training:theme_new"), typed(name=theme.name)).content.decode()
    )


def test_a_stale_page_says_so(desk, theme):
    Theme.objects.update(revision=2)
    body = desk.post(reverse("training:theme", args=[theme.code]), typed(seen="0")).content.decode()
    assert "Somebody else changed this theme" in body


def test_the_list_counts_the_courses_that_answer(desk, course):
    assert [theme.answered_by for theme in desk.get(reverse("training:themes")).context["page"]] == [1]


def test_an_empty_list_offers_the_first_step(desk):
    assert "Add the first theme" in desk.get(reverse("training:themes")).content.decode()

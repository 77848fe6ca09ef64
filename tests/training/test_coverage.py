"""The coverage view: lessons without a course, courses without a lesson."""

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.training.test_courses import FACTS
from training import coverage
from training.catalogue import create_course
from training.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def page(desk, **query):
    return desk.get(reverse("training:coverage", query=query or None))


def test_a_lesson_that_no_course_answers_is_named(desk, course, theme):
    body = page(desk).content.decode()
    assert "1 of 1 lesson</strong> is answered by no course" in body
    assert "answering none of its lessons" in body
    assert list(coverage.courses_without_lessons()) == [course]


def test_an_answered_lesson_links_to_its_course(desk, course, theme):
    course.lessons.set(theme.lessons.all())
    body = page(desk).content.decode()
    assert "No course" not in body
    assert reverse("training:course", args=[course.code]) in body
    assert not coverage.courses_without_lessons().exists()


def test_a_course_may_answer_only_another_theme(course, theme):
    other = Theme.objects.create(name="Neglect", source="priority")
    course.lessons.add(other.lessons.create(position=1, text="Name it"))
    covered = coverage.of_theme(theme)
    assert (covered.unanswered, covered.idle) == (list(theme.lessons.all()), [course])


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_it_downloads(desk, course, theme, format):
    response = page(desk, format=format)
    assert f'filename="coverage.{format}"' in response["Content-Disposition"]


def test_the_file_says_what_is_missing(course, theme):
    assert coverage.table().rows == [
        [theme.name, "Serious case review", "Information must be shared early", None, "No course answers it"],
        [theme.name, None, None, course.title, "Course answers no lesson"],
    ]


def test_without_themes_it_says_where_to_begin(desk):
    assert "Add the first theme" in page(desk).content.decode()


def test_the_queries_do_not_grow(desk, course, theme, officer, count_queries):
    few = count_queries(desk, reverse("training:coverage"))
    for name in ("A", "B"):
        other = Theme.objects.create(name=name, source="priority")
        lesson = other.lessons.create(position=1, text="Name it")
        create_course(
            FACTS | {"title": name}, outcomes=["A"], themes=[other], lessons=[lesson], by=officer, now=NOW
        )
    assert count_queries(desk, reverse("training:coverage")) == few

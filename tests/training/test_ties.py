"""What a course is tied to: courses that come first, courses that count as much, lessons that it answers."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import TrailEntry
from lib.errors import Refused
from tests.cast import NOW
from tests.training.test_courses import FACTS
from training.catalogue import change_course, create_course, save_theme
from training.models import Course

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(officer):
    def made(title, **ties):
        return create_course(FACTS | {"title": title}, outcomes=["A"], by=officer, now=NOW, **ties)

    return made


@pytest.fixture
def tie(officer):
    def tied(course, **ties):
        return change_course(course, {}, outcomes=["A"], by=officer, now=NOW, **ties)

    return tied


def test_what_comes_first_is_kept_and_in_the_trail(make, tie):
    basic, further = make("Basic"), make("Further")
    tie(further, prerequisites=[basic])
    assert list(further.prerequisites.all()) == [basic]
    assert list(basic.leads_to.all()) == [further]
    assert TrailEntry.objects.get(deed="course.changed").changes == {"prerequisites": [[], ["Basic"]]}


def test_an_equivalent_counts_both_ways(make, tie):
    one, other = make("One"), make("Other")
    tie(one, equivalents=[other])
    assert list(other.equivalents.all()) == [one]


def test_what_is_not_given_stays(make, tie, theme):
    course = make("Basic", themes=[theme], lessons=theme.lessons.all())
    tie(course, equivalents=[])
    assert list(course.lessons.all()) == list(theme.lessons.all())


@pytest.mark.parametrize("name", ["prerequisites", "equivalents"])
def test_a_course_is_not_tied_to_itself(make, tie, name):
    course = make("Basic")
    with pytest.raises(Refused, match="itself"):
        tie(course, **{name: [course]})
    assert not getattr(course, name).exists()


def test_two_courses_cannot_wait_for_each_other(make, tie):
    one, two = make("One"), make("Two")
    tie(two, prerequisites=[one])
    with pytest.raises(Refused, match=r"ring: “Two” before “One” before “Two”"):
        tie(one, prerequisites=[two])
    assert not one.prerequisites.exists()


def test_nor_three_in_a_ring_and_a_chain_is_fine(make, tie):
    one, two, three = make("One"), make("Two"), make("Three")
    tie(two, prerequisites=[one])
    tie(three, prerequisites=[two, one])
    with pytest.raises(Refused, match="“Three” before “One” before “Three”"):
        tie(one, prerequisites=[three])


def test_a_course_cannot_come_first_and_count_as_much(make, tie):
    one, two = make("One"), make("Two")
    with pytest.raises(Refused, match="both come first and count as much"):
        tie(one, prerequisites=[two], equivalents=[two])


def save_lessons(theme, lessons, officer):
    facts = {"name": theme.name, "source": theme.source, "year": theme.year, "summary": ""}
    save_theme(theme, facts, lessons=lessons, by=officer, now=NOW)


def test_a_lesson_keeps_its_courses_when_others_come_and_go(course, theme, officer):
    lesson = theme.lessons.get()
    course.lessons.add(lesson)
    save_lessons(theme, ["See the father", lesson.text], officer)
    assert list(course.lessons.all()) == [lesson]
    assert [row.position for row in theme.lessons.all()] == [1, 2]


def test_a_reworded_lesson_keeps_its_courses_and_a_removed_one_goes(course, theme, officer):
    course.lessons.add(theme.lessons.get())
    save_lessons(theme, ["Share information at once"], officer)
    assert [lesson.text for lesson in course.lessons.all()] == ["Share information at once"]
    save_lessons(theme, [], officer)
    assert not course.lessons.exists()


def test_the_form_keeps_what_is_ticked(signed_in, officer, course, theme, make):
    basic, same = make("Basic"), make("Same")
    data = FACTS | {
        "title": "New", "validity_months": "", "outcomes": "Know", "minimum": "8", "approval": "agency", "themes": [theme.pk],
        "lessons": [theme.lessons.get().pk], "prerequisites": [basic.pk], "equivalents": [same.pk],
    }  # fmt: skip
    signed_in(officer).post(reverse("training:course_new"), data)
    made = Course.objects.get(title="New")
    assert (made.minimum, made.approval) == (8, "agency")
    assert list(made.lessons.all()) == list(theme.lessons.all())
    assert (list(made.prerequisites.all()), list(made.equivalents.all())) == ([basic], [same])


def test_a_lesson_wants_its_theme(signed_in, officer, theme):
    data = FACTS | {"validity_months": "", "outcomes": "Know", "lessons": [theme.lessons.get().pk]}
    body = signed_in(officer).post(reverse("training:course_new"), data).content.decode()
    assert "tick that theme too" in body
    assert not Course.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_the_public_page_shows_what_comes_first_and_what_counts_as_much(client, course, make, tie):
    tie(course, prerequisites=[make("Basic")], equivalents=[make("Same")])
    body = client.get(reverse("bookings:course", args=[course.code])).content.decode()
    assert "Do this first" in body
    assert "Basic" in body
    assert "Counts as much as" in body
    assert "Same" in body

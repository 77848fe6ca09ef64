"""The officer's queue of external learning: found by person, course or agency, page by page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings import learning
from tests.bookings.test_learning import sent
from tests.cast import NOW

pytestmark = pytest.mark.time_machine(NOW, tick=False)
QUEUE = "bookings:learning_queue"


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


@pytest.fixture
def queue(nurse, teacher, course, board):
    return [sent(nurse, course, NOW), sent(teacher, course, NOW, title="Prevent", provider="Home Office")]


def found(desk, words, tab="now"):
    page = desk.get(reverse(QUEUE), {"q": words, "tab": tab}).context["page"]
    return [row.person.first_name for row in page]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nadia", ["Nadia"]),
        ("taylor tom", ["Tom"]),
        ("riverside", ["Nadia"]),
        ("oak primary", ["Tom"]),
        ("working together", ["Nadia", "Tom"]),
        ("prevent", ["Tom"]),
        ("nadia oak", []),
        ("", ["Nadia", "Tom"]),
    ],
)
def test_every_word_is_looked_for_in_person_course_and_agency(desk, queue, words, names):
    assert found(desk, words) == names


def test_what_was_decided_is_searched_in_its_own_tab(desk, queue, officer):
    learning.decline(queue[0], reason="Too old.", by=officer, now=NOW)
    assert found(desk, "nadia") == []
    assert found(desk, "nadia", tab="decided") == ["Nadia"]


def test_nothing_found_is_said_and_the_words_stay(desk, queue):
    page = desk.get(reverse(QUEUE), {"q": "nobody"}).content.decode()
    assert "Nothing was found." in page
    assert 'value="nobody"' in page


def test_an_agency_they_have_left_does_not_find_them(desk, queue, nurse):
    nurse.employments.update(ends_on=NOW.date() - timedelta(days=1))
    assert found(desk, "riverside") == []


def test_there_are_25_on_a_page_and_the_words_stay_on_the_next(desk, nurse, course, board):
    for _ in range(26):
        sent(nurse, course, NOW)
    page = desk.get(reverse(QUEUE), {"q": "nadia", "page": 2})
    assert len(page.context["page"].object_list) == 1
    assert "q=nadia" in page.content.decode()

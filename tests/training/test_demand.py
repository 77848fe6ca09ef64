"""The demand: who waits for a date of which course, as the officer who plans reads it."""

import pytest
from django.urls import reverse

from tests.cast import NOW, make_agency, make_event, make_person
from tests.training.extras import make_interest
from training import planning
from training.demand import demand, demand_table, most_wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


def text(response):
    return " ".join(response.content.decode().split())


def publish(course, room, officer, **facts):
    event = make_event(course, room, state="draft", **facts)
    planning.publish_event(event, by=officer, now=NOW)
    return event


def test_the_officer_sees_who_waits_by_course_and_agency(
    signed_in, officer, nurse, second_nurse, teacher, course
):
    for person in (nurse, second_nurse, teacher):
        make_interest(person, course, "After school")
    rows = [(row.agency, row.people, row.of_course) for row in demand()]
    assert rows == [("Riverside NHS Trust", 2, 3), ("Oak Primary School", 1, 3)]
    desk = signed_in(officer)
    assert "3 people wait" in text(desk.get(reverse("training:demand")))
    one = text(desk.get(reverse("training:course_demand", args=[course.code])))
    assert "Nadia Nurse" in one
    assert "After school" in one
    assert "3 people wait for a date of this course" in text(
        desk.get(reverse("training:course", args=[course.code]))
    )


@pytest.mark.parametrize(
    ("sort", "first"),
    [("agency", "Oak Primary School"), ("-agency", "Riverside NHS Trust"), ("people", "Oak Primary School"), ("x'--", "Riverside NHS Trust")],
)  # fmt: skip
def test_the_demand_is_sorted(signed_in, officer, nurse, second_nurse, teacher, course, sort, first):
    for person in (nurse, second_nurse, teacher):
        make_interest(person, course)
    page = signed_in(officer).get(reverse("training:demand"), {"sort": sort}).context["page"]
    assert page[0].agency == first


def test_the_file_has_a_row_for_each_course_and_a_column_for_each_agency(
    signed_in, officer, nurse, teacher, course
):
    for person in (nurse, teacher):
        make_interest(person, course)
    table = demand_table(demand())
    assert table.names == ["Course", "Oak Primary School", "Riverside NHS Trust", "All"]
    assert table.rows == [[course.title, 1, 1, 2]]
    desk = signed_in(officer)
    for name, args in (("demand", []), ("course_demand", [course.code])):
        for kind in ("csv", "xlsx"):
            answer = desk.get(reverse(f"training:{name}", args=args), {"format": kind})
            assert f".{kind}" in answer["Content-Disposition"]


def test_an_empty_demand_says_so_and_downloads(signed_in, officer, board):
    desk = signed_in(officer)
    assert "Nobody waits for a date." in text(desk.get(reverse("training:demand")))
    assert desk.get(reverse("training:demand"), {"format": "csv"}).status_code == 200


def test_the_officers_day_names_a_wanted_course_until_it_has_a_date(
    signed_in, officer, nurse, teacher, course, room
):
    for person in (nurse, teacher):
        make_interest(person, course)
    home = signed_in(officer)
    sentence = f"people wait for a date of {course.title}"
    assert sentence in text(home.get(reverse("reports:home")))
    publish(course, room, officer)
    assert most_wanted(NOW, 3) == []
    assert sentence not in text(home.get(reverse("reports:home")))


def test_the_pages_take_as_many_queries_for_one_as_for_three(
    signed_in, officer, nurse, trust, course, count_queries
):
    make_interest(nurse, course)
    desk, pages = (
        signed_in(officer),
        [reverse("training:demand"), reverse("training:course_demand", args=[course.code])],
    )
    one = [count_queries(desk, url) for url in pages]
    for number in range(2):
        make_interest(
            make_person(f"Nell{number}", "Nurse", make_agency(f"Clinic {number}", "health")), course
        )
    assert [count_queries(desk, url) for url in pages] == one


def test_telling_takes_few_queries_for_each_person(
    nurse, teacher, stranger, course, room, officer, django_assert_max_num_queries
):
    for person in (nurse, teacher, stranger):
        make_interest(person, course)
    event = make_event(course, room, state="draft")
    with django_assert_max_num_queries(32):
        planning.publish_event(event, by=officer, now=NOW)

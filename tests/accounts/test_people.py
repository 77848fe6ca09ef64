"""People as the officer sees them: the list, one person, adding somebody, changing what is wrong."""

import pytest
from django.urls import reverse

from accounts.models import Person
from tests.cast import make_person

LIST, NEW = "/people/", "/people/new/"


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def facts(agency, **changes):
    names = {"first_name": "Ann", "last_name": "Ash", "email": "ann@example.org"}
    return names | {"agency": agency.pk, "post": "Nurse", "no_manager": "on"} | changes


def page_of(person, name="person"):
    return reverse(f"accounts:{name}", args=[person.code])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nadia", ["Nadia Nurse"]),
        ("q=nurse+nadia", ["Nadia Nurse"]),
        ("q=CAROL.coordinator@", ["Carol Coordinator"]),
        ("role=coordinator", ["Carol Coordinator"]),
        ("q=zzz", []),
    ],
)
def test_the_list_finds(client, nurse, coordinator, query, found):
    assert [str(person) for person in client.get(f"{LIST}?{query}").context["page"]] == found


def test_the_list_is_filtered_by_the_agency_of_today(client, nurse, teacher, trust):
    assert list(client.get(f"{LIST}?agency={trust.code}").context["page"]) == [nurse]


def test_the_list_has_pages(client, trust):
    for number in range(30):
        make_person("Pat", f"Person{number}", trust)
    assert len(client.get(LIST + "?page=2").context["page"]) == 6  # 30 and the officer


def test_more_people_need_no_more_queries(client, trust, count_queries):
    make_person("One", "Nurse", trust, roles=["coordinator"], role_agency=trust)
    one = count_queries(client, LIST)
    for number in range(3):
        make_person("Pat", f"Person{number}", trust, roles=["coordinator"], role_agency=trust)
    assert count_queries(client, LIST) == one


def test_a_person_s_page_tells_what_is_known(client, coordinator, trust):
    page = client.get(page_of(coordinator)).content.decode()
    for words in (
        "Carol Coordinator",
        "carol.coordinator@example.org",
        "Training lead",
        "Mary Manager",
        str(trust),
    ):
        assert words in page


def test_an_officer_is_not_offered_roles(client, nurse, administrator, signed_in):
    url = page_of(nurse, "role_new")
    assert url not in client.get(page_of(nurse)).content.decode()
    assert url in signed_in(administrator).get(page_of(nurse)).content.decode()


def test_somebody_is_added(client, trust, entries):
    response = client.post(NEW, facts(trust, email="Ann@Example.org"))
    person = Person.objects.get(email="ann@example.org")
    assert response.url == page_of(person)
    assert person.employment.agency == trust
    assert [deed for deed, _ in entries()] == ["person.added", "employment.started"]


def test_somebody_without_an_address_is_added(client, trust):
    client.post(NEW, facts(trust, email=""))
    client.post(NEW, facts(trust, email="", first_name="Bea"))
    assert Person.objects.filter(email=None).count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Enter the first name"),
        ({"last_name": "x" * 101}, "must be 100 characters or fewer"),
        ({"email": "ann"}, "Enter an email address in the correct format"),
        ({"email": "OLIVE.officer@example.org"}, "Somebody with this email address is here already"),
        ({"post": ""}, "Enter the post"),
        ({"no_manager": ""}, "Enter the manager’s name, or tick that there is none"),
        (
            {"no_manager": "", "manager_name": "Ann", "manager_email": "ann@example.org"},
            "The manager’s email address must not be the person’s own",
        ),
    ],
)
def test_bad_answers_add_nobody(client, trust, changes, sentence):
    page = client.post(NEW, facts(trust, **changes)).content.decode()
    assert page.count(sentence) == 2
    assert not Person.objects.filter(first_name="Ann").exists()


def test_pressing_twice_adds_one_person(client, trust):
    client.post(NEW, facts(trust))
    assert "is here already" in client.post(NEW, facts(trust)).content.decode()


def test_a_name_is_changed(client, nurse):
    client.post(page_of(nurse, "person_names"), {"first_name": "Nadine", "last_name": "Nurse"})
    nurse.refresh_from_db()
    assert nurse.name == "Nadine Nurse"


def test_an_address_is_given_to_those_without_one_only(client, nurse, trust):
    ann = make_person("Ann", "Ash", trust, email=None)
    for person in (ann, nurse):
        names = {"first_name": "Ann", "last_name": "Ash", "email": "new@example.org"}
        client.post(page_of(person, "person_names"), names)
        person.refresh_from_db()
    assert ann.email == "new@example.org"
    assert nurse.email == "nadia.nurse@example.org"


def test_a_taken_address_is_refused(client, nurse, trust):
    ann = make_person("Ann", "Ash", trust, email=None)
    names = {"first_name": "Anna", "last_name": "Ash", "email": "NADIA.nurse@example.org"}
    page = client.post(page_of(ann, "person_names"), names).content.decode()
    assert "Somebody with this email address is here already" in page
    ann.refresh_from_db()
    assert (ann.first_name, ann.email) == ("Ann", None)


def test_where_somebody_works_is_changed(client, nurse, school):
    answers = {"agency": school.pk, "post": "School nurse", "no_manager": "on"}
    client.post(page_of(nurse, "person_employment"), answers)
    assert nurse.employment.agency == school
    page = client.get(page_of(nurse)).content.decode()
    assert "Health visitor" in page
    assert "School nurse" in page


def test_the_employment_page_keeps_what_was_typed(client, nurse, school):
    page = client.post(
        page_of(nurse, "person_employment"), {"agency": school.pk, "post": ""}
    ).content.decode()
    assert f'<option value="{school.pk}" selected>' in page
    assert "Enter the post" in page


def test_a_hostile_name_is_shown_as_text(client, nurse):
    Person.objects.filter(pk=nurse.pk).update(first_name="<script>alert(1)</script>")
    for url in (LIST, page_of(nurse), page_of(nurse, "person_names")):
        assert "<script>alert" not in client.get(url).content.decode()

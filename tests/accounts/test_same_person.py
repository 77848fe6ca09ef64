"""Who is entered twice, and what is changed by two at once."""

import pytest
from django.urls import reverse

from accounts.models import Person
from accounts.people import add_person, rename
from lib.errors import Refused

ANN = {"first_name": "Ann", "last_name": "Ash", "post": "Nurse"}


@pytest.fixture
def ann(trust, officer, now):
    return add_person(**ANN, agency=trust, by=officer, now=now)


@pytest.mark.parametrize(
    "changes", [{}, {"first_name": "ANN"}, {"post": " nurse "}, {"email": "ann@example.org"}]
)
def test_the_same_name_in_the_same_post_is_the_same_person(ann, trust, officer, now, changes):
    with pytest.raises(Refused, match="Ann Ash, Nurse at Riverside NHS Trust, is here already"):
        add_person(**ANN | changes, agency=trust, by=officer, now=now)


@pytest.mark.parametrize("changes", [{"first_name": "Anna"}, {"post": "Midwife"}, {"team": "North"}])
def test_a_post_or_a_team_tells_two_of_one_name_apart(ann, trust, officer, now, changes):
    assert add_person(**ANN | changes, agency=trust, by=officer, now=now) != ann


def test_so_does_another_agency(ann, school, officer, now):
    assert add_person(**ANN, agency=school, by=officer, now=now) != ann


def test_so_do_two_addresses(trust, officer, now):
    for email in ("ann.ash@example.org", "ann.ash2@example.org"):
        add_person(**ANN, email=email, agency=trust, by=officer, now=now)
    assert Person.objects.filter(last_name="Ash").count() == 2


def test_an_address_typed_while_there_was_none_is_not_dropped(ann, officer, signed_in):
    url, client = reverse("accounts:person_names", args=[ann.code]), signed_in(officer)
    seen = client.get(url).context["form"]["seen"].value()
    Person.objects.filter(pk=ann.pk).update(email="ann@example.org")
    typed = {"first_name": "Ann", "last_name": "Ash", "email": "other@example.org", "seen": seen}
    page = client.post(url, typed)
    assert "Somebody else changed this" in page.content.decode()
    assert 'value="other@example.org"' in page.content.decode()
    again = typed | {"seen": page.context["form"]["seen"].value()}
    assert "has an email address already" in client.post(url, again).content.decode()


def test_who_looked_again_may_overwrite(ann, officer, signed_in, now):
    url, client = reverse("accounts:person_names", args=[ann.code]), signed_in(officer)
    seen = client.get(url).context["form"]["seen"].value()
    rename(ann, first_name="Anna", last_name="Ash", by=officer, now=now)
    typed = {"first_name": "Annie", "last_name": "Ash", "seen": seen}
    again = client.post(url, typed).context["form"]["seen"].value()
    client.post(url, typed | {"seen": again})
    ann.refresh_from_db()
    assert ann.first_name == "Annie"

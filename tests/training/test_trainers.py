"""Trainers: found by name or e-mail address, given the role, described in one line."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Person, TrailEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_person
from training.models import Trainer
from training.team import add_trainer

pytestmark = pytest.mark.django_db
NEW = "training:trainer_new"


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def test_a_person_becomes_a_trainer_with_the_role(nurse, officer):
    add_trainer(nurse, about="Health visitor", by=officer, now=NOW)
    assert Person.objects.get(pk=nurse.pk).is_a("trainer")
    assert set(TrailEntry.objects.values_list("deed", flat=True)) >= {"trainer.added"}


def test_a_person_is_a_trainer_once(trainer, officer):
    with pytest.raises(TooLate, match="is a trainer already"):
        add_trainer(trainer, by=officer, now=NOW)


def test_somebody_who_may_not_sign_in_is_refused_and_nothing_stays(nurse, officer):
    nurse.is_active = False
    nurse.save()
    with pytest.raises(Refused):
        add_trainer(nurse, by=officer, now=NOW)
    assert not Trainer.objects.exists()


def found(desk, words):
    return desk.get(reverse(NEW), {"q": words}).context["people"]


def test_people_are_found_by_name_and_by_address_unless_they_train_already(desk, nurse, trainer):
    assert found(desk, "nadia") == [nurse]
    assert found(desk, nurse.email) == [nurse]
    assert found(desk, "trevor") == []


def test_one_letter_is_not_searched(desk, nurse):
    body = desk.get(reverse(NEW), {"q": "n"}).content.decode()
    assert "Type at least two letters" in body


def test_nobody_found_offers_to_add_a_person(desk):
    assert "Nobody of that name" in desk.get(reverse(NEW), {"q": "zzzz"}).content.decode()


def test_more_than_a_screenful_asks_for_more_letters(desk, council):
    for n in range(21):
        make_person("Robin", f"Reed{n}", council)
    response = desk.get(reverse(NEW), {"q": "robin"})
    assert len(response.context["people"]) == 20
    assert "There are more" in response.content.decode()


def test_the_page_makes_a_trainer(desk, nurse):
    address = f"{reverse(NEW)}?person={nurse.code}"
    assert "Make Nadia Nurse a trainer" in desk.get(address).content.decode()
    desk.post(address, {"about": "Knows babies"})
    assert Trainer.objects.get().about == "Knows babies"


def test_sending_it_twice_says_so(desk, nurse):
    address = f"{reverse(NEW)}?person={nurse.code}"
    desk.post(address, {"about": ""})
    assert "is a trainer already" in desk.post(address, {"about": ""}).content.decode()


def test_an_unknown_person_is_not_found(desk):
    assert desk.get(reverse(NEW), {"person": "nobody"}).status_code == 404


def test_a_line_too_long_gets_a_sentence_and_stays_on_the_form(desk, trainer):
    address = reverse("training:trainer", args=[trainer.trainer.code])
    body = desk.post(address, {"about": "y" * 301, "seen": "0"}).content.decode()
    assert "must be 300 characters or fewer" in body
    assert "y" * 301 in body


def test_a_stale_page_says_so(desk, trainer):
    Trainer.objects.update(revision=1)
    address = reverse("training:trainer", args=[trainer.trainer.code])
    assert (
        "Somebody else changed this trainer"
        in desk.post(address, {"about": "Mine", "seen": "0"}).content.decode()
    )


def test_a_trainers_page_lists_what_they_will_deliver(desk, event, trainer):
    address = reverse("training:trainer", args=[trainer.trainer.code])
    with time_machine.travel(NOW, tick=False):
        assert event.course.title in desk.get(address).content.decode()


def test_three_trainers_cost_no_more_queries_than_one(
    desk, trainer, nurse, second_nurse, officer, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(40) as counted:
            desk.get(reverse("training:trainers"))
        return len(counted)

    one = count()
    for person in (nurse, second_nurse):
        add_trainer(person, by=officer, now=NOW)
    assert count() <= one

"""The pages on which trainers are asked, answer and are replaced."""

import pytest
import time_machine
from django.urls import reverse

from correspondence.models import Message
from lib.links import sign
from tests.cast import NOW, make_event
from tests.training.people import ask, make_trainer
from training import inviting
from training.models import TrainerInvitation
from training.models.invitation import Part
from training.standing_in import stand_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


@pytest.fixture
def nadia(nurse):
    return make_trainer(nurse)


def link(invitation):
    return reverse("training:invitation", args=[sign("deliver", invitation.code)])


def test_an_officer_asks_from_the_page(desk, event, nadia):
    address = reverse("training:invite", args=[event.code])
    assert "Nadia Nurse, Riverside NHS Trust" in desk.get(address).content.decode()
    desk.post(address, {"trainers": [nadia.code], "part": "co_trainer"})
    assert TrainerInvitation.objects.get().trainer == nadia
    assert "to answer by" in desk.get(reverse("training:event", args=[event.code])).content.decode()


def test_choosing_nobody_gets_a_sentence(desk, event, nadia):
    body = desk.post(reverse("training:invite", args=[event.code]), {"part": "lead"}).content.decode()
    assert "Choose at least one trainer" in body


@pytest.mark.parametrize("wrong", [{"trainers": ["nobody"]}, {"part": "king"}])
def test_what_is_not_on_the_form_is_refused_with_a_sentence(desk, event, nadia, wrong):
    data = {"trainers": [nadia.code], "part": "lead"} | wrong
    assert (
        "There is a problem"
        in desk.post(reverse("training:invite", args=[event.code]), data).content.decode()
    )
    assert not TrainerInvitation.objects.exists()


def test_looking_at_the_link_answers_nothing(client, event, nadia):
    invitation = ask(event, nadia, part=Part.CO_TRAINER)[0]
    body = client.get(link(invitation)).content.decode()
    assert "Can you deliver this event?" in body
    assert "2 Town Square" in body
    assert TrainerInvitation.objects.get().is_open


def test_the_link_accepts_without_an_account_and_says_so(client, event, nadia):
    invitation = ask(event, nadia, part=Part.CO_TRAINER)[0]
    body = client.post(link(invitation), {"answer": "accept"}, follow=True).content.decode()
    assert "You have accepted" in body
    assert event.deliveries.filter(trainer=nadia).exists()


def test_declining_without_a_reason_asks_for_it(client, event, nadia):
    invitation = ask(event, nadia)[0]
    assert "Say in a few words" in client.post(link(invitation), {"answer": "decline"}).content.decode()
    client.post(link(invitation), {"answer": "decline", "reason": "On leave"})
    assert TrainerInvitation.objects.get().reason == "On leave"


def test_the_link_of_another_purpose_opens_nothing(client, event, nadia):
    code = ask(event, nadia)[0].code
    assert client.get(reverse("training:invitation", args=[sign("manage", code)])).status_code == 404


def test_the_public_sees_only_who_accepted(client, event, nadia):
    invitation = ask(event, nadia, part=Part.CO_TRAINER)[0]
    page = reverse("bookings:event", args=[event.code])
    assert "Nadia Nurse" not in client.get(page).content.decode()
    inviting.accept(invitation, now=NOW)
    assert "Nadia Nurse, Riverside NHS Trust" in client.get(page).content.decode()


def test_the_officers_home_counts_who_declined(desk, event, nadia):
    inviting.decline(ask(event, nadia)[0], reason="On leave", now=NOW)
    assert "trainer who was asked cannot come" in desk.get(reverse("reports:home")).content.decode()
    page = f"{reverse('training:invitations')}?state=declined"
    assert "On leave" in desk.get(page).content.decode()


def test_noted_it_is_gone_from_home(desk, event, nadia):
    invitation = ask(event, nadia)[0]
    inviting.decline(invitation, reason="On leave", now=NOW)
    desk.post(reverse("training:invitation_note", args=[invitation.code]))
    assert "cannot come" not in desk.get(reverse("reports:home")).content.decode()


def test_an_officer_withdraws_and_a_second_time_is_told_why_not(desk, event, nadia):
    address = reverse("training:invitation_withdraw", args=[ask(event, nadia)[0].code])
    assert "is no longer asked" in desk.post(address, follow=True).content.decode()
    assert "no longer needed" in desk.post(address, follow=True).content.decode()


def test_a_substitute_gets_the_register_and_the_other_loses_it(desk, signed_in, event, trainer, nadia):
    address = reverse("training:substitute", args=[event.code])
    desk.post(address, {"gone": trainer.trainer.code, "instead": nadia.code})
    register = reverse("bookings:register", args=[event.code])
    assert signed_in(nadia.person).get(register).status_code == 200
    assert signed_in(trainer).get(register).status_code == 404
    assert (
        "stands in for Trevor Trainer"
        in desk.get(reverse("training:event", args=[event.code])).content.decode()
    )


def test_both_are_told_and_the_calendar_follows(event, trainer, nadia, officer):
    stand_in(event, trainer.trainer, nadia, by=officer, now=NOW)
    methods = dict(Message.objects.values_list("to", "calendar_method"))
    assert methods == {trainer.email: "CANCEL", nadia.person.email: "PUBLISH"}


def test_reserves_are_offered_first(desk, event, nadia, second_nurse, course):
    noor = make_trainer(second_nurse)
    inviting.accept(ask(event, noor, part=Part.RESERVE)[0], now=NOW)
    form = desk.get(reverse("training:substitute", args=[event.code])).context["form"]
    assert [label for _, label in form.fields["instead"].choices][1:] == [
        "Noor Nurse (reserve)",
        "Nadia Nurse",
    ]


def test_a_busy_substitute_is_refused_and_nothing_changes(desk, course, event, trainer, nadia):
    make_event(course, trainers=[nadia.person])
    address = reverse("training:substitute", args=[event.code])
    body = desk.post(address, {"gone": trainer.trainer.code, "instead": nadia.code}).content.decode()
    assert "Nadia Nurse trains on" in body
    assert event.deliveries.get().trainer == trainer.trainer


def test_lists_of_invitations_cost_no_more_queries_when_longer(
    desk, course, nadia, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(40) as counted:
            desk.get(reverse("training:invitations"))
        return len(counted)

    found = []
    for n in range(3):
        ask(make_event(course, starts_at=NOW.replace(month=8, day=3 + n)), nadia)
        found.append(cost())
    assert found[0] == found[2]

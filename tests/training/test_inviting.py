"""A trainer is asked to deliver an event, and accepts or declines from a signed link."""

from datetime import timedelta

import pytest

from accounts.models import Board, TrailEntry
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event
from tests.training.makers import TODAY
from tests.training.people import ask, make_trainer
from training import inviting
from training.availability import add_absence
from training.models import Delivery, TrainerInvitation
from training.models.invitation import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def unstaffed(course, room, board):
    """1 July 2026, nobody delivers it yet."""
    return make_event(course, room)


@pytest.fixture
def nadia(nurse):
    return make_trainer(nurse)


@pytest.fixture
def noor(second_nurse):
    return make_trainer(second_nurse)


def kinds():
    return sorted(Message.objects.values_list("kind", "to"))


def test_who_is_asked_gets_a_link_and_does_not_deliver_yet(unstaffed, nadia):
    ask(unstaffed, nadia)
    assert "/plan/invitation/" in Message.objects.get(kind="training.trainer_invited").text
    assert not unstaffed.deliveries.exists()


def test_the_time_to_answer_is_the_boards_setting(unstaffed, nadia):
    Board.objects.update(trainer_answer_days=3)
    assert ask(unstaffed, nadia)[0].answer_by == NOW + timedelta(days=3)


def test_nobody_is_given_longer_than_to_the_start(course, room, board, nadia):
    event = make_event(course, room, starts_at=NOW + timedelta(days=2))
    assert ask(event, nadia)[0].answer_by == event.starts_at


def test_accepting_puts_them_on_the_event_with_their_agency_frozen(unstaffed, nadia, trust):
    inviting.accept(ask(unstaffed, nadia)[0], now=NOW)
    delivery = unstaffed.deliveries.get()
    assert (delivery.trainer, delivery.is_lead, delivery.agency_name) == (nadia, True, trust.name)
    trust.name = "Renamed"
    trust.save()
    assert Delivery.objects.get().agency_name == "Riverside NHS Trust"


def test_accepting_brings_a_calendar_entry_and_a_reserve_gets_none(unstaffed, nadia, noor):
    inviting.accept(ask(unstaffed, nadia)[0], now=NOW)
    inviting.accept(ask(unstaffed, noor, part=Part.RESERVE)[0], now=NOW)
    found = Message.objects.filter(kind="training.trainer_accepted").order_by("pk")
    assert ["BEGIN:VEVENT" in message.calendar for message in found] == [True, False]


def test_a_reserve_does_not_deliver(unstaffed, nadia):
    inviting.accept(ask(unstaffed, nadia, part=Part.RESERVE)[0], now=NOW)
    assert not unstaffed.deliveries.exists()


def test_there_is_one_lead_whoever_accepts(unstaffed, nadia, noor):
    for invitation in ask(unstaffed, nadia, noor):
        inviting.accept(invitation, now=NOW)
    assert [delivery.is_lead for delivery in unstaffed.deliveries.all()] == [True, False]


def test_declining_needs_a_reason_and_waits_for_the_officer(unstaffed, nadia):
    invitation = ask(unstaffed, nadia)[0]
    with pytest.raises(Refused, match="Say in a few words"):
        inviting.decline(invitation, reason="  ", now=NOW)
    inviting.decline(invitation, reason="On leave", now=NOW)
    assert TrainerInvitation.objects.to_follow_up(NOW).get().reason == "On leave"


def test_what_was_declined_is_followed_up_by_asking_another_or_noting_it(unstaffed, nadia, noor, officer):
    one, other = ask(unstaffed, nadia, noor)
    for invitation in (one, other):
        inviting.decline(invitation, reason="On leave", now=NOW)
    inviting.note(one, by=officer, now=NOW)
    assert TrainerInvitation.objects.to_follow_up(NOW).get() == other
    ask(unstaffed, nadia)
    assert not TrainerInvitation.objects.to_follow_up(NOW).exists()


def test_first_come_the_first_to_accept_takes_it_and_the_others_are_told(unstaffed, nadia, noor):
    one, other = ask(unstaffed, nadia, noor, is_first_come=True)
    inviting.accept(other, now=NOW)
    assert ("training.trainer_not_needed", nadia.person.email) in kinds()
    with pytest.raises(TooLate, match="no longer needed"):
        inviting.accept(TrainerInvitation.objects.get(pk=one.pk), now=NOW)
    assert unstaffed.deliveries.get().trainer == noor


def test_without_first_come_everybody_may_accept(unstaffed, nadia, noor):
    for invitation in ask(unstaffed, nadia, noor, part=Part.CO_TRAINER):
        inviting.accept(invitation, now=NOW)
    assert unstaffed.deliveries.count() == 2


def test_an_answer_at_the_last_moment_is_too_late_and_one_before_it_counts(unstaffed, nadia, noor):
    one, other = ask(unstaffed, nadia, noor)
    with pytest.raises(TooLate, match="time to answer is over"):
        inviting.accept(one, now=one.answer_by)
    inviting.accept(other, now=other.answer_by - timedelta(seconds=1))


def test_an_answer_counts_once(unstaffed, nadia):
    invitation = ask(unstaffed, nadia)[0]
    inviting.accept(invitation, now=NOW)
    with pytest.raises(TooLate, match="You have accepted"):
        inviting.decline(TrainerInvitation.objects.get(), reason="No", now=NOW)


def test_a_reminder_comes_once_at_half_time(unstaffed, nadia):
    half = NOW + timedelta(days=3.5)
    ask(unstaffed, nadia)
    at = [half - timedelta(seconds=1), half, half + timedelta(days=1)]
    assert [inviting.remind_due(now) for now in at] == [0, 1, 0]


def test_nobody_is_reminded_of_a_cancelled_event(unstaffed, nadia):
    ask(unstaffed, nadia)
    type(unstaffed).objects.update(state="cancelled")
    assert inviting.remind_due(NOW + timedelta(days=4)) == 0


def test_no_answer_lapses_when_the_time_is_over_and_waits_for_the_officer(unstaffed, nadia):
    invitation = ask(unstaffed, nadia)[0]
    before = invitation.answer_by - timedelta(seconds=1)
    assert [inviting.lapse_due(now) for now in (before, invitation.answer_by, invitation.answer_by)] == [
        0,
        1,
        0,
    ]
    assert TrainerInvitation.objects.to_follow_up(invitation.answer_by).exists()


def test_withdrawing_tells_the_trainer(unstaffed, nadia, officer):
    inviting.withdraw(ask(unstaffed, nadia)[0], by=officer, now=NOW)
    assert ("training.trainer_not_needed", nadia.person.email) in kinds()


def test_a_trainer_who_is_busy_is_not_asked_and_the_event_is_named(unstaffed, course, trainer):
    make_event(course, trainers=[trainer])
    with pytest.raises(Refused, match="Trevor Trainer trains on “Working together"):
        ask(unstaffed, trainer.trainer)


def test_who_became_busy_meanwhile_cannot_accept(unstaffed, course, nadia):
    invitation = ask(unstaffed, nadia)[0]
    make_event(course, trainers=[nadia.person])
    with pytest.raises(Refused, match="Nadia Nurse trains on"):
        inviting.accept(invitation, now=NOW)
    assert TrainerInvitation.objects.get().is_open


def test_a_trainer_who_is_away_is_asked_only_if_the_officer_says_so(unstaffed, nadia):
    on = TODAY + timedelta(days=30)
    add_absence(nadia, from_on=on, to_on=on, by=None, now=NOW)
    with pytest.raises(Refused, match="Nadia Nurse is away 1 July 2026"):
        ask(unstaffed, nadia)
    inviting.accept(ask(unstaffed, nadia, although_away=True)[0], now=NOW)
    assert unstaffed.deliveries.count() == 1


def test_one_reason_against_one_and_nobody_is_asked(unstaffed, nadia, noor):
    ask(unstaffed, nadia)
    with pytest.raises(Refused, match="Nadia Nurse has been asked already"):
        ask(unstaffed, noor, nadia)
    assert TrainerInvitation.objects.count() == 1


def test_who_has_no_address_cannot_be_asked(unstaffed, nadia):
    nadia.person.email = None
    with pytest.raises(Refused, match="has no email address"):
        ask(unstaffed, nadia)


@pytest.mark.parametrize(
    ("facts", "sentence"), [({"state": "cancelled"}, "is cancelled"), ({}, "has started")]
)
def test_nobody_is_asked_too_late(unstaffed, nadia, facts, sentence):
    type(unstaffed).objects.update(**facts)
    with pytest.raises(Refused, match=sentence):
        ask(unstaffed, nadia, now=unstaffed.starts_at)


def test_the_trail_names_trainers_by_code(unstaffed, nadia):
    inviting.accept(ask(unstaffed, nadia)[0], now=NOW)
    deeds = TrailEntry.objects.filter(subject_code=unstaffed.code).values_list("deed", flat=True)
    assert set(deeds) == {"trainer.invited", "trainer.accepted", "event.trainer_joined"}

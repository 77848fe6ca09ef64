"""When a closed register is corrected, those who did not come are no longer asked, and those who came are asked once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.models import Booking
from correspondence.models import Message
from evaluations import invitations, responses, results
from evaluations.models import Invitation, Response, Stage
from lib.errors import TooLate
from tests.cast import NOW
from tests.evaluations.conftest import answer, answers_of, came, close, invitation_of
from tests.evaluations.test_asking import FOLLOW_UP

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def correct(booking, outcome):
    facts = {"outcome": outcome, "earns_certificate": outcome == "attended"}
    Booking.objects.filter(pk=booking.pk).update(**facts)


def test_who_did_not_come_is_not_awaited_or_reminded(attended, nurse):
    correct(attended, "no_show")
    assert not Invitation.objects.awaited(NOW).exists()
    assert not Invitation.objects.awaited_from(nurse, NOW).exists()
    assert [invitations.remind_due(NOW + days * DAY) for days in (3, 7, 14)] == [0, 0, 0]


def test_the_link_says_why(attended, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    correct(attended, "no_show")
    here = reverse("evaluations:form", args=[invitation_of(attended).token])
    page = client.get(here).content.decode()
    assert "The attendance register was corrected after we asked: it says that you did not come." in page
    assert client.post(here, {}).status_code == 200
    assert not Response.objects.exists()


def test_the_manager_reads_of_a_colleague(attended, client, time_machine):
    invitations.open_due(FOLLOW_UP)
    time_machine.move_to(FOLLOW_UP, tick=False)
    correct(attended, "no_show")
    here = reverse("evaluations:form", args=[invitation_of(attended, Stage.MANAGER).token])
    assert "it says that your colleague did not come" in client.get(here).content.decode()


def test_nothing_can_be_answered(attended):
    correct(attended, "no_show")
    invitation = invitation_of(attended)
    with pytest.raises(TooLate):
        responses.answer(invitation, answers_of(invitation), now=NOW)


def test_no_later_stage_is_asked(attended):
    correct(attended, "no_show")
    assert invitations.open_due(FOLLOW_UP) == 0


def test_it_does_not_count_in_the_rate(class_of, past_event):
    bookings = class_of(6)
    for booking in bookings[:3]:
        answer(booking)
    correct(bookings[5], "no_show")
    [after] = results.of_event(past_event, with_words=False)
    assert (after.answered, after.asked) == (3, 5)


def test_an_answer_that_was_given_stays(class_of, past_event):
    bookings = class_of(2)
    answer(bookings[0])
    correct(bookings[0], "no_show")
    [after] = results.of_event(past_event, with_words=False)
    assert (after.answered, after.asked) == (1, 2)


def test_who_missed_it_says_what_they_hoped_for(attended):
    """The question before the event is nobody's to withdraw."""
    Invitation.objects.update(stage=Stage.BEFORE)
    correct(attended, "no_show")
    assert Invitation.objects.awaited(NOW).exists()


@pytest.mark.parametrize("days", [1, 100])
def test_who_turns_out_to_have_come_is_asked(past_event, nurse, days):
    booking = came(past_event, nurse, "no_show")
    close(past_event)
    assert invitations.open_due(NOW) == 0
    correct(booking, "attended")
    later = NOW + days * DAY
    close(past_event, later)
    invitations.open_due(later)
    assert Invitation.objects.filter(booking=booking, stage=Stage.AFTER).count() == 1


def test_nobody_is_asked_or_reminded_twice(attended):
    invitations.remind_due(NOW + 3 * DAY)
    told = Message.objects.count()
    correct(attended, "no_show")
    correct(attended, "attended")
    close(attended.event, NOW + 3 * DAY)
    assert invitations.open_due(NOW + 3 * DAY) == 0
    assert invitations.remind_due(NOW + 4 * DAY) == 0
    assert Message.objects.count() == told

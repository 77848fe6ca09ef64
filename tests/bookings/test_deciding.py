"""Go or no-go: the clock goes ahead when enough places are held, else the officers decide."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import TrailEntry
from bookings.cancellation import cancel_event
from bookings.deciding import decide_due, go_ahead
from correspondence.models import Message
from lib.errors import Refused, TooLate
from reports.tasks import tasks_of
from tests.cast import NOW, make_booking
from training.models import Event

BY = NOW + timedelta(days=20)
SECOND = timedelta(seconds=1)


@pytest.fixture
def conditional(event):
    """Two places needed by BY."""
    Event.objects.update(minimum=2, decide_by=BY)
    event.refresh_from_db()
    return event


@pytest.fixture
def enough(conditional, nurse, teacher):
    return make_booking(conditional, nurse), make_booking(conditional, teacher)


def kinds():
    return sorted(Message.objects.values_list("kind", flat=True))


def test_before_the_moment_nothing_is_decided(enough):
    assert decide_due(BY - SECOND) == 0
    assert not Event.objects.get().is_decided


def test_at_the_moment_enough_places_go_ahead_by_the_clock(enough):
    assert decide_due(BY) == 1
    event = Event.objects.get()
    assert (event.go_decided_at, event.go_decided_by) == (BY, None)
    assert TrailEntry.objects.get(deed="event.goes_ahead").by is None
    assert kinds() == ["bookings.goes_ahead"] * 2


def test_one_place_short_the_officers_are_asked_once(conditional, nurse, officer, second_officer):
    make_booking(conditional, nurse)
    assert decide_due(BY) == 1
    assert decide_due(BY + timedelta(days=1)) == 0
    assert kinds() == ["training.decide"] * 2
    assert not Event.objects.get().is_decided


def test_a_late_worker_asks_too_and_never_after_the_start(conditional, officer):
    assert decide_due(conditional.starts_at) == 0
    assert decide_due(conditional.starts_at - SECOND) == 1


def test_a_cancelled_event_is_not_decided(conditional, officer):
    cancel_event(conditional, by=officer, now=NOW, reason="Snow")
    assert decide_due(BY) == 0
    with pytest.raises(Refused, match="cancelled"):
        go_ahead(conditional, tell=True, by=officer, now=NOW)


@pytest.mark.parametrize(("tell", "told"), [(True, 2), (False, 0)])
def test_an_officer_goes_ahead_and_tells_those_booked_or_not(enough, conditional, officer, tell, told):
    assert go_ahead(conditional, tell=tell, by=officer, now=NOW) == told
    assert Message.objects.filter(kind="bookings.goes_ahead").count() == told
    assert Event.objects.get().go_decided_by == officer
    with pytest.raises(TooLate, match="decided already"):
        go_ahead(conditional, tell=tell, by=officer, now=NOW)


def test_an_event_without_a_minimum_has_nothing_to_decide(event, officer):
    with pytest.raises(Refused, match="no minimum"):
        go_ahead(event, tell=True, by=officer, now=NOW)


def test_it_is_a_task_of_the_officer_while_undecided(conditional, officer):
    def tasks(now):
        return [task.text for task in tasks_of(officer, now) if "than it needs" in task.text]

    assert (len(tasks(BY - SECOND)), len(tasks(BY))) == (0, 1)
    go_ahead(conditional, tell=False, by=officer, now=BY)
    assert tasks(BY) == []


@pytest.mark.parametrize(("now", "count"), [(BY - SECOND, 0), (BY, 1)])
def test_the_list_has_a_tab_for_those_to_decide(conditional, officer, signed_in, now, count):
    with time_machine.travel(now, tick=False):
        page = signed_in(officer).get(reverse("training:events", query={"state": "decide"}))
    assert len(page.context["page"].object_list) == count


@time_machine.travel(NOW, tick=False)
def test_the_event_page_says_how_it_stands_and_what_to_do(enough, conditional, officer, signed_in):
    body = signed_in(officer).get(reverse("training:event", args=[conditional.code])).content.decode()
    assert "2 of the 2 places" in body
    assert "in 20 days" in body
    assert reverse("bookings:event_go_ahead", args=[conditional.code]) in body
    assert reverse("bookings:event_cancel", args=[conditional.code]) in body


@time_machine.travel(BY, tick=False)
def test_the_page_decides_once(enough, conditional, officer, signed_in):
    desk, url = signed_in(officer), reverse("bookings:event_go_ahead", args=[conditional.code])
    assert "2 people are booked" in desk.get(url).content.decode()
    assert "Messages written: 2" in desk.post(url, {"tell": "on"}, follow=True).content.decode()
    assert "decided already" in desk.post(url, {"tell": "on"}).content.decode()


def test_the_public_reads_the_condition_until_it_is_decided(conditional, officer, client):
    url = reverse("bookings:event", args=[conditional.code])
    with time_machine.travel(NOW, tick=False):
        assert (
            "takes place if at least 2 people book by Sunday 21 June 2026" in client.get(url).content.decode()
        )
    with time_machine.travel(BY, tick=False):
        assert "It is being decided" in client.get(url).content.decode()
        go_ahead(conditional, tell=False, by=officer, now=BY)
        body = client.get(url).content.decode()
    assert "being decided" not in body
    assert "takes place if" not in body

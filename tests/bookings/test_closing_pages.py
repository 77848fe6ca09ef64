"""The officer's pages of a closed register: what follows is shown before it is done, and done only as it was shown."""

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance, Charge, Override
from correspondence.models import Message
from tests.cast import make_booking, make_person

pytestmark = pytest.mark.django_db
PRESENT = {"mark": "present", "minutes_late": "", "minutes_early": "", "reason": "Wrong row"}
OVERRIDE = {"outcome": "attended", "certificate": "", "reason": "Sat in the back"}


@pytest.fixture
def absent(past_event, teacher, trainer, now):
    booking = make_booking(past_event, teacher)
    registers.mark(booking, past_event.sessions.get(), "absent", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    return booking


@pytest.fixture
def signed(client, officer):
    client.force_login(officer)
    return client


def address(name, booking):
    codes = [booking.event.code]
    return reverse(
        f"bookings:{name}", args=codes + [booking.code] * (name not in ("outcomes", "reopen_register"))
    )


def page(client, name, booking, data=None):
    url = address(name, booking)
    return client.get(url) if data is None else client.post(url, data, follow=True)


def text(answer):
    return " ".join(answer.content.decode().split())


def corrected(booking, **facts):
    return {"session": booking.event.sessions.get().pk} | PRESENT | facts


def test_the_outcomes_page_shows_everybody(signed, absent):
    told = text(page(signed, "outcomes", absent))
    assert "Did not come" in told
    assert "Tom Taylor" in told
    assert "£50.00" in told


def test_reopening_asks_why(signed, absent, past_event):
    assert "Enter why" in text(page(signed, "reopen_register", absent, {"reason": " "}))
    past_event.refresh_from_db()
    assert past_event.is_closed
    assert "The register is open again" in text(
        page(signed, "reopen_register", absent, {"reason": "Wrong list"})
    )
    past_event.refresh_from_db()
    assert not past_event.is_closed
    assert "The register is open, so outcomes are not known yet" in text(page(signed, "outcomes", absent))


def test_who_reopens_an_open_register_is_told(signed, absent):
    for _ in range(2):
        told = page(signed, "reopen_register", absent, {"reason": "Wrong list"})
    assert "This register is not closed." in text(told)
    assert TrailEntry.objects.filter(deed="register.reopened").count() == 1


def test_what_follows_from_a_correction_is_shown_first_and_nothing_is_done(signed, absent):
    before = TrailEntry.objects.count(), Message.objects.count()
    told = text(page(signed, "correct", absent, corrected(absent)))
    assert "Did not come → <strong>Attended</strong>" in told
    assert "Not earned → <strong>Earned</strong>" in told
    assert "Charges that will be withdrawn, because the register says that they were there" in told
    assert "£50.00" in told
    assert Attendance.objects.get().mark == "absent"
    assert Charge.objects.get().state == "proposed"
    assert (TrailEntry.objects.count(), Message.objects.count()) == before


def test_sessions_are_offered_and_told_by_their_hour_in_london(signed, absent):
    when = "Friday 22 May 2026 at 9:30am"
    assert when in text(page(signed, "correct", absent))
    assert f"{when}: Absent" in text(page(signed, "outcome", absent))


def test_a_correction_that_was_read_is_done(signed, absent):
    sure = page(signed, "correct", absent, corrected(absent)).context["sure"]
    told = text(page(signed, "correct", absent, corrected(absent, sure=sure)))
    assert "what follows has been put right" in told
    assert "Wrong row" in told
    assert Charge.objects.get().state == "withdrawn"
    absent.refresh_from_db()
    assert (absent.outcome, absent.earns_certificate) == ("attended", True)


def test_what_has_changed_since_it_was_read_is_shown_again(signed, absent, officer, now):
    sure = page(signed, "correct", absent, corrected(absent)).context["sure"]
    registers.override(absent, outcome="partly", reason="Left at noon", by=officer, now=now)
    answer = page(signed, "correct", absent, corrected(absent, sure=sure))
    assert "What would follow has changed since you opened this page" in text(answer)
    assert Attendance.objects.get().mark == "absent"
    page(signed, "correct", absent, corrected(absent, sure=answer.context["sure"]))
    assert Attendance.objects.get().mark == "present"


def test_a_charge_that_was_collected_meanwhile_is_shown_again(signed, absent, officer):
    sure = page(signed, "correct", absent, corrected(absent)).context["sure"]
    Charge.objects.update(state="invoiced", decided_by=officer)
    told = text(page(signed, "correct", absent, corrected(absent, sure=sure)))
    assert "Charges collected already, which finance will credit" in told
    assert Charge.objects.get().void_since is None


def test_a_correction_asks_why_and_keeps_what_was_entered(signed, absent):
    answer = page(signed, "correct", absent, corrected(absent, reason="", minutes_late="10"))
    assert "Enter why" in text(answer)
    assert answer.context["form"]["minutes_late"].value() == "10"
    assert "Only somebody who is present" in text(
        page(signed, "correct", absent, corrected(absent, mark="absent", minutes_late="10"))
    )


def test_an_open_register_is_not_corrected(signed, absent, past_event, officer, now):
    registers.reopen(past_event, reason="Wrong list", by=officer, now=now)
    assert "This register is not closed." in text(page(signed, "correct", absent, corrected(absent)))


def test_an_outcome_is_decided_and_left_to_the_rule_again(signed, absent):
    sure = page(signed, "override", absent, OVERRIDE).context["sure"]
    assert not Override.objects.exists()
    told = text(page(signed, "override", absent, OVERRIDE | {"sure": sure}))
    assert "Sat in the back" in told
    assert "Let the rule decide again" in told
    assert "Decided by Olive Officer: Sat in the back" in text(page(signed, "outcomes", absent))
    assert "the rule decides again" in text(page(signed, "override_lift", absent, {}))
    assert not Override.objects.exists()
    assert "Nothing was decided otherwise here." in text(page(signed, "override_lift", absent, {}))


def test_a_certificate_needs_attendance(signed, absent):
    wrong = OVERRIDE | {"outcome": "partly", "certificate": "yes"}
    assert "Only somebody who attended" in text(page(signed, "override", absent, wrong))
    assert "Choose an outcome" in text(page(signed, "override", absent, OVERRIDE | {"outcome": ""}))


@pytest.mark.parametrize("name", ["reopen_register", "outcomes", "outcome", "correct", "override"])
def test_trainers_have_no_such_page(client, absent, trainer, name):
    client.force_login(trainer)
    assert page(client, name, absent).status_code == 403
    assert client.post(address(name, absent), {"reason": "Wrong list"}).status_code == 403


def test_trainers_lift_nothing(client, absent, trainer, officer, now):
    registers.override(absent, outcome="attended", reason="Sat in the back", by=officer, now=now)
    client.force_login(trainer)
    assert client.post(address("override_lift", absent)).status_code == 403
    assert Override.objects.exists()


def test_a_booking_of_another_register_has_no_page_here(signed, absent, event, nurse):
    other = make_booking(event, nurse)
    url = reverse("bookings:correct", args=[absent.event.code, other.code])
    assert signed.get(url).status_code == 404


def test_the_outcomes_page_takes_as_many_queries_for_many_as_for_few(
    signed, past_event, trust, officer, now, count_queries
):
    session, url = past_event.sessions.get(), reverse("bookings:outcomes", args=[past_event.code])
    counted = []
    for number in range(12):
        booking = make_booking(past_event, make_person(f"Pat{number}", "Poole", trust))
        registers.mark(booking, session, "absent", by=officer, now=now)
        registers.close(past_event, by=officer, now=now)
        registers.override(booking, outcome="partly", reason="Left at noon", by=officer, now=now)
        counted += [count_queries(signed, url)] if number in (0, 11) else []
        registers.reopen(past_event, reason="One more", by=officer, now=now)
    assert counted[0] == counted[1]

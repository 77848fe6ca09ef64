"""Why somebody did not come: asked once, answered from a link, lapsed when the register is corrected, forgotten, counted for officers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import absence_reasons, charging, explaining
from bookings.models import Absence, Booking
from correspondence.models import Message
from lib.errors import TooLate
from tests.cast import NOW, make_booking, make_event, make_person
from training.models import Event

DAY = timedelta(days=1)
ANSWERS = {"reason": "sickness", "text": "A cold"}


@pytest.fixture(autouse=True)
def at_now(time_machine, board):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def missed(past_event, nurse):
    """Nadia did not come, and nobody is charged for it."""
    Event.objects.filter(pk=past_event.pk).update(register_closed_at=NOW)
    return make_booking(past_event, nurse, outcome="no_show", no_show_amount=0)


@pytest.fixture
def asked(missed):
    assert explaining.ask_due(NOW) == 1
    return Absence.objects.select_related("booking__event").get()


def told():
    return sorted(Message.objects.filter(kind="bookings.absence_asked").values_list("to", flat=True))


def page_of(absence):
    return reverse("bookings:absence_answer", args=[absence.token])


def test_the_person_and_the_manager_are_asked_once(asked, nurse):
    assert explaining.ask_due(NOW) == explaining.ask_due(NOW + DAY) == 0
    assert told() == ["mary.manager@example.org", nurse.email]
    assert page_of(asked) in Message.objects.get(to=nurse.email).text
    assert "Nobody is charged" in Message.objects.get(to=nurse.email).text


def test_a_coordinator_hears_for_somebody_without_an_address(past_event, trust, coordinator):
    Event.objects.update(register_closed_at=NOW)
    make_booking(
        past_event, make_person("Una", "Mailed", trust, email=None), outcome="no_show", no_show_amount=0
    )
    explaining.ask_due(NOW)
    assert told() == [coordinator.email, "mary.manager@example.org"]
    assert Message.objects.get(to=coordinator.email).subject.startswith("For Una Mailed: ")


@pytest.mark.parametrize(
    "facts",
    [
        {"register_closed_at": None},
        {"register_closed_at": None, "register_reopened_at": NOW},
        {"imported_at": NOW},
        {"register_closed_at": NOW - timedelta(days=14)},
        {"register_closed_at": NOW + timedelta(seconds=1)},
    ],
)
def test_nobody_is_asked_about_an_open_an_imported_or_an_old_register(missed, facts):
    Event.objects.update(**facts)
    assert explaining.ask_due(NOW) == 0


def test_whoever_was_asked_with_a_charge_is_not_asked_again(missed, officer):
    charges = charging.propose_no_show(
        [(make_booking_dear(missed), [missed.event.starts_at.date()])], by=officer, now=NOW
    )
    assert explaining.ask_due(NOW) == 0
    charging.waive_many(charges, by=officer, reason="Court", now=NOW)
    assert explaining.ask_due(NOW) == 0


def make_booking_dear(booking):
    Booking.objects.filter(pk=booking.pk).update(no_show_amount=50)
    booking.refresh_from_db()
    return booking


@pytest.mark.parametrize("facts", [{"outcome": "attended"}, {"outcome": "partly"}, {"status": "walked_in"}])
def test_only_those_with_a_place_who_did_not_come_are_asked(missed, facts):
    Booking.objects.update(**facts)
    assert explaining.ask_due(NOW) == 0


def test_the_link_shows_first_and_acts_on_a_post(asked, client):
    page = client.get(page_of(asked)).content.decode()
    assert "do not write about health in detail" in page
    assert Absence.objects.get().answered_at is None
    page = client.post(page_of(asked), ANSWERS, follow=True).content.decode()
    assert "Thank you." in page
    assert "A reason was given on Monday 1 June 2026 at 10am" in page
    assert "A cold" not in page
    kept = Absence.objects.get()
    assert (kept.reason, kept.text, kept.answered_at) == ("sickness", "A cold", NOW)


def test_the_trail_keeps_that_it_was_answered_never_what(asked):
    explaining.answer(asked, **ANSWERS, now=NOW)
    entry = TrailEntry.objects.get(deed="absence.answered")
    assert list(entry.changes) == ["answered_at"]


def test_a_second_answer_takes_the_place_of_the_first_and_is_told_so(asked, client):
    shown = client.get(page_of(asked)).context["form"].now_is
    explaining.answer(asked, **ANSWERS, now=NOW)
    stale = {"reason": "court", "text": "", "seen": shown}
    page = client.post(page_of(asked), stale)
    assert "Somebody gave a reason while you had this page open" in page.content.decode()
    assert Absence.objects.get().reason == "sickness"
    client.post(page_of(asked), stale | {"seen": page.context["form"].now_is})
    assert Absence.objects.get().reason == "court"


@pytest.mark.parametrize(
    ("event", "booking", "sentence"),
    [
        ({}, {"outcome": "attended"}, "The register of this event was corrected"),
        ({"register_closed_at": None}, {"outcome": ""}, "open again to be corrected"),
    ],
)
def test_corrected_or_reopened_the_question_lapses_and_the_link_says_why(
    asked, client, event, booking, sentence
):
    Booking.objects.update(**booking)
    Event.objects.update(**({"state": "published"} | event))
    page = client.get(page_of(asked)).content.decode()
    assert sentence in page
    assert "Send the reason" not in page
    with pytest.raises(TooLate, match=sentence):
        explaining.answer(asked, **ANSWERS, now=NOW)


def test_a_forged_link_leads_nowhere(asked, client):
    for token in ("nonsense", asked.token[:-1] + "x", asked.booking.code):
        assert client.get(reverse("bookings:absence_answer", args=[token])).status_code == 404


def test_the_words_go_after_ninety_days_and_the_reason_stays(asked):
    explaining.answer(asked, **ANSWERS, now=NOW)
    assert explaining.forget_due(NOW + 90 * DAY - timedelta(seconds=1)) == 0
    assert explaining.forget_due(NOW + 90 * DAY) == 1
    assert explaining.forget_due(NOW + 91 * DAY) == 0
    assert (Absence.objects.get().reason, Absence.objects.get().text) == ("sickness", "")
    with pytest.raises(TooLate, match="too long ago"):
        explaining.answer(asked, reason="court", now=NOW + 90 * DAY)


@pytest.fixture
def two_reasons(asked, teacher, officer):
    """Nadia was ill, and nobody is charged; Tom was at court, and his school may be charged."""
    explaining.answer(asked, **ANSWERS, now=NOW)
    booking = make_booking(asked.booking.event, teacher, outcome="no_show")
    charges = charging.propose_no_show([(booking, [booking.event.starts_at.date()])], by=officer, now=NOW)
    charging.answer(charges[0], reason="court", text="Oak v Elm", now=NOW)
    return booking


def test_reasons_of_both_kinds_are_counted_together(two_reasons, past_event, stranger):
    make_booking(past_event, stranger, outcome="no_show", no_show_amount=0)
    day = past_event.starts_at.date()
    table = absence_reasons.by_reason(day, day)
    assert table.rows == [["Court", 1, 1, 0], ["Sickness", 1, 0, 1], ["No reason given", 1, 0, 1]]
    assert table.total == ["All", 3, 1, 2]
    assert absence_reasons.by_reason(day + DAY, day + DAY).rows == []


def test_a_corrected_register_is_counted_no_more(two_reasons, past_event):
    Booking.objects.filter(pk=two_reasons.pk).update(outcome="attended")
    two_reasons.charges.update(state="withdrawn", void_since=NOW)
    day = past_event.starts_at.date()
    assert absence_reasons.by_reason(day, day).rows == [["Sickness", 1, 0, 1]]


def test_the_officer_reads_the_words_on_the_page_of_the_event_but_no_file_holds_them(
    two_reasons, past_event, officer, signed_in
):
    url = reverse("bookings:event_absences", args=[past_event.code])
    page = signed_in(officer).get(url).content.decode()
    assert "A cold" in page
    assert "Oak v Elm" in page
    file = signed_in(officer).get(url, {"format": "csv"}).content.decode()
    assert "Nadia Nurse,Riverside NHS Trust,Sickness,No" in file
    assert "A cold" not in file


@pytest.mark.parametrize("name", ["trainer", "coordinator", "finance_officer", "committee_member", "nurse"])
def test_nobody_but_officers_reads_reasons(two_reasons, past_event, name, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    pages = [
        reverse("bookings:event_absences", args=[past_event.code]),
        reverse("bookings:reasons_for_absence"),
    ]
    assert {client.get(page).status_code for page in pages} == {403}
    if name == "trainer":
        assert (
            "Sickness"
            not in client.get(reverse("bookings:register", args=[past_event.code])).content.decode()
        )


def test_the_period_is_chosen_and_taken_home(two_reasons, officer, signed_in):
    client, url = signed_in(officer), reverse("bookings:reasons_for_absence")
    assert "1 April 2026 to 31 March 2027" in client.get(url).content.decode()
    assert (
        "Nobody was absent" in client.get(url, {"first": "2026-06-01", "last": "2026-06-30"}).content.decode()
    )
    for format in ("csv", "xlsx"):
        response = client.get(url, {"first": "2026-05-31", "last": "2026-05-01", "format": format})
        assert "absences-2026-05-01-2026-05-31" in response["Content-Disposition"]


def test_repeated_absence_shows_reasons_and_leads_to_the_events(
    two_reasons, nurse, course, officer, signed_in
):
    other = make_event(course, starts_at=NOW - 40 * DAY)
    Event.objects.filter(pk=other.pk).update(register_closed_at=NOW)
    make_booking(other, nurse, outcome="no_show", no_show_amount=0)
    page = signed_in(officer).get(reverse("bookings:absences")).content.decode()
    assert "22 May 2026: Sickness" in page
    assert "22 April 2026: No reason given" in page
    assert reverse("bookings:event_absences", args=[other.code]) in page
    assert "A cold" not in page


@pytest.mark.parametrize("name", ["event_absences", "reasons_for_absence"])
def test_three_take_as_many_queries_as_one(
    missed, teacher, stranger, officer, signed_in, count_queries, name
):
    url = reverse(f"bookings:{name}", args=[missed.event.code] if name == "event_absences" else [])
    explaining.ask_due(NOW)
    one = count_queries(signed_in(officer), url)
    for person in (teacher, stranger):
        make_booking(missed.event, person, outcome="no_show", no_show_amount=0)
    explaining.ask_due(NOW)
    assert count_queries(signed_in(officer), url) == one

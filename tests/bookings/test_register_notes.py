"""Notes at the door: read by few, kept for a while, never in the trail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import RegisterNote
from bookings.registers import notes
from lib.errors import Refused, TooLate
from tests.cast import make_booking


@pytest.fixture
def here(past_event, nurse):
    return make_booking(past_event, nurse)


def test_a_note_on_the_register_and_one_on_a_person(here, past_event, trainer, signed_in, now):
    notes.write(past_event, "The fire alarm rang", by=trainer, now=now)
    notes.write(here, "Came without a badge", by=trainer, now=now)
    page = signed_in(trainer).get(reverse("bookings:register", args=[past_event.code])).content.decode()
    assert "The fire alarm rang" in page
    assert "Came without a badge" in page


def test_a_note_is_replaced_and_taken_away(here, trainer, now):
    notes.write(here, "Left her bag", by=trainer, now=now)
    notes.write(here, "Has her bag", by=trainer, now=now)
    assert notes.note_on(here) == "Has her bag"
    notes.write(here, "  ", by=trainer, now=now)
    assert not RegisterNote.objects.exists()


def test_the_trail_says_that_and_not_what(here, trainer, now):
    notes.write(here, "Was crying", by=trainer, now=now)
    entry = TrailEntry.objects.get(deed="register.noted")
    assert entry.changes == {"note": [False, True]}
    notes.write(here, "Was crying", by=trainer, now=now)
    assert TrailEntry.objects.filter(deed="register.noted").count() == 1


def test_a_note_that_was_not_seen_is_not_replaced(here, trainer, officer, now):
    seen = notes.seen_of(here)
    notes.write(here, "Paid in cash", by=officer, now=now)
    with pytest.raises(TooLate, match="Somebody wrote a note"):
        notes.write(here, "Has parked badly", by=trainer, now=now, seen=seen)
    assert notes.note_on(here) == "Paid in cash"


def test_only_trainers_of_the_event_and_officers_write_and_read(
    here, past_event, stranger, coordinator, nurse, signed_in, now
):
    with pytest.raises(Refused, match="Only the trainers"):
        notes.write(here, "Hello", by=stranger, now=now)
    for name, code in [("register_note", [past_event.code]), ("person_note", [past_event.code, here.code])]:
        for person in (coordinator, nurse):
            assert signed_in(person).get(reverse(f"bookings:{name}", args=code)).status_code == 403


def test_a_note_can_be_written_once_the_register_is_closed(here, past_event, trainer, now):
    registers.mark(here, past_event.sessions.get(), "present", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    notes.write(past_event, "Went well", by=trainer, now=now)
    assert notes.note_on(past_event) == "Went well"


def test_notes_are_deleted_thirty_days_after_the_event(here, past_event, trainer, now):
    notes.write(here, "Came without a badge", by=trainer, now=now)
    notes.write(past_event, "Went well", by=trainer, now=now)
    end = past_event.ends_at + timedelta(days=30)
    assert notes.forget_due(end - timedelta(seconds=1)) == 0
    assert notes.forget_due(end) == 2
    assert notes.forget_due(end) == 0

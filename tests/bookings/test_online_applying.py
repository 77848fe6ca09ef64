"""An attendance file is marked as a whole or not at all, never twice, and never over a mark made by hand without being told to."""

import pytest

from accounts.models import Person, TrailEntry
from bookings import registers
from bookings.models import Attendance, Booking, OnlineFile
from bookings.registers.online import Answer, propose
from lib.errors import Refused, TooLate
from tests.bookings.online_scene import LEAVE, WHOLE, mark_all, seen
from tests.cast import NOW, make_person


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([WHOLE], ("present", 0, 0)),
        ([(-30, 500)], ("present", 0, 0)),
        ([(12, 420)], ("present", 12, 0)),
        ([(0, 400)], ("present", 0, 20)),
        ([(5, 100), (110, 400)], ("present", 5, 30)),  # away for 10 in between, and 20 at the end
        ([(5, 100), (90, 420)], ("present", 5, 0)),
        ([(-60, -5)], ("absent", 0, 0)),
        ([(425, 430)], ("absent", 0, 0)),
        ([(419, 430)], ("present", 419, 0)),
    ],
)
def test_joinings_become_minutes(keep, nadia, samir, trainer, spans, expected):
    mark_all(keep(("Nadia Nurse", *spans), ("Samir Shah", WHOLE)), trainer)
    assert seen(nadia) == (*expected, "online")


def test_who_is_not_in_the_file_is_absent_or_stays_unmarked(keep, nadia, samir, trainer):
    file = keep(("Nadia Nurse", WHOLE))
    assert [row.booking for row in propose(file).absent] == [samir]
    mark_all(file, trainer, take=[nadia.code])
    assert seen(samir) is None
    mark_all(file, trainer)
    assert seen(samir) == ("absent", 0, 0, "online")


def test_two_names_of_one_person_count_together(keep, nadia, trainer):
    file = keep(("Nadia Nurse", (0, 200)), ("iPad of N", (190, 420)))
    mark_all(file, trainer, answers={1: Answer(booking=nadia.code)})
    assert seen(nadia) == ("present", 0, 0, "online")


def test_an_address_in_the_file_finds_the_person_under_any_name(keep, nadia, trainer):
    mark_all(keep(("Phone 7", nadia.person.email.upper(), WHOLE)), trainer)
    assert seen(nadia) == ("present", 0, 0, "online")


def test_a_second_address_of_a_person_finds_them_too(keep, nadia, trainer):
    nadia.person.emailaddress_set.create(email="private@mail.example", verified=True)
    assert propose(keep(("N", "private@mail.example", WHOLE))).to_mark[0].by == "email"


def test_a_mark_made_by_hand_stays_unless_somebody_ticks_it(keep, nadia, session, trainer):
    registers.mark(nadia, session, "absent", by=trainer, now=NOW)
    file = keep(("Nadia Nurse", WHOLE))
    assert [row.booking for row in propose(file).contrary] == [nadia]
    mark_all(file, trainer)
    assert seen(nadia) == ("absent", 0, 0, "register")
    mark_all(file, trainer, take=[nadia.code])
    assert seen(nadia) == ("present", 0, 0, "online")


def test_the_same_file_again_has_nothing_to_say(keep, nadia, samir, trainer):
    mark_all(keep(("Nadia Nurse", WHOLE), ("Samir Shah", (9, 420))), trainer)
    marked = TrailEntry.objects.filter(deed="register.marked").count()
    again = keep(("Nadia Nurse", WHOLE), ("Samir Shah", (9, 420)))
    assert not propose(again).has_news
    with pytest.raises(TooLate, match="on the register already"):
        mark_all(again, trainer)
    assert (TrailEntry.objects.filter(deed="register.marked").count(), marked) == (2, 2)


def test_a_corrected_file_shows_the_differences_only(keep, nadia, samir, trainer):
    mark_all(
        keep(("Nadia Nurse", WHOLE), ("Samir Shah", WHOLE), ("Host", WHOLE)), trainer, answers={2: LEAVE}
    )
    again = propose(keep(("Nadia Nurse", WHOLE), ("Samir Shah", (30, 420)), ("Host", WHOLE)))
    assert ([row.booking for row in again.changing], again.unknown) == ([samir], [])
    mark_all(again.file, trainer)
    assert seen(samir) == ("present", 30, 0, "online")


def test_a_meeting_that_was_started_twice_counts_together(keep, nadia, trainer):
    mark_all(keep(("Nadia Nurse", (0, 200))), trainer)
    second = keep(("Nadia Nurse", (205, 420)))
    assert second.with_earlier
    mark_all(second, trainer)
    assert seen(nadia) == ("present", 0, 5, "online")


def test_a_known_person_and_a_new_one_walk_in_with_their_minutes(keep, nadia, stranger, school, trainer):
    file = keep(
        ("Nadia Nurse", WHOLE),
        ("Stella Stranger", (15, 420)),
        ("Wanda Walker", (0, 400)),
        ("Trevor Trainer", WHOLE),
    )
    unknown = {each.number: each for each in propose(file).unknown}
    assert (set(unknown), unknown[1].person, unknown[2].person) == ({1, 2}, stranger, None)
    newcomer = {
        "first_name": "Wanda",
        "last_name": "Walker",
        "agency": school,
        "post": "Teacher",
        "email": "",
    }
    done = mark_all(file, trainer, answers={1: Answer(person=stranger), 2: Answer(newcomer=newcomer)})
    assert (done.marked, done.walk_ins) == (3, 2)
    walked_in = {
        booking.person.name: seen(booking)[:3] for booking in Booking.objects.filter(status="walked_in")
    }
    assert walked_in == {"Stella Stranger": ("present", 15, 0), "Wanda Walker": ("present", 0, 20)}
    assert not propose(file).has_news


def test_two_devices_of_one_who_walked_in_are_one_walk_in(keep, nadia, stranger, trainer):
    file = keep(("Stella Stranger", (0, 100)), ("Stella Stranger (Guest)", "x@y.example", (100, 420)))
    mark_all(file, trainer, answers={each.number: Answer(person=stranger) for each in propose(file).unknown})
    assert seen(Booking.objects.get(person=stranger))[:3] == ("present", 0, 0)


def test_names_must_be_answered_for(keep, nadia, trainer):
    file = keep(("Nadia Nurse", WHOLE), ("Host", WHOLE))
    with pytest.raises(Refused, match="Say who “Host” is"):
        mark_all(file, trainer)
    assert seen(nadia) is None


def test_nothing_is_marked_when_one_cannot_be(keep, nadia, samir, nurse, trainer):
    file = keep(("Nadia Nurse", WHOLE), ("Una Unknown", WHOLE))
    with pytest.raises(Refused, match="no agency yet"):
        mark_all(file, trainer, answers={1: Answer(person=make_person("Una", "Unknown"))})
    assert not Attendance.objects.exists()
    file.refresh_from_db()
    assert (file.state, file.links) == ("read", {})


def test_a_person_who_is_known_cannot_come_as_somebody_new(keep, nadia, stranger, school, trainer):
    newcomer = {"first_name": "S", "last_name": "S", "agency": school, "post": "T", "email": stranger.email}
    with pytest.raises(Refused, match="email address"):
        mark_all(keep(("Nadia Nurse", WHOLE), ("X", WHOLE)), trainer, answers={1: Answer(newcomer=newcomer)})
    assert (Attendance.objects.count(), Person.objects.filter(first_name="S").count()) == (0, 0)


def test_trainers_and_strangers_outside_the_session_are_not_asked_about(keep, nadia, stranger):
    told = propose(keep(("Nadia Nurse", WHOLE), ("Stella Stranger", (-20, -5)), ("Trainer, Trevor", WHOLE)))
    assert ([each.shown for each in told.left_out], told.unknown) == (
        ["Stella Stranger", "Trainer, Trevor"],
        [],
    )


def test_a_page_that_is_out_of_date_marks_nothing(keep, nadia, samir, session, trainer, officer):
    file = keep(("Nadia Nurse", WHOLE), ("Samir Shah", WHOLE))
    shown = propose(file).seen
    registers.mark(nadia, session, "absent", by=officer, now=NOW)
    with pytest.raises(TooLate, match="changed while you had this page open"):
        mark_all(file, trainer, seen=shown)
    assert seen(samir) is None


def test_a_closed_register_takes_no_file(keep, nadia, online_event, session, trainer):
    file = keep(("Nadia Nurse", WHOLE))
    registers.mark_all_present(online_event, session, by=trainer, now=NOW)
    registers.close(online_event, by=trainer, now=NOW)
    with pytest.raises(TooLate, match="closed"):
        mark_all(file, trainer)
    with pytest.raises(TooLate, match="closed"):
        keep(("Nadia Nurse", WHOLE))


def test_only_the_trainers_of_the_event_and_officers_hand_files_in(keep, nadia, nurse):
    with pytest.raises(Refused, match="Only the trainers"):
        keep(("Nadia Nurse", WHOLE), by=nurse)


def test_a_meeting_of_another_day_names_both_days(keep, nadia, session, trainer):
    day_after = 24 * 60
    file = keep(("Nadia Nurse", (day_after, day_after + 420)))
    assert (
        propose(file).problem
        == "The file is of Saturday 23 May 2026, and this session is on Friday 22 May 2026."
    )
    with pytest.raises(Refused, match="23 May"):
        mark_all(file, trainer)


def test_a_meeting_of_another_hour_is_not_of_this_session(keep, nadia):
    said = propose(keep(("Nadia Nurse", (500, 560)))).problem
    assert said.endswith("which goes from 9:30am to 4:30pm: the times in the file go from 5:50pm to 6:50pm.")


def test_the_trail_keeps_the_deeds_and_no_names_of_the_file(keep, nadia, trainer):
    mark_all(keep(("Nadia Nurse", WHOLE), ("Harriet Host", WHOLE)), trainer, answers={1: LEAVE})
    entries = TrailEntry.objects.filter(deed__startswith="register.file")
    assert [each.deed for each in entries.order_by("pk")] == ["register.file_read", "register.file_applied"]
    assert "Harriet" not in str([each.changes for each in entries])


def test_a_trainer_sees_the_files_of_their_own_registers(keep, nadia, trainer, officer, nurse):
    file = keep(("Nadia Nurse", WHOLE))
    visible = {who: list(OnlineFile.objects.visible_to(who)) for who in (trainer, officer, nurse)}
    assert visible == {trainer: [file], officer: [file], nurse: []}

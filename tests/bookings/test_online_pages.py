"""The attendance file on the screen: chosen, looked at, sorted out and marked."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings import registers
from bookings.models import Attendance, OnlineFile
from tests.bookings import online_files as files
from tests.bookings.online_files import minutes_of
from tests.cast import NOW, make_booking, make_event, make_person


@pytest.fixture
def client(trainer, signed_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    return signed_in(trainer)


def teams(event, *people):
    session = event.sessions.first()
    return files.teams([(name, "", minutes_of(session, span)) for name, span in people])


def hand_in(client, event, content, name="report.csv", **facts):
    url = reverse("bookings:online_files", args=[event.code])
    return client.post(url, {"file": SimpleUploadedFile(name, content), **facts}, follow=True)


def page_of(event):
    return reverse("bookings:online_file", args=[event.code, OnlineFile.objects.first().code])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_register_of_an_online_session_leads_to_the_file_and_one_in_a_room_does_not(
    client, online_event, nadia, past_event
):
    link = "Mark from an attendance file"
    assert link in text_of(client.get(reverse("bookings:register", args=[online_event.code])))
    assert link not in text_of(client.get(reverse("bookings:register", args=[past_event.code])))


def test_two_unmatched_names_one_linked_and_one_walk_in(client, online_event, nadia, school):
    content = teams(online_event, ("iPhone of N", (10, 420)), ("Wanda Walker", (0, 420)))
    page = hand_in(client, online_event, content)
    assert "“iPhone of N”" not in text_of(page)
    assert "Who are these?" in text_of(page)
    sent = {
        "seen": page.context["form"]["seen"].value(),
        "name0-who": "register",
        "name0-booking": nadia.code,
    }
    sent |= {
        "name1-who": "new",
        "name1-first_name": "Wanda",
        "name1-last_name": "Walker",
        "name1-agency": school.pk,
        "name1-post": "Midwife",
    }
    answer = client.post(page_of(online_event), sent, follow=True)
    assert "2 people marked from the file, 1 of them without a booking." in text_of(answer)
    marks = {
        mark.booking.person.name: (mark.mark, mark.minutes_late)
        for mark in Attendance.objects.select_related("booking__person")
    }
    assert marks == {"Nadia Nurse": ("present", 10), "Wanda Walker": ("present", 0)}


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(client, online_event, nadia):
    hand_in(client, online_event, teams(online_event, ("Wanda Walker", (0, 420)), ("Host", (0, 420))))
    answer = client.post(
        page_of(online_event), {"name0-who": "new", "name0-first_name": "Wendy", "name0-last_name": "Walker"}
    )
    said = text_of(answer)
    assert "Choose the agency for “Wanda Walker”" in said
    assert "Enter the post for “Wanda Walker”" in said
    assert "Say who “Host” is" in said
    assert 'value="Wendy"' in said
    assert not Attendance.objects.exists()


def test_pressing_twice_marks_once(client, online_event, nadia):
    page = hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420))))
    sent = {"seen": page.context["form"]["seen"].value(), "take": [nadia.code]}
    assert "1 person marked" in text_of(client.post(page_of(online_event), sent, follow=True))
    assert "on the register already" in text_of(client.post(page_of(online_event), sent, follow=True))
    assert Attendance.objects.count() == 1


def test_a_mark_made_meanwhile_is_told_and_the_page_shows_it(client, online_event, nadia, officer):
    page = hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420))))
    registers.mark(nadia, online_event.sessions.get(), "absent", by=officer, now=NOW)
    answer = client.post(
        page_of(online_event), {"seen": page.context["form"]["seen"].value(), "take": [nadia.code]}
    )
    assert "changed while you had this page open" in text_of(answer)
    assert "On the register now: Absent" in text_of(answer)
    assert Attendance.objects.get().mark == "absent"


def test_a_broken_file_says_which_line_and_keeps_nothing(client, online_event, nadia):
    answer = hand_in(client, online_event, b"Name,Join Time,Leave Time\nA B,soon,later\n")
    assert "Line 2: “soon” is not a day and a time" in text_of(answer)
    assert "Line 2: “later” is not a day and a time" in text_of(answer)
    assert not OnlineFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("report.xlsx", b"PK\x03\x04", "The file must be one of these: CSV or TXT"),
        ("report.csv", b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
        ("report.csv", b" " * (5 * 1024 * 1024 + 1), "The file must be 5 MB or smaller"),
        ("report.csv", b"", "empty"),
    ],
)
def test_what_is_no_report_is_refused(client, online_event, name, content, expected):
    assert expected in text_of(hand_in(client, online_event, content, name))


def test_the_same_form_sent_twice_keeps_one_file(client, online_event, nadia):
    code = (
        client.get(reverse("bookings:online_files", args=[online_event.code])).context["form"]["code"].value()
    )
    for _ in range(2):
        hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420))), code=code)
    assert OnlineFile.objects.count() == 1


def test_days_that_could_be_two_are_asked_for_and_then_read(client, course, trainer, nurse):
    event = make_event(course, starts_at=NOW.replace(month=1, day=17), trainers=[trainer])
    booking = make_booking(event, nurse)
    line = "Nadia Nurse,{0} 09:30,{0} 16:30\n"
    said = text_of(hand_in(client, event, f"Name,Join Time,Leave Time\n{line.format('01/02/2026')}".encode()))
    assert "as Sunday 1 February 2026 or as Friday 2 January 2026. Say below which it is." in said
    answer = client.post(page_of(event) + "change/", {"order": "day"}, follow=True)
    assert (
        "The file is of Sunday 1 February 2026, and this session is on Saturday 17 January 2026."
        in text_of(answer)
    )
    assert not booking.attendances.exists()


def test_a_file_of_another_day_goes_on_with_the_session_of_that_day(client, course, trainer, tariff, nurse):
    event = make_event(course, starts_at=NOW - timedelta(days=10), days=2, trainers=[trainer])
    booking, (first, second) = make_booking(event, nurse), event.sessions.all()
    content = files.teams([("Nadia Nurse", "", minutes_of(second, (0, 420)))])
    page = hand_in(client, event, content, session=first.pk)
    assert "The file is of Saturday 23 May 2026, and this session is on Friday 22 May 2026." in text_of(page)
    page = client.post(page_of(event) + "change/", {"order": "month", "session": second.pk}, follow=True)
    sent = {"seen": page.context["form"]["seen"].value(), "take": [booking.code]}
    client.post(page_of(event), sent)
    assert booking.attendances.get().session == second


def test_a_file_is_discarded(client, online_event, nadia):
    hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420))))
    answer = client.post(page_of(online_event) + "discard/", follow=True)
    assert "The file is discarded." in text_of(answer)
    assert "This file was discarded." in text_of(client.get(page_of(online_event)))


def test_names_are_words_on_the_page(client, online_event, nadia):
    said = text_of(
        hand_in(
            client,
            online_event,
            teams(online_event, ("<script>alert(1)</script>", (0, 420)), ("=1+1", (0, 420))),
        )
    )
    assert "<script>alert(1)" not in said
    assert "&lt;script&gt;alert(1)" in said


def test_another_trainer_finds_nothing(online_event, nadia, client, signed_in, stranger):
    hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420))))
    other = make_person("Other", "Trainer", stranger.employment.agency, roles=["trainer"])
    for url in (page_of(online_event), reverse("bookings:online_files", args=[online_event.code])):
        assert signed_in(other).get(url).status_code == 404


def test_names_that_do_not_fit_on_the_page_come_after(client, online_event, nadia):
    people = [(f"Guest {number}", (0, 420)) for number in range(25)]
    page = hand_in(client, online_event, teams(online_event, ("Nadia Nurse", (0, 420)), *people))
    assert "5 more follow after these." in text_of(page)
    sent = {f"name{number}-who": "leave" for number in range(1, 21)}
    client.post(page_of(online_event), sent | {"take": [nadia.code]})
    page = client.get(page_of(online_event))
    assert (len(page.context["form"].names), page.context["proposal"].said_already) == (5, 1)


def many(event, trust, count):
    tag = event.code[:4]
    people = [make_person(f"Pat{tag}", f"Person{number}x{tag}", trust) for number in range(count)]
    return [make_booking(event, person) for person in people]


def test_the_page_takes_as_many_queries_for_one_as_for_many(
    client, course, trainer, tariff, trust, count_queries
):
    counts = []
    for count in (1, 12):
        event = make_event(course, starts_at=NOW - timedelta(days=10), trainers=[trainer], capacity=400)
        names = [booking.person.name for booking in many(event, trust, count)]
        strangers = [f"Unknown Nobody{number}" for number in range(count)]
        hand_in(client, event, teams(event, *[(name, (0, 420)) for name in [*names, *strangers]]))
        counts.append(count_queries(client, page_of(event)))
    assert counts[0] == counts[1]


def test_marking_takes_a_few_queries_for_each_person(client, online_event, trust):
    bookings = many(online_event, trust, 10)
    page = hand_in(
        client, online_event, teams(online_event, *[(each.person.name, (0, 420)) for each in bookings])
    )
    sent = {"seen": page.context["form"]["seen"].value(), "take": [each.code for each in bookings]}
    with CaptureQueriesContext(connection) as queries:
        client.post(page_of(online_event), sent)
    assert Attendance.objects.count() == 10
    assert len(queries) <= 60 + 5 * 10

"""The sign-in sheet, really printed: everybody by last name, blank rows, a list for each day, and nothing that is nobody's business."""

import io
from datetime import timedelta

from django.urls import reverse
from pypdf import PdfReader

from bookings import documents
from bookings.models import Reply
from bookings.registers import add_walk_in, paper
from tests.cast import NOW, make_booking, make_event, make_person
from training.models import BookingQuestion, Event, Session, Trainer

DAY = timedelta(days=1)


def reader(event) -> PdfReader:
    return PdfReader(io.BytesIO(documents.sign_in_pdf(event, now=NOW)))


def words(event) -> str:
    return " ".join("".join(page.extract_text() for page in reader(event).pages).split())


def test_it_says_what_where_when_and_who(past_event, nurse, teacher):
    make_booking(past_event, nurse)
    make_booking(past_event, teacher)
    said = words(past_event)
    for fact in (
        "Working together to safeguard children", "Friday 22 May 2026: 9:30am to 4:30pm", "Barking Learning Centre",
        "Trevor Trainer", "Nurse, Nadia", "Riverside NHS Trust", "Taylor, Tom", "Barking Example Safeguarding Partnership",
        "/privacy/", "Page 1 of",
    ):  # fmt: skip
        assert fact in said, fact


def test_people_stand_by_last_name_with_those_who_walked_in(past_event, nurse, trust, stranger, officer):
    for first, last in (("Zoe", "Abbot"), ("Anna", "Young")):
        make_booking(past_event, make_person(first, last, trust))
    make_booking(past_event, nurse, "cancelled", cancelled_at=NOW)
    add_walk_in(past_event, person=stranger, by=officer, now=NOW)
    said = words(past_event)
    assert said.index("Abbot, Zoe") < said.index("Stranger, Stella") < said.index("Young, Anna")
    assert "(walk" in said  # the hyphen may break the line
    assert "Nadia" not in said


def test_what_somebody_needs_is_not_printed(past_event, nurse):
    booking = make_booking(past_event, nurse)
    question = BookingQuestion.objects.create(
        course=past_event.course, text="Access needs?", is_sensitive=True, position=1
    )
    Reply.objects.create(booking=booking, question=question, text="Hearing loop")
    said = words(past_event)
    assert "Hearing loop" not in said
    assert nurse.email not in said


def test_an_empty_event_is_still_a_sheet_of_blank_rows(past_event):
    assert "Not on the list?" in words(past_event)
    assert paper.blank_rows(0) == 16
    assert [paper.blank_rows(people) for people in (1, 40, 300)] == [8, 8, 30]


def test_each_day_has_its_list_and_each_session_of_it_a_place_to_sign(course, room, trainer, nurse):
    event = make_event(course, room, starts_at=NOW - 10 * DAY, days=2, trainers=[trainer])
    evening = event.starts_at + timedelta(hours=8)
    Session.objects.create(event=event, starts_at=evening, ends_at=evening + timedelta(hours=1))
    make_booking(event, nurse)
    first, second = paper.sheets_of(event.sessions.all())
    assert (len(first.sessions), len(second.sessions)) == (2, 1)
    pages = [page.extract_text() for page in reader(event).pages]
    assert "Signature, 5:30pm" in " ".join(pages[0].split())
    assert "Saturday 23 May 2026" in pages[1]


def test_a_fifth_session_of_a_day_starts_another_list(past_event):
    sessions = [Session(starts_at=NOW + n * timedelta(minutes=30)) for n in range(5)]
    assert [len(sheet.sessions) for sheet in paper.sheets_of(sessions)] == [4, 1]


def test_it_is_tagged_and_names_itself(past_event):
    document = reader(past_event)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "en-GB"
    assert document.metadata.title == "Sign-in sheet: Working together to safeguard children, 22 May 2026"


def test_the_trainer_of_the_event_and_the_officer_print_it_nobody_else(
    past_event, trainer, officer, council, signed_in
):
    other = make_person("Tessa", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=other)
    url = reverse("bookings:sign_in_sheet", args=[past_event.code])
    for person in (trainer, officer):
        response = signed_in(person).get(url)
        assert response.content.startswith(b"%PDF")
        assert response["Content-Type"] == "application/pdf"
    assert signed_in(other).get(url).status_code == 404


def test_an_event_that_is_not_taking_place_has_none(past_event, officer, signed_in):
    Event.objects.update(state="cancelled")
    page = signed_in(officer).get(reverse("bookings:sign_in_sheet", args=[past_event.code]), follow=True)
    assert "not taking place, so it has no sign-in sheet" in page.content.decode()


def test_three_people_take_as_many_queries_as_one(
    past_event, nurse, teacher, stranger, trainer, signed_in, count_queries
):
    client, url = signed_in(trainer), reverse("bookings:sign_in_sheet", args=[past_event.code])
    make_booking(past_event, nurse)
    one = count_queries(client, url)
    for person in (teacher, stranger):
        make_booking(past_event, person)
    assert count_queries(client, url) == one


def test_the_register_and_the_list_lead_to_it(past_event, trainer, signed_in):
    url = reverse("bookings:sign_in_sheet", args=[past_event.code])
    for page in (reverse("bookings:register", args=[past_event.code]), reverse("bookings:registers")):
        assert url in signed_in(trainer).get(page).content.decode()

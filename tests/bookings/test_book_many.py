"""Many people of one agency booked at once: first what would become of each, then the deed."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import Person
from bookings import many
from bookings.invariants import breaches
from bookings.lines import Line
from bookings.models import Booking
from lib.errors import Refused
from tests.cast import NOW, make_booking, make_event, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
SAME = "Not known at Riverside NHS Trust yet: will be added to its people."


@pytest.fixture
def event(course, room, tariff):
    return make_event(course, room, capacity=2)


class Desk:
    """The pages as Carol uses them."""

    def __init__(self, client, event, agency):
        self.client, self.event, self.agency = client, event, agency
        self.url = reverse("bookings:book_many_for", args=[event.code, agency.code])

    def look(self, **typed):
        return self.client.post(self.url, {"step": "check"} | typed).content.decode()

    def book(self, page, **typed):
        lines = re.search(r'name="lines" value="([^"]+)"', page)[1]
        return self.client.post(self.url, {"lines": lines, "agree": "on"} | typed).content.decode()


@pytest.fixture
def desk(signed_in, coordinator, event, trust):
    return Desk(signed_in(coordinator), event, trust)


def table(content, name="people.csv"):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_the_preview_says_who_gets_a_place_and_who_waits_and_books_nobody(
    desk, nurse, second_nurse, coordinator
):
    page = desk.look(people=[nurse.code, second_nurse.code, coordinator.code])
    assert page.count("Will be booked") == 2
    assert "Number 1 in the waiting list" in page
    assert not Booking.objects.exists()


def test_confirming_books_what_was_shown(desk, event, nurse, second_nurse, coordinator):
    page = desk.look(people=[nurse.code, second_nurse.code, coordinator.code])
    done = desk.book(page)
    assert "3 of 3 people have a booking." in done
    assert "Something changed" not in done
    assert sorted(event.bookings.values_list("status", flat=True)) == ["confirmed", "confirmed", "waiting"]
    assert list(breaches()) == []


def test_sending_it_twice_books_nobody_twice(desk, event, nurse):
    page = desk.look(
        people=[nurse.code], file=table("Email,First name,Last name,Post\n,Paul,Porter,Porter\n")
    )
    desk.book(page)
    assert desk.book(page).count("Had a booking already") == 2
    assert event.bookings.count() == 2
    assert Person.objects.filter(last_name="Porter").count() == 1


def test_the_terms_must_be_accepted(desk, nurse):
    page = desk.look(people=[nurse.code])
    assert "Agree to the terms of booking to go on" in desk.book(page, agree="")
    assert not Booking.objects.exists()


def test_every_reason_and_every_clash_is_shown(desk, event, course, room, nurse, second_nurse):
    make_booking(event, nurse)
    make_booking(make_event(course, room), second_nurse)
    page = desk.look(people=[nurse.code, second_nurse.code])
    assert "Nadia Nurse has already booked this event" in page
    assert "There is another booking at the same time:" in page
    assert "Confirm that you want to book people" in desk.book(page)
    assert "1 of 2 people have a booking" not in desk.book(page, overlap="on")
    assert event.bookings.count() == 2


def test_a_course_that_asks_first_says_so(desk, course, nurse):
    course.approval = "authorise"
    course.save()
    assert "Needs agreement" in desk.look(people=[nurse.code])


def test_somebody_new_is_added_once_name_and_post_are_told(desk, event, trust):
    page = desk.look(pasted="Petra New <petra@riverside.nhs.example>")
    assert SAME in page
    assert "Enter the post, or leave this person out" in desk.book(page)
    named = {"line0-first_name": "Petra", "line0-last_name": "New", "line0-post": "Midwife"}
    assert "1 of 1 person has a booking." in desk.book(page, **named)
    person = Person.objects.get(email="petra@riverside.nhs.example")
    assert person.employment.agency == trust


def test_somebody_new_can_be_left_out(desk, nurse):
    page = desk.look(people=[nurse.code], pasted="petra@riverside.nhs.example")
    assert "1 of 1 person has a booking." in desk.book(page, **{"line1-leave_out": "on"})


def test_an_address_of_another_agency_reads_like_one_that_nobody_has(desk, event, teacher):
    pages = [desk.look(pasted=address) for address in (teacher.email, "nobody@oak.sch.example")]
    for page in pages:
        assert SAME in page
        assert "Tom" not in page
        assert "Oak Primary School" not in page
    named = {"line0-first_name": "X", "line0-last_name": "Y", "line0-post": "Z"}
    done = desk.book(pages[0], **named)
    assert "This address could not be added to Riverside NHS Trust." in done
    assert "Oak Primary School" not in done
    assert not event.bookings.exists()


def test_what_changed_since_the_preview_is_said_per_person(
    desk, event, nurse, second_nurse, teacher, stranger
):
    page = desk.look(people=[nurse.code, second_nurse.code])
    make_booking(event, teacher)
    done = desk.book(page)
    assert done.count("Something changed since you looked. Then it said: Will be booked.") == 1
    assert event.bookings.filter(status="waiting").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Tick people, paste email addresses or choose a file"),
        ({"pasted": "nadia at example"}, "“nadia at example” is not an email address"),
        ({"pasted": ",".join(f"p{n}@x.example" for n in range(201))}, "at most 200 people at once"),
        ({"people": ["NOSUCHCODE"]}, "Somebody you ticked is no longer here"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(desk, typed, sentence):
    page = desk.look(**typed)
    assert sentence in page
    assert typed.get("pasted", "") in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "empty"),
        ("Name,Post\nNadia,Nurse\n", "must hold these headings: email, first name, last name, post"),
        ("Email,First name,Last name,Post\nnadia,,,\n", "Row 2 of the file: “nadia” is not an email address"),
        ("Email,First name,Last name,Post\n,Nadia,,\n", "Row 2 of the file: without an email address"),
        ("Email,First name,Last name,Post\n" + "a@x.example,A,B,C\n" * 201, "more than 200 rows"),
    ],
)
def test_a_spreadsheet_that_cannot_be_used_says_why(desk, content, sentence):
    assert sentence in desk.look(file=table(content))


def test_an_excel_file_and_semicolons_are_read_alike(desk, nurse):
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Post", "Email", "Last name", "First name"])
    book.active.append(["", nurse.email.upper(), "", ""])
    book.save(file)
    rows = f"E-mail;First name;Surname;Job title\n{nurse.email};;;\n"
    for upload in (table(file.getvalue(), "people.xlsx"), table(rows)):
        page = desk.look(file=upload)
        assert "Nadia Nurse" in page
        assert "Will be booked" in page


def test_a_broken_workbook_is_refused(desk):
    book, file = Workbook(), io.BytesIO()
    book.save(file)
    broken = file.getvalue().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheetX.xml")
    assert "There is a problem" in desk.look(file=table(broken, "people.xlsx"))


def test_a_search_keeps_the_ticks_and_the_addresses(desk, nurse, second_nurse):
    typed = {"step": "search", "q": "Noor", "people": [nurse.code], "pasted": "a@x.example"}
    page = desk.client.post(desk.url, typed).content.decode()
    assert f'value="{nurse.code}" checked' in page
    assert f'value="{second_nurse.code}">' in page
    assert "a@x.example" in page


def test_a_list_that_was_changed_is_not_read(desk, nurse):
    answer = desk.client.post(desk.url, {"lines": "forged", "agree": "on"}, follow=True)
    assert "The list could not be read. Choose the people again." in answer.content.decode()
    assert not Booking.objects.exists()


def test_a_coordinator_reaches_no_other_agency(desk, event, school, coordinator, teacher, now):
    assert (
        desk.client.get(reverse("bookings:book_many_for", args=[event.code, school.code])).status_code == 404
    )
    with pytest.raises(Refused, match="Only a coordinator of Oak Primary School"):
        many.book_all(event, school, [Line(code=teacher.code)], by=coordinator, now=now)
    assert "Tom" not in desk.look(people=[teacher.code])


def test_an_officer_chooses_the_agency(signed_in, officer, event, school, teacher):
    client = signed_in(officer)
    assert (
        "Oak Primary School" in client.get(reverse("bookings:book_many", args=[event.code])).content.decode()
    )
    desk = Desk(client, event, school)
    assert "1 of 1 person has a booking." in desk.book(desk.look(people=[teacher.code]))


def test_of_a_started_event_nobody_is_booked(event, trust, nurse, coordinator):
    def fate(moment):
        return many.preview(event, trust, [Line(code=nurse.code)], by=coordinator, now=moment)[0]

    assert fate(event.starts_at - timedelta(seconds=1)).is_possible
    late = fate(event.starts_at)
    assert late.outcome == many.CANNOT
    assert "This event has already started" in late.reasons[0]


def test_the_page_takes_the_same_queries_for_many(desk, count_queries, trust, nurse):
    few = count_queries(desk.client, desk.url)
    for n in range(3):
        make_person(f"N{n}", "Nurse", trust)
    assert count_queries(desk.client, desk.url) == few

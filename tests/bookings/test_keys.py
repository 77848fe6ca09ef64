"""Typing in a signed sheet: one line, Enter, the next; what a line says, whom it can mean, and that nothing is lost."""

import pytest
from django.urls import reverse

from bookings.models import Attendance
from bookings.models.attendance import Mark
from bookings.registers import keys, mark, sheet
from lib.errors import Refused
from tests.cast import NOW, make_booking, make_event, make_person
from training.models import Event


@pytest.fixture
def room_full(past_event, nurse, second_nurse, teacher, trust):
    """Nadia and Noor Nurse, Tom Taylor of Oak Primary, Siobhán O’Brien, Anna Lee and Bob Leeson."""
    names = [("Siobhán", "O’Brien"), ("Anna", "Lee"), ("Bob", "Leeson")]
    people = [nurse, second_nurse, teacher, *(make_person(*name, trust, email=None) for name in names)]
    return {person.first_name: make_booking(past_event, person) for person in people}


@pytest.fixture
def client(trainer, signed_in):
    return signed_in(trainer)


def type_in(client, event, line, **facts):
    url = reverse("bookings:keys", args=[event.code])
    return client.post(f"{url}?session=1", {"line": line} | facts, follow=True)


def seen(booking):
    there = Attendance.objects.get(booking=booking)
    return there.mark, there.minutes_late, there.minutes_early


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tay", (("tay",), "present", 0, 0)),
        ("  Tom   TAY ", (("tom", "tay"), "present", 0, 0)),
        ("tay 10", (("tay",), "present", 10, 0)),
        ("tay -15", (("tay",), "present", 0, 15)),
        ("tay 10 -15", (("tay",), "present", 10, 15)),
        ("-tay", (("tay",), "absent", 0, 0)),
        ("- tay", (("tay",), "absent", 0, 0)),
        ("Siobhan O'Br", (("siobhan", "obr"), "present", 0, 0)),
    ],
)
def test_what_a_line_says(line, expected):
    said = keys.read(line)
    assert (said.words, said.mark, said.minutes_late, said.minutes_early) == expected


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "first letters"), ("-", "first letters"), ("!?", "first letters"), ("10", "beside the minutes"),
        ("-15", "beside the minutes"), ("tay 5 10", "minutes once"), ("tay -5 -10", "minutes once"),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_gets_a_sentence(line, sentence):
    with pytest.raises(Refused, match=sentence):
        keys.read(line)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("tay", ["Tom"]),
        ("oak", ["Tom"]),  # nobody is called so, but an agency is
        ("nu", ["Nadia", "Noor"]),
        ("nu na", ["Nadia"]),
        ("na nu", ["Nadia"]),
        ("lee", ["Anna"]),  # the whole word goes before Leeson
        ("lees", ["Bob"]),
        ("obr", ["Siobhán"]),
        ("brien", ["Siobhán"]),
        ("siobhan", ["Siobhán"]),
        ("zz", []),
    ],
)
def test_whom_it_can_mean(room_full, past_event, words, names):
    rows = sheet.rows_of(past_event, past_event.sessions.get())
    assert [row.booking.person.first_name for row in keys.found(rows, words.split())] == names


def test_who_is_not_marked_yet_is_listed_first(room_full, past_event, officer):
    session = past_event.sessions.get()
    mark(room_full["Nadia"], session, "present", by=officer, now=NOW)
    rows = keys.found(sheet.rows_of(past_event, session), ["nurse"])
    assert [row.booking.person.first_name for row in rows] == ["Noor", "Nadia"]


def test_enter_marks_and_comes_back_to_an_empty_field(client, room_full, past_event):
    page = type_in(client, past_event, "tay 10").content.decode()
    assert seen(room_full["Tom"]) == ("present", 10, 0)
    assert Attendance.objects.get().how == Attendance.How.PAPER
    assert "present, 10 minutes late" in page
    assert "<strong>5</strong> of 6 left" in page
    assert " autofocus" in page
    assert 'value="tay' not in page


def test_undo_brings_back_what_was_there(client, room_full, past_event):
    type_in(client, past_event, "tay 10")
    page = type_in(client, past_event, "-tay")
    assert seen(room_full["Tom"]) == ("absent", 0, 0)
    was = page.context["done"][1]
    undo = f"{reverse('bookings:keys_undo', args=[past_event.code])}?session=1"
    client.post(undo, {"person": room_full["Tom"].code} | was)
    assert seen(room_full["Tom"]) == ("present", 10, 0)
    client.post(undo, {"person": room_full["Tom"].code, "mark": "", "minutes_late": 0, "minutes_early": 0})
    assert not Attendance.objects.exists()


def test_several_are_listed_and_a_number_chooses(client, room_full, past_event):
    page = type_in(client, past_event, "nur 5")
    assert not Attendance.objects.exists()
    assert "Who is meant by “nur 5”?" in page.content.decode()
    assert page.context["form"]["among"].value() == "nur 5"
    type_in(client, past_event, "2", among="nur 5")
    assert seen(room_full["Noor"]) == ("present", 5, 0)


def test_a_button_chooses_too(client, room_full, past_event):
    type_in(client, past_event, "", among="-nur", pick=room_full["Noor"].code)
    assert seen(room_full["Noor"]) == ("absent", 0, 0)


def test_another_line_after_the_list_is_a_new_line(client, room_full, past_event):
    type_in(client, past_event, "tay", among="nur 5")
    assert seen(room_full["Tom"]) == ("present", 0, 0)


def test_nobody_is_called_so(client, room_full, past_event):
    page = type_in(client, past_event, "zacharias").content.decode()
    assert "Nobody on this register has a name or agency that begins with “zacharias”" in page
    assert 'value="zacharias"' in page
    assert f"{reverse('bookings:walk_in', args=[past_event.code])}?session=1&amp;q=zacharias" in page


@pytest.mark.parametrize(
    ("line", "sentence"), [("tay 420", "lasts 420 minutes"), ("-tay 5", "Only somebody who is present")]
)
def test_what_the_register_refuses_is_kept_in_the_field(client, room_full, past_event, line, sentence):
    page = type_in(client, past_event, line).content.decode()
    assert sentence in page
    assert f'value="{line}"' in page


def test_a_closed_register_says_so(client, room_full, past_event):
    Event.objects.update(register_closed_at=NOW)
    assert "This register is closed" in type_in(client, past_event, "tay").content.decode()
    assert not Attendance.objects.exists()


def test_a_register_not_open_yet_says_when(officer, event, nurse, signed_in, time_machine):
    time_machine.move_to(NOW)
    make_booking(event, nurse)
    page = signed_in(officer).get(reverse("bookings:keys", args=[event.code])).content.decode()
    assert "You can mark people from Wednesday 1 July 2026 at midnight" in page
    assert 'name="line"' not in page


@pytest.mark.parametrize("mark", ["absent", "present"])
def test_everybody_else_at_the_end(client, room_full, past_event, mark):
    type_in(client, past_event, "tay 10")
    url = f"{reverse('bookings:keys_rest', args=[past_event.code])}?session=1&mark={mark}"
    page = client.get(url)
    assert f"Mark 5 people {mark}" in page.content.decode()
    assert Attendance.objects.count() == 1
    answer = client.post(url, {"seen": page.context["form"].now_is}, follow=True)
    assert f"5 people marked {mark}" in answer.content.decode()
    assert Attendance.objects.filter(mark=mark, how="paper").count() == (5 if mark == "absent" else 6)


def test_somebody_marked_meanwhile_asks_again(client, room_full, past_event, officer):
    url = f"{reverse('bookings:keys_rest', args=[past_event.code])}?session=1"
    shown = client.get(url).context["form"].now_is
    mark(room_full["Tom"], past_event.sessions.get(), "present", by=officer, now=NOW)
    page = client.post(url, {"seen": shown}).content.decode()
    assert "Somebody was marked while you had this page open" in page
    assert Attendance.objects.filter(mark=Mark.ABSENT).count() == 0


def test_another_trainers_sheet_is_not_there(past_event, room_full, course, council, signed_in):
    other = make_person("Tessa", "Trainer", council, roles=["trainer"])
    for name in ("keys", "keys_rest"):
        assert signed_in(other).get(reverse(f"bookings:{name}", args=[past_event.code])).status_code == 404
    assert type_in(signed_in(other), past_event, "tay").status_code == 404


def test_three_people_take_as_many_queries_as_one(
    client, course, room, trainer, nurse, teacher, stranger, count_queries, tariff
):
    event = make_event(course, room, starts_at=NOW.replace(day=1, month=5), trainers=[trainer])
    url = reverse("bookings:keys", args=[event.code])
    make_booking(event, nurse)
    one = count_queries(client, url)
    for person in (teacher, stranger):
        make_booking(event, person)
    assert count_queries(client, url) == one

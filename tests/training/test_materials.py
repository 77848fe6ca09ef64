"""Materials of courses and events: what is taken, in which order, how much, and who keeps them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import TrailEntry
from lib.errors import Refused, TooLate
from lib.uploads import MEGABYTE, Uploaded
from tests.cast import NOW, make_event, make_person
from tests.training.extras import PDF, make_file, make_link
from training.materials import add_material, change_material, move_up, remove_material
from training.models import Event, Material, Trainer

pytestmark = pytest.mark.django_db


def titles(owner):
    return [material.title for material in owner.materials.all()]


def of_event(event):
    return reverse("training:event_materials", args=[event.code])


def posted(**facts):
    return {"title": "Slides", "visible": "booked"} | facts


def upload(name="slides.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_a_file_is_added_on_the_page(signed_in, trainer, event):
    signed_in(trainer).post(of_event(event), posted(file=upload()))
    made = event.materials.get()
    assert (made.file, made.file_kind, made.size, made.added_by) == (PDF, "pdf", len(PDF), trainer)
    assert TrailEntry.objects.filter(deed="material.added", subject_code=made.code).exists()


def test_a_link_is_added_on_the_page(signed_in, officer, course):
    page = reverse("training:course_materials", args=[course.code])
    signed_in(officer).post(page, posted(link="https://guidance.example/a"))
    assert course.materials.get().link == "https://guidance.example/a"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Choose a file, or give a link"),
        ({"link": "http://guidance.example/"}, "Enter a link that begins https://"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://guidance.example/"}, "Enter a link that begins https://"),
        ({"title": "", "link": "https://guidance.example/"}, "Enter the title"),
        ({"title": "x" * 151, "link": "https://guidance.example/"}, "150 characters or fewer"),
        ({"visible": "", "link": "https://guidance.example/"}, "when people see it"),
        ({"visible": "always", "link": "https://guidance.example/"}, "when people see it"),
    ],
)
def test_a_bad_answer_is_refused_in_words_and_what_was_typed_stays(
    signed_in, officer, event, facts, sentence
):
    typed = posted(title="My own slides") | facts
    page = signed_in(officer).post(of_event(event), typed).content.decode()
    assert sentence.lower() in page.lower()
    assert typed["title"] in page
    assert not Material.objects.exists()


def test_a_file_and_a_link_at_once_are_refused(signed_in, officer, event):
    answers = posted(link="https://guidance.example/", file=upload())
    page = signed_in(officer).post(of_event(event), answers).content.decode()
    assert "Choose a file or give a link, not both" in page
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("slides.pdf", b"MZ a program", "its content is something else"),
        ("slides.exe", PDF, "The file must be one of these"),
        ("page.html", b"<script>", "The file must be one of these"),
        ("slides.pdf", b"", "empty"),
        ("slides.pdf", PDF + b" " * (10 * MEGABYTE), "The file must be 10 MB or smaller"),
    ],
)
def test_a_bad_file_is_refused_in_words(signed_in, officer, event, name, content, sentence):
    page = signed_in(officer).post(of_event(event), posted(file=upload(name, content))).content.decode()
    assert sentence in page
    assert not Material.objects.exists()


def test_a_hostile_name_is_harmless(signed_in, officer, event):
    desk = signed_in(officer)
    answers = posted(title="<script>alert(1)</script>", file=upload('..\\..\\"a"<b>.pdf'))
    desk.post(of_event(event), answers)
    made = event.materials.get()
    assert "<script>alert(1)" not in desk.get(of_event(event)).content.decode()
    assert "/" not in made.file_name
    assert "\\" not in made.file_name


def test_all_files_of_an_event_have_a_limit_to_the_byte(event, officer):
    def add(size, title="File"):
        file = Uploaded("a.pdf", "pdf", PDF + b" " * (size - len(PDF)))
        add_material(event, title=title, visible="booked", file=file, by=officer, now=NOW)

    for number in range(4):
        add(10 * MEGABYTE, f"File {number}")
    with pytest.raises(Refused, match="may be 50 MB together"):
        add(10 * MEGABYTE + 1)
    add(10 * MEGABYTE)
    with pytest.raises(Refused, match="0 bytes are left"):
        add(len(PDF))
    make_link(event, officer)


def test_a_full_event_leaves_the_course_and_other_events_alone(event, officer, course, monkeypatch):
    monkeypatch.setattr("training.materials.MOST_MEGABYTES", 0)
    with pytest.raises(Refused):
        make_file(event, officer)
    monkeypatch.undo()
    make_file(course, officer)
    make_file(make_event(course), officer)


def test_a_cancelled_event_takes_no_materials(event, officer):
    Event.objects.update(state="cancelled", cancelled_at=NOW)
    with pytest.raises(Refused, match="cancelled"):
        make_file(event, officer)


def test_new_ones_stand_last_and_move_up(event, officer):
    for title in ("One", "Two", "Three"):
        make_link(event, officer, title=title)
    move_up(event.materials.get(title="Three"), by=officer, now=NOW)
    assert titles(event) == ["One", "Three", "Two"]
    move_up(event.materials.get(title="One"), by=officer, now=NOW)
    assert titles(event) == ["One", "Three", "Two"]


def test_removing_closes_the_gap_and_cannot_be_done_twice(event, officer):
    for title in ("One", "Two", "Three"):
        make_link(event, officer, title=title)
    two = event.materials.get(title="Two")
    remove_material(two, by=officer, now=NOW)
    assert titles(event) == ["One", "Three"]
    assert [m.position for m in event.materials.all()] == [1, 2]
    for deed in (remove_material, move_up):
        with pytest.raises(TooLate, match="removed already"):
            deed(Material(pk=two.pk, event=event), by=officer, now=NOW)


def test_renaming_keeps_the_file(event, officer):
    made = make_file(event, officer)
    change_material(made, title="Handout", visible="attended", by=officer, now=NOW)
    made.refresh_from_db()
    assert (made.title, made.visible, made.file) == ("Handout", "attended", PDF)
    assert TrailEntry.objects.filter(deed="material.changed").count() == 1


def test_removing_asks_first(signed_in, officer, event):
    made, desk = make_file(event, officer), signed_in(officer)
    page = reverse("training:material_remove", args=[made.code])
    assert "cannot be undone" in desk.get(page).content.decode()
    assert Material.objects.exists()
    desk.post(page)
    assert not Material.objects.exists()


@pytest.fixture
def other_trainer(council):
    """Trudy trains too, but not here."""
    person = make_person("Trudy", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=person)
    return person


@pytest.mark.parametrize("name", ["material", "material_file", "material_up", "material_remove"])
def test_a_trainer_of_another_event_finds_nothing(signed_in, other_trainer, officer, event, name):
    made = make_file(event, officer)
    url = reverse(f"training:{name}", args=[made.code])
    assert signed_in(other_trainer).post(url).status_code == 404
    assert signed_in(other_trainer).get(of_event(event)).status_code == 404
    assert Material.objects.get() == made


def test_a_trainer_reads_the_materials_of_the_course_but_only_the_officer_changes_them(
    signed_in, trainer, other_trainer, officer, event, course
):
    made = make_file(course, officer, title="Of the course")
    file = reverse("training:material_file", args=[made.code])
    assert signed_in(trainer).get(file).content == PDF
    assert "Of the course" in signed_in(trainer).get(of_event(event)).content.decode()
    assert signed_in(other_trainer).get(file).status_code == 404
    assert signed_in(trainer).post(reverse("training:material_remove", args=[made.code])).status_code == 404
    assert signed_in(officer).get(reverse("training:material", args=[made.code])).status_code == 200


def test_a_link_is_no_file(signed_in, officer, event):
    made = make_link(event, officer)
    assert signed_in(officer).get(reverse("training:material_file", args=[made.code])).status_code == 404


@pytest.mark.parametrize(
    "facts",
    [
        {"link": "https://a.example/"},
        {"link": "https://a.example/", "content": b"x", "size": 1},
        {"link": ""},
    ],
)
def test_the_database_refuses_what_is_neither_a_file_nor_a_link_nor_anybodys(course, event, officer, facts):
    whose = {"course": course, "event": event} if len(facts) == 1 and facts["link"] else {"event": event}
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.create(
            title="A", visible="booked", position=1, added_by=officer, added_at=NOW, **whose, **facts
        )


def test_the_list_takes_as_many_queries_for_one_as_for_three_and_leaves_the_bytes(
    signed_in, officer, event, course, count_queries, django_assert_num_queries
):
    desk = signed_in(officer)
    make_file(event, officer)
    one = count_queries(desk, of_event(event))
    for title, owner in (("Two", event), ("Three", event), ("Four", course)):
        make_file(owner, officer, title=title)
    assert count_queries(desk, of_event(event)) == one
    assert "content" in event.materials.without_content()[0].get_deferred_fields()


def test_the_page_of_the_day_lists_what_there_is(
    signed_in, trainer, past_event, course, officer, time_machine
):
    time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
    make_file(course, officer, title="Of the course")
    make_file(past_event, officer, title="Of the event", visible="attended")
    page = signed_in(trainer).get(reverse("bookings:register_day", args=[past_event.code])).content.decode()
    assert "Of the course" in page
    assert "Of the event" in page

"""The pages of imports, as an officer walks them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, TrailEntry
from imports.kinds import KINDS
from imports.models import Import, State
from imports.reading import read
from imports.working import work_due
from tests.cast import NOW
from tests.imports.files import AGENCIES, checked, csv_of, handed_in

ELM = ["Elm Primary School", "School", "elm.sch.example"]


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def page(found):
    return reverse("imports:import", args=[found.code])


def test_a_file_is_handed_in_checked_confirmed_and_imported(desk, now):
    file = SimpleUploadedFile("schools.csv", csv_of(AGENCIES, ELM))
    there = desk.post(reverse("imports:new", args=["agencies"]), {"file": file}, follow=True)
    assert "The file is being read" in there.text
    found = Import.objects.get()
    work_due(now)
    assert "Import this row" in desk.get(page(found)).text
    desk.post(reverse("imports:confirm", args=[found.code]))
    assert "being imported together" in desk.get(page(found)).text
    work_due(now)
    assert "Imported on" in desk.get(page(found)).text
    assert Agency.objects.filter(name="Elm Primary School").exists()
    deeds = TrailEntry.objects.about(found).order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["import.handed_in", "import.confirmed", "import.done"]


def test_wrong_rows_can_be_shown_alone_and_there_is_no_button(desk, officer):
    found = checked("agencies", csv_of(AGENCIES, ELM, ["Ash", "Circus", ""]), officer)
    text = desk.get(page(found), {"verdict": "wrong"}).text
    assert "Ash" in text
    assert "Elm Primary School" not in text
    assert "Import all" not in text
    desk.post(reverse("imports:confirm", args=[found.code]))
    found.refresh_from_db()
    assert found.state == State.CHECKED


def test_the_list_of_rows_downloads_with_every_error(desk, officer):
    found = checked("agencies", csv_of(AGENCIES, ["Ash", "Circus", "gmail.com"]), officer)
    text = desk.get(reverse("imports:rows", args=[found.code])).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Line,Fate,Row,In words"
    assert "2,Wrong,Ash,“Circus” is no answer" in text.replace('"', "")


def test_a_file_that_cannot_be_read_says_why_and_can_be_chosen_again(desk, officer):
    found = checked("agencies", csv_of(["Name"], ["Elm"]), officer)
    text = desk.get(page(found)).text
    assert "Line 1: the column “Sector” is missing." in text
    assert reverse("imports:new", args=["agencies"]) in text


def test_a_discarded_file_is_gone_with_its_rows(desk, officer):
    found = checked("agencies", csv_of(AGENCIES, ELM), officer)
    desk.post(reverse("imports:discard", args=[found.code]))
    found.refresh_from_db()
    assert (found.state, bytes(found.content), found.rows.count()) == (State.DISCARDED, b"", 0)
    desk.post(reverse("imports:confirm", args=[found.code]))
    assert Import.objects.get().state == State.DISCARDED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_template_is_a_file_that_can_be_read(desk, kind, format):
    response = desk.get(reverse("imports:template", args=[kind, format]))
    form = KINDS[kind].form
    [line] = read(format, response.content, form=form, most=9)
    assert not line.problems
    assert form(line.cells).is_valid(), form(line.cells).errors


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_kind_explains_every_column(desk, kind):
    text = desk.get(reverse("imports:new", args=[kind])).text
    assert f"{KINDS[kind].most:,} rows at most" in text
    assert f"Import {KINDS[kind].title.lower()}" in text
    for field in KINDS[kind].form.base_fields.values():
        assert f">{field.label}<" in text


def test_no_file_is_a_sentence_beside_the_field(desk):
    assert "Choose the file" in desk.post(reverse("imports:new", args=["people"]), {}).text


def test_an_unknown_kind_or_format_is_not_found(desk):
    assert desk.get(reverse("imports:new", args=["rooms"])).status_code == 404
    assert desk.get(reverse("imports:template", args=["people", "pdf"])).status_code == 404


def queries_of(desk, url) -> int:
    desk.get(url)
    with CaptureQueriesContext(connection) as queries:
        desk.get(url)
    return len(queries)


def test_queries_do_not_grow_with_files_and_rows(desk, officer):
    one = checked("agencies", csv_of(AGENCIES, ELM), officer)
    few = queries_of(desk, reverse("imports:list")), queries_of(desk, page(one))
    for _ in range(2):
        handed_in("agencies", b"", officer, now=NOW)
    three = checked("agencies", csv_of(AGENCIES, ELM, ["Ash", "School", ""], ["Yew", "School", ""]), officer)
    assert (queries_of(desk, reverse("imports:list")), queries_of(desk, page(three))) == few


def test_the_same_form_sent_twice_hands_in_one_file(desk):
    def send(code):
        file = SimpleUploadedFile("schools.csv", csv_of(AGENCIES, ELM))
        return desk.post(reverse("imports:new", args=["agencies"]), {"file": file, "code": code}, follow=True)

    code = desk.get(reverse("imports:new", args=["agencies"])).context["form"]["code"].value()
    send(code)
    assert "This file is handed in already" in send(code).text
    assert Import.objects.get().code == code
    send("")
    assert Import.objects.count() == 2

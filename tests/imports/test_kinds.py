"""What becomes of rows: new, changed, unchanged or wrong, through the verbs that the screens call."""

import pytest

from accounts.models import Agency, Employment, Person, TrailEntry
from correspondence.models import Message
from imports.models import Import, State
from imports.working import work_due
from tests.cast import NOW, make_agency, make_person
from tests.imports.files import AGENCIES, COURSES, PEOPLE, checked, csv_of, fates, imported, says
from training.models import Course

ELM = ["Elm Primary School", "School", "elm.sch.example"]
PAT = ["Pat", "Porter", "Pat.Porter@riverside.nhs.example", "Riverside NHS Trust", "Porter"]


def test_agencies_are_added_through_their_verb(officer):
    found = imported("agencies", csv_of(AGENCIES, ELM), officer)
    elm = Agency.objects.get(name="Elm Primary School")
    assert found.is_done
    assert elm.in_area
    assert [str(domain) for domain in elm.domains.all()] == ["elm.sch.example"]
    assert TrailEntry.objects.about(elm).get().deed == "agency.added"


def test_the_same_file_twice_changes_nothing(officer, trust):
    content = {
        "agencies": csv_of(AGENCIES, ELM),
        "people": csv_of(PEOPLE, PAT),
        "courses": csv_of(COURSES, ["Neglect", "Full day", "3", "Signs.", "390", "See it; Say it"]),
    }
    for kind, rows in content.items():
        imported(kind, rows, officer)
        again = checked(kind, rows, officer)
        assert fates(again) == [(2, "unchanged")], says(again)
        assert not again.has_news


def test_one_wrong_row_keeps_the_whole_file_out(officer, trust):
    found = checked("agencies", csv_of(AGENCIES, ELM, ["Ash", "Circus", "gmail.com"]), officer)
    assert fates(found) == [(2, "new"), (3, "wrong")]
    assert "“Circus” is no answer in the column “Sector”" in says(found)
    with pytest.raises(Exception, match="cannot be imported now"):
        found.confirm(by=officer, now=NOW)


def test_the_rules_of_the_agency_form_hold_for_rows(officer, school):
    wrong = ["Yew Primary School", "School", "oak.sch.example, gmail.com"]
    found = checked("agencies", csv_of(AGENCIES, wrong, ELM, ELM, ["Ash", "School", ELM[2]]), officer)
    words = says(found)
    assert "belongs to Oak Primary School already" in words
    assert "Anybody may have an address at gmail.com" in words
    assert "The same stands in line 3 already" in words
    assert "is given to Elm Primary School in this file already" in words


def test_a_new_person_can_set_a_password_and_is_told_nothing(officer, trust):
    imported("people", csv_of(PEOPLE, PAT), officer)
    pat = Person.objects.get(email="pat.porter@riverside.nhs.example")
    assert not pat.has_usable_password()
    assert pat.emailaddress_set.get().email == pat.email
    assert (pat.employment.agency, pat.employment.post) == (trust, "Porter")
    assert {entry.deed for entry in TrailEntry.objects.about(pat)} == {"person.added", "employment.started"}
    assert not Message.objects.exists()


def test_a_person_is_found_by_email_in_any_letters_and_changed(officer, nurse, school):
    row = ["Nadia", "Newname", nurse.email.upper(), "oak primary school", "School nurse"]
    found = imported("people", csv_of(PEOPLE, row), officer)
    nurse = Person.objects.get(pk=nurse.pk)
    assert found.counts["changed"] == 1
    assert nurse.last_name == "Newname"
    assert (nurse.employment.agency, nurse.employment.post) == (school, "School nurse")
    assert Employment.objects.filter(person=nurse).count() == 2


def test_an_empty_cell_leaves_what_is_there(officer, nurse):
    row = ["Nadia", "Nurse", nurse.email, "Riverside NHS Trust", "Health visitor"]
    assert fates(checked("people", csv_of(PEOPLE, row), officer)) == [(2, "unchanged")]


def test_without_an_address_a_person_is_found_by_name_and_agency(officer, trust):
    make_person("Una", "Unmailed", trust, "Porter", email=None)
    row = ["una", "UNMAILED", "", "Riverside NHS Trust", "Porter"]
    assert fates(checked("people", csv_of(PEOPLE, row), officer)) == [(2, "unchanged")]
    make_person("Una", "Unmailed", trust, "Porter", email=None)
    assert "Give the email address" in says(checked("people", csv_of(PEOPLE, row), officer))


def test_every_error_of_a_row_is_told_at_once(officer, trust):
    header = [*PEOPLE, "Manager’s name"]
    found = checked("people", csv_of(header, ["", "Porter", "pat@", "", "Porter", "Mary"]), officer)
    words = says(found)
    for sentence in (
        "Enter the first name",
        "correct format",
        "Enter the agency",
        "Give the manager’s name and email",
    ):
        assert sentence in words


def test_an_unknown_or_retired_agency_is_refused(officer, trust):
    make_agency("Gone Trust", "health", is_active=False)
    rows = [[*PAT[:3], "Nowhere", "Porter"], ["Una", "New", "", "Gone Trust", "Porter"]]
    words = says(checked("people", csv_of(PEOPLE, *rows), officer))
    assert "There is no agency “Nowhere”" in words
    assert "Gone Trust is no longer in use" in words


def test_a_course_is_changed_through_its_verb(officer, course):
    row = [course.title, "Half-day workshop", "3", "Shorter.", "300", "See it"]
    found = imported("courses", csv_of(COURSES, row), officer)
    course = Course.objects.get(pk=course.pk)
    assert found.counts["changed"] == 1
    assert (course.format, course.minutes, course.summary) == ("half_day", 300, "Shorter.")
    assert TrailEntry.objects.about(course).filter(deed="course.changed").exists()


def test_what_became_wrong_after_the_check_imports_nothing(officer, trust):
    found = checked(
        "people", csv_of(PEOPLE, PAT, ["Una", "New", "", "Riverside NHS Trust", "Porter"]), officer
    )
    found.confirm(by=officer, now=NOW)
    Agency.objects.filter(pk=trust.pk).update(is_active=False)
    work_due(NOW)
    found.refresh_from_db()
    assert found.state == State.CHECKING
    assert "Something changed between the check and the import" in found.problems[0]
    assert not Person.objects.filter(first_name="Una").exists()
    work_due(NOW)
    assert Import.objects.get(pk=found.pk).counts["wrong"] == 2

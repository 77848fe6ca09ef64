"""Every form says what is wrong in a sentence, keeps what was typed, and its error summary leads to the right place."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.template.loader import render_to_string

from lib import forms

LEVELS = [("1", "Level 1"), ("2", "Level 2")]


class Everything(forms.Form):
    title = django_forms.CharField(max_length=20, help_text="As in the programme")
    about = django_forms.CharField(max_length=50, widget=django_forms.Textarea)
    places = django_forms.IntegerField(min_value=1)
    price = forms.Money()
    day = forms.Day()
    clock = forms.Clock(label="Time")
    opens = forms.Moment(label="Booking opens")
    level = django_forms.ChoiceField(choices=LEVELS)
    format = django_forms.ChoiceField(choices=LEVELS, widget=django_forms.RadioSelect)
    sectors = django_forms.MultipleChoiceField(choices=LEVELS, widget=django_forms.CheckboxSelectMultiple)
    agree = django_forms.BooleanField(help_text="Your manager will know")
    email = django_forms.EmailField()
    secret = django_forms.CharField(widget=django_forms.PasswordInput)
    handout = django_forms.FileField()

    def clean(self):
        raise django_forms.ValidationError("The room is taken that day")


def shown(form) -> str:
    return render_to_string("components/_form.html", {"form": form})


def one(field, value):
    """The field's errors when only this value is posted."""
    form = type("One", (forms.Form,), {"it": field})({"it": value} if not isinstance(value, dict) else value)
    form.is_valid()
    return form.errors.get("it", []), form.cleaned_data.get("it")


def test_every_error_leads_to_an_element_of_the_page():
    html = shown(Everything({}))
    ids = re.findall(r'\sid="([^"]+)"', html)
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert len(targets) == len(Everything.base_fields) + 1
    assert set(targets) <= set(ids)


def test_an_error_of_a_group_leads_to_its_first_choice():
    targets = dict(forms.problems(Everything({})))
    assert targets["Choose the format"] == "id_format_0"
    assert targets["Choose the sectors"] == "id_sectors_0"
    assert targets["Enter the booking opens"] == "id_opens_0"


def test_an_error_of_the_whole_form_leads_to_its_first_field():
    assert forms.problems(Everything({}))[0] == ("The room is taken that day", "id_title")


def test_no_id_is_used_twice():
    ids = re.findall(r'\sid="([^"]+)"', shown(Everything({})))
    assert len(ids) == len(set(ids))


def test_what_describes_a_field_exists():
    html = shown(Everything({}))
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    named = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert {"id_title_helptext", "id_title_error", "id_about-info", "id_format_error"} <= named
    assert named <= ids


def test_every_label_belongs_to_an_input():
    html = shown(Everything())
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'<label[^>]* for="([^"]*)"', html)) <= ids


def test_what_was_typed_is_kept():
    typed = {
        "title": "x" * 30,
        "places": "many",
        "price": "a lot",
        "day": "soon",
        "opens_0": "soon",
        "opens_1": "late",
    }
    html = shown(Everything(typed))
    for value in ("x" * 30, "many", "a lot", "soon", "late"):
        assert f'value="{value}"' in html


def test_hostile_text_is_shown_and_not_run():
    html = shown(Everything({"title": '"><script>alert(1)</script>', "about": "</textarea><script>"}))
    assert "<script>" not in html


def test_a_password_is_never_sent_back():
    assert "hunter2" not in shown(Everything({"secret": "hunter2"}))


def test_the_browser_leaves_checking_to_us():
    html = shown(Everything())
    assert "novalidate" in html
    assert not re.search(r"\srequired\b", html)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (django_forms.CharField(label="Course title"), "", "Enter the course title"),
        (django_forms.CharField(label="Your post"), "", "Enter your post"),
        (django_forms.CharField(label="VAT number"), "", "Enter the VAT number"),
        (django_forms.CharField(label="Starts at"), "", "Enter “Starts at”"),
        (django_forms.CharField(label="What will you do?"), "", "Answer this question"),
        (django_forms.ChoiceField(label="Agency", choices=LEVELS), "", "Choose the agency"),
        (django_forms.ChoiceField(label="Agency", choices=LEVELS), "9", "Choose the agency from the list"),
        (
            django_forms.CharField(label="Course title", max_length=3),
            "long",
            "The course title must be 3 characters or fewer",
        ),
        (
            django_forms.CharField(label="100% right", max_length=3),
            "long",
            "The 100% right must be 3 characters or fewer",
        ),
        (django_forms.CharField(label="Title"), "a\x00b", "The title must not contain control characters"),
        (django_forms.IntegerField(label="Places", min_value=1), "0", "The places must be 1 or more"),
        (django_forms.IntegerField(label="Places"), "ten", "The places must be a whole number, like 24"),
        (forms.Money(label="Price"), "ten", "The price must be an amount in pounds, like 1,234.50"),
        (forms.Money(label="Price"), "-1", "The price must be £0 or more"),
        (
            forms.Money(label="Price"),
            "1.005",
            "The price must be an amount in pounds and pence, like 1,234.50",
        ),
        (forms.Day(label="Day"), "2026-02-30", "The day must be a real date, like 5 March 2026"),
        (forms.Day(label="Day"), "0026-02-03", "The year must be between 1900 and 2100"),
        (forms.Clock(label="Time"), "25:00", "The time must be a time, like 9:30am"),
        (
            django_forms.EmailField(),
            "nobody",
            "Enter an email address in the correct format, like name@example.org",
        ),
    ],
)
def test_an_answer_that_will_not_do_gets_a_sentence(field, value, sentence):
    assert one(field, value)[0] == [sentence]


def test_a_sentence_written_for_a_field_is_kept():
    field = django_forms.CharField(error_messages={"required": "Say why the charge is waived"})
    assert one(field, "")[0] == ["Say why the charge is waived"]


@pytest.mark.parametrize("typed", ["50", "£50", "50.00", " £ 50.0 "])
def test_money_is_read_as_people_type_it(typed):
    assert one(forms.Money(), typed) == ([], Decimal("50.00"))


def test_money_with_thousands():
    assert str(one(forms.Money(), "1,234.5")[1]) == "1234.50"


@pytest.mark.parametrize("typed", ["2026-03-05", "5/3/2026", "05/03/26", "5 March 2026"])
def test_a_day_is_read_as_people_type_it(typed):
    assert one(forms.Day(), typed) == ([], date(2026, 3, 5))


@pytest.mark.parametrize("typed", ["09:30", "9.30", "9:30am", "9.30 AM"])
def test_a_clock_time_is_read_as_people_type_it(typed):
    assert one(forms.Clock(), typed) == ([], time(9, 30))


def test_a_moment_is_london_time_and_becomes_utc():
    assert one(forms.Moment(), {"it_0": "2026-07-01", "it_1": "09:30"})[1] == datetime(
        2026, 7, 1, 8, 30, tzinfo=UTC
    )


def test_a_moment_shows_london_time():
    form = type("One", (forms.Form,), {"it": forms.Moment()})(
        initial={"it": datetime(2026, 7, 1, 8, 30, tzinfo=UTC)}
    )
    html = str(form["it"])
    assert 'value="2026-07-01"' in html
    assert 'value="09:30"' in html


def test_a_moment_that_the_clocks_skip_is_refused():
    errors, _ = one(forms.Moment(), {"it_0": "2026-03-29", "it_1": "01:30"})
    assert errors == [
        "The clocks go forward on 29 March 2026, so there is no 01:30 on that day. Choose another time"
    ]


def test_half_a_moment_is_refused():
    assert one(forms.Moment(), {"it_0": "2026-03-29", "it_1": ""})[0] == ["Enter both a day and a time"]


def test_answers_that_may_be_left_out_say_so():
    form = type("One", (forms.Form,), {"it": django_forms.CharField(label="Note", required=False)})()
    assert "Note (optional)" in shown(form)


def test_filters_ignore_what_they_cannot_read():
    filters = type("F", (forms.Filters,), {"q": django_forms.CharField(), "day": forms.Day()})
    form = filters({"q": "neglect", "day": "soon"})
    assert form.chosen == {"q": "neglect"}
    assert "optional" not in str(form)


def test_only_forms_about_the_reader_are_filled_in_by_the_browser():
    fields = {"telephone": django_forms.CharField()}
    own = type("Own", (forms.Form,), fields | {"about_the_reader": True})
    assert 'autocomplete="tel"' in str(own())
    assert "autocomplete" not in str(type("Other", (forms.Form,), fields)())


def test_a_formset_reports_the_errors_of_its_forms():
    fields = {"note": django_forms.CharField(label="Note")}
    many = django_forms.formset_factory(type("Row", (forms.Form,), fields), extra=0, min_num=1)
    posted = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-note": ""}
    assert forms.problems(many(posted)) == [("Enter the note", "id_form-0-note")]

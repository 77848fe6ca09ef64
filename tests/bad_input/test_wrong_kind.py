"""Letters for numbers, days that do not exist, choices that are not offered: each is refused beside its field, and none breaks the page."""

from itertools import zip_longest

import pytest
from django import forms

from finance.forms import YearField
from lib.forms import Clock, Day, Money
from tests.bad_input.everything import everything
from tests.bad_input.files import bad_files
from tests.bad_input.judged import changes, lost, not_refused
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.table import forms_of, tables
from tests.doors.test_access import undone

pytestmark = [pytest.mark.one_database, pytest.mark.slow]

NUL = "a\0b"
WHOLE = ["many", "1.5", "-1", "9" * 30, "1e3", "0x10", "½", "--1", NUL]
POUNDS = ["many", "-1", "-0.01", "1.001", "9" * 30, "NaN", "Infinity", "-Infinity", "1e400", "£", NUL]
HOURS = ["many", "-1", "1.05", "9" * 30, "NaN", "Infinity", "1e400", "½", NUL]
DAYS = [
    "tomorrow",
    "2026-02-30",
    "2026-13-01",
    "31/31/2026",
    "0000-00-00",
    "9999-12-31",
    "1899-12-31",
    "20260301x",
    NUL,
]
TIMES = ["noon", "25:00", "9:60", "-1:00", "99999", NUL]
EMAILS = [
    "nobody",
    "a@b",
    "two words@example.org",
    "@example.org",
    "a@example..org",
    "a@example.org\nBcc: b@example.org",
    NUL,
]
LINKS = ["not a link", "javascript:alert(1)", "ftp:/x", "http://", "https://exa mple.org", NUL]
OFFERED = ["nonsense", "999999", "-1", "0", "<script>", NUL]
FORMAL = ["no such form!", "<script>", "=1+1", NUL]
YEARS = ["2026", "2026-28", "9999-00", "0000-01", "2101-02", "two", "٢٠٢٦-27", NUL]
BAD: list[tuple[type, list[str]]] = [
    (forms.MultiValueField, []),  # its two inputs are tried under their own names
    (Money, POUNDS),
    (Day, DAYS),
    (Clock, TIMES),
    (forms.EmailField, EMAILS),
    (forms.URLField, LINKS),
    (forms.FileField, []),  # no words can be sent for a file: files_wrong_with sends others
    (forms.BooleanField, []),  # whatever is sent is a tick
    (forms.ModelMultipleChoiceField, OFFERED),
    (forms.ModelChoiceField, OFFERED),
    (forms.ChoiceField, OFFERED),
    (forms.DecimalField, HOURS),
    (forms.IntegerField, WHOLE),
    (forms.CharField, [NUL]),
]
FIRST = 3  # values of each kind are tried every time; the others with the slow tests
PARTS = {"0": DAYS, "1": TIMES}


def bad_values(opened: Opened, name: str) -> list[str]:
    field = opened.fields[name].field
    if name in opened.sitting.post.formal:
        return FORMAL + (YEARS if isinstance(field, YearField) else [])
    if isinstance(field, forms.MultiValueField):
        return PARTS[name.rpartition("_")[2]]
    offered = {value for control in opened.form.of(name) for value in _offered(control)}
    return [value for value in _by_kind(field) if value not in offered]


def _by_kind(field: forms.Field) -> list:
    return next(values for kind, values in BAD if isinstance(field, kind))


def _offered(control) -> list[str]:
    """What may be chosen: "0" is nonsense for most questions, and a weekday for one."""
    several = [value for value, _ in control.options]
    return [*several, control.value] if control.kind in {"radio", "checkbox"} else several


def trials(opened: Opened) -> list[dict[str, str]]:
    """Every bad value once, all fields at a time: {field: value} for each sending."""
    every = {name: bad_values(opened, name) for name, field in opened.fields.items() if not field.is_hidden}
    columns = zip_longest(*every.values())
    return [
        {name: value for name, value in zip(every, row, strict=True) if value is not None} for row in columns
    ]


def wrong_with(opened: Opened, before: dict, several: list[dict[str, str]]) -> dict[str, str]:
    found = {}
    for trial in several:
        answer = opened.send(**trial)
        said = {name: not_refused(opened, name, answer) for name in trial} | {"": changes(before)}
        found |= {f"{name}={trial.get(name)!r}": words for name, words in said.items() if words}
    return found


def files_wrong_with(opened: Opened, before: dict) -> dict[str, str]:
    found, sent = {}, opened.sent()
    for name in opened.uploads:
        for file in bad_files(opened.fields[name].field):
            answer = opened.post(sent | {name: [file]})
            gone = "" if not_refused(opened, name, answer) else lost(opened, sent, answer, besides=name)
            if said := not_refused(opened, name, answer) or changes(before) or gone:
                found[f"{name}: {file.name[:20]}"] = said
    return found


def tried(app: str, cast, which: slice) -> dict:
    """What is wrong with how the forms of an app answer, when these of their trials are sent."""
    wrong = {}
    for name, post in forms_of(app):
        if "wrong kind" not in post.exempt:
            with undone(cast):
                opened = Sitting(name, cast).open()
                before = everything()
                found = wrong_with(opened, before, trials(opened)[which])
                if found := found | (files_wrong_with(opened, before) if which.start is None else {}):
                    wrong[name] = found
    return wrong


@pytest.mark.parametrize("app", tables())
def test_an_answer_of_the_wrong_kind_is_refused_beside_its_field(app, cast):
    assert not tried(app, cast, slice(FIRST))


@pytest.mark.parametrize("app", tables())
def test_so_is_every_other_answer_of_the_wrong_kind(app, cast):
    assert not tried(app, cast, slice(FIRST, None))

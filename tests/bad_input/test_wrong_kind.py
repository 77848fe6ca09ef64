"""Letters for numbers, days that do not exist, choices that are not offered: each is refused beside its field, and none breaks the page."""

from itertools import zip_longest

import pytest
from django import forms

from finance.forms import YearField
from lib.forms import Clock, Day, Money
from tests.bad_input.everything import everything
from tests.bad_input.judged import changes, not_refused
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.table import tables
from tests.doors.test_access import undone

NUL = "a\0b"
WHOLE = ["many", "1.5", "-1", "9" * 30, "1e3", "0x10", "½", "--1", NUL]
POUNDS = ["many", "-1", "-0.01", "1.001", "9" * 30, "NaN", "Infinity", "-Infinity", "1e400", "£", NUL]
DAYS = ["tomorrow", "2026-02-30", "2026-13-01", "31/31/2026", "0000-00-00", "9999-12-31", "1899-12-31", "20260301x", NUL]
TIMES = ["noon", "25:00", "9:60", "-1:00", "99999", NUL]
EMAILS = ["nobody", "a@b", "two words@example.org", "@example.org", "a@example..org", "a@example.org\nBcc: b@example.org", NUL]
LINKS = ["not a link", "javascript:alert(1)", "ftp:/x", "http://", "https://exa mple.org", NUL]
OFFERED = ["nonsense", "999999", "-1", "0", "<script>", NUL]
FORMAL = ["nonsense", "<script>", "=1+1", NUL]
YEARS = ["2026", "2026-28", "9999-00", "0000-01", "2101-02", "two", "٢٠٢٦-27", NUL]
BAD: list[tuple[type, list[str]]] = [
    (forms.MultiValueField, []),  # its two inputs are tried under their own names
    (Money, POUNDS),
    (Day, DAYS),
    (Clock, TIMES),
    (forms.EmailField, EMAILS),
    (forms.URLField, LINKS),
    (forms.BooleanField, []),  # whatever is sent is a tick
    (forms.ModelMultipleChoiceField, OFFERED),
    (forms.ModelChoiceField, OFFERED),
    (forms.ChoiceField, OFFERED),
    (forms.IntegerField, WHOLE),
    (forms.CharField, [NUL]),
]
PARTS = {"0": DAYS, "1": TIMES}


def bad_values(opened: Opened, name: str) -> list[str]:
    field = opened.fields[name].field
    if name in opened.sitting.post.formal:
        return FORMAL + (YEARS if isinstance(field, YearField) else [])
    if isinstance(field, forms.MultiValueField):
        return PARTS[name.rpartition("_")[2]]
    return next(values for kind, values in BAD if isinstance(field, kind))


def trials(opened: Opened) -> list[dict[str, str]]:
    """Every bad value once, all fields at a time: {field: value} for each sending."""
    every = {name: bad_values(opened, name) for name, field in opened.fields.items() if not field.is_hidden}
    columns = zip_longest(*every.values())
    return [{name: value for name, value in zip(every, row, strict=True) if value is not None} for row in columns]


def wrong_with(opened: Opened, before: dict) -> dict[str, str]:
    found = {}
    for trial in trials(opened):
        answer = opened.send(**trial)
        said = {name: not_refused(opened, name, answer) for name in trial} | {"": changes(before)}
        found |= {f"{name}={trial.get(name)!r}": words for name, words in said.items() if words}
    return found


@pytest.mark.parametrize("app", tables())
def test_an_answer_of_the_wrong_kind_is_refused_beside_its_field(app, cast):
    wrong = {}
    for name, post in tables()[app].items():
        if "wrong kind" in post.exempt:
            continue
        with undone(cast):
            opened = Sitting(name, cast).open()
            if found := wrong_with(opened, everything()):
                wrong[name] = found
    assert not wrong


# Lone halves of a character cannot be written in UTF-8; what a browser could send instead of them is taken as the sign for it.
STRANGE = ["\U0001f9d1\u200d\U0001f3eb", "\ud83e", "e\u0301\u202e", "\u2028\x0b\x1b"]


@pytest.mark.parametrize("app", tables())
def test_strange_characters_break_no_page(app, cast):
    wrong = {}
    for name in tables()[app]:
        with undone(cast):
            opened = Sitting(name, cast).open()
            every = [*opened.form.sent, *opened.fields, *tables()[app][name].values(cast)]
            for strange in STRANGE:
                with undone(cast):
                    answer = opened.sitting.follow(opened.send(**dict.fromkeys(every, strange)))
                    if answer.status not in {200, 404}:
                        wrong[f"{name}: {strange!r}"] = answer.status
    assert not wrong


@pytest.mark.parametrize("app", tables())
def test_nonsense_in_what_the_page_carries_changes_nothing(app, cast):
    """Marks, codes and numbers in hidden fields come from the page, and anybody may send others."""
    wrong = {}
    for name in tables()[app]:
        with undone(cast):
            opened = Sitting(name, cast).open()
            hidden = [each.name for each in opened.form.controls if each.kind == "hidden"]
            before = everything()
            for nonsense in [NUL, "nonsense", "-1", "9" * 30, "x" * 5000]:
                sent = {carried: nonsense for carried in hidden if carried not in FREE}
                answer = opened.sitting.follow(opened.send(**sent)) if sent else None
                if answer and (changes(before) or answer.status not in {200, 404}):
                    wrong[f"{name}: {nonsense[:10]!r}"] = changes(before) or answer.status
    assert not wrong


FREE = {"csrfmiddlewaretoken", "next", "q"}

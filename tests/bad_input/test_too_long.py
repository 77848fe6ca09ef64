"""Every text has a limit, and one letter more is refused beside its field."""

import pytest
from django import forms
from django.core.cache import cache

from tests.bad_input.everything import changed_since, everything, too_long_in
from tests.bad_input.judged import changes, not_refused
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.table import forms_of, tables
from tests.doors.test_access import undone

pytestmark = pytest.mark.slow

# Texts that are compared and never kept: their length does no harm.
NOT_KEPT = {"password": "hashed", "hidden": "compared with what is known"}
ENDLESS = 100_000


def texts(opened: Opened) -> list[str]:
    """The questions that are answered with words."""
    return [
        name
        for name, field in opened.fields.items()
        if isinstance(field.field, forms.CharField)
        and not NOT_KEPT.keys() & {each.kind for each in opened.form.of(name)}
    ]


def too_long(field) -> str:
    """One letter more than the field takes; a text without a limit gets more than anybody types."""
    limit = getattr(field, "max_length", None) or ENDLESS
    if isinstance(field, forms.EmailField):
        return "x" * (limit - len("@example.org") + 1) + "@example.org"
    start = "https://" if isinstance(field, forms.URLField) else ""
    return start + "x" * (limit + 1 - len(start))


def wrong_with(opened: Opened, before: dict) -> dict[str, str]:
    """All texts are too long at once: each must have a sentence of its own."""
    long = {name: too_long(opened.fields[name].field) for name in texts(opened)}
    answer = opened.send(**long)
    found = {name: not_refused(opened, name, answer) for name in long} | {"": changes(before)}
    return {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("app", tables())
def test_a_text_that_is_too_long_is_refused_beside_its_field(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        if "too long" in post.exempt:
            continue
        with undone(cast):
            opened = Sitting(name, cast).open()
            if texts(opened) and (found := wrong_with(opened, everything())):
                wrong[name] = found
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("app", tables())
def test_a_text_as_long_as_may_be_fits_where_it_is_kept(app, cast):
    """What a form lets through fits into the row: PostgreSQL refuses a letter too many."""
    wrong = {}
    for name, _ in forms_of(app):
        with undone(cast):
            opened = Sitting(name, cast).open()
            before = everything()
            for text in texts(opened):
                with undone(cast):
                    cache.clear()
                    answer = opened.send(**{text: too_long(opened.fields[text].field)[:-1]})
                    long = too_long_in(changed_since(before))
                    if long or answer.status not in {200, 302}:
                        wrong[f"{name}: {text}"] = long or answer.status
    assert not wrong

"""A required answer is left out: the page comes back and says which, beside the field and at the top, and keeps everything else."""

import pytest

from tests.bad_input.everything import everything
from tests.bad_input.judged import changes, lost, not_refused
from tests.bad_input.post import Kind
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.table import forms_of, tables
from tests.doors.test_access import undone

pytestmark = [pytest.mark.one_database, pytest.mark.slow]


def without(opened: Opened, name: str) -> dict:
    """What is sent when one question is left unanswered: an empty text, or no tick at all."""
    sent = opened.sent()
    ticked = {control.kind for control in opened.form.of(name)} & {"radio", "checkbox"}
    return {key: values for key, values in sent.items() if key != name} | ({} if ticked else {name: [""]})


def required(opened: Opened) -> list[str]:
    asked = {name for name, field in opened.fields.items() if field.field.required and not field.is_hidden}
    return sorted(asked | set(opened.sitting.post.needs))


def wrong_with(opened: Opened, before: dict) -> dict[str, str]:
    found = {}
    for name in required(opened):
        sent = without(opened, name)
        answer = opened.post(sent)
        gone = [] if not_refused(opened, name, answer) else lost(opened, sent, answer, besides=name)
        said = not_refused(opened, name, answer) or changes(before) or (f"lost {gone}" if gone else "")
        if said:
            found[name] = said
    return found


@pytest.mark.parametrize("app", tables())
def test_an_answer_left_out_is_asked_for_and_the_others_are_kept(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        if post.kind is Kind.FORM and "missing" not in post.exempt:
            with undone(cast):
                opened = Sitting(name, cast).open()
                if found := wrong_with(opened, everything()):
                    wrong[name] = found
    assert not wrong


@pytest.mark.parametrize("app", tables())
def test_nothing_chosen_is_answered_with_a_sentence(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        if post.kind is Kind.BULK:
            with undone(cast):
                sitting = Sitting(name, cast)
                opened, before = sitting.open(), everything()
                (chosen,) = post.foreign(cast)
                sent = {key: values for key, values in opened.sent().items() if key != chosen}
                answer = sitting.follow(opened.post(sent))
                if changes(before) or not (answer.notices or answer.summary):
                    wrong[name] = changes(before) or answer.text[:300]
    assert not wrong

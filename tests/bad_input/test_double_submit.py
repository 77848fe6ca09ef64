"""The button is pressed twice: there is one of it, it is told once, and the second answer says what happened."""

import pytest

from tests.bad_input.everything import everything
from tests.bad_input.judged import changes
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.table import forms_of, tables
from tests.doors.test_access import undone

pytestmark = pytest.mark.slow


def pressed_again(sitting: Sitting, opened: Opened, sent: dict) -> str:
    """Sends what was sent before; what is wrong with the answer, or nothing."""
    # The answer to the first press never reached the browser, and with it what it had to say.
    sitting.client.cookies.pop("messages", None)
    before = everything()
    answer = sitting.follow(opened.post(sent))
    if made := changes(before):
        return made
    if answer.status != 200 or sitting.post.again not in answer.text:
        return f"{answer.status}, not “{sitting.post.again}”: {answer.notices} {answer.summary} {answer.text[-700:]}"
    return ""


@pytest.mark.parametrize("app", tables())
def test_pressing_twice_does_it_once(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        if "double" in post.exempt:
            continue
        with undone(cast):
            sitting = Sitting(name, cast)
            opened = sitting.open()
            sent = opened.sent()
            opened.post(sent)
            if said := pressed_again(sitting, opened, sent):
                wrong[name] = said
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("app", tables())
def test_pressing_in_two_tabs_does_it_once(app, cast):
    """Both pages were opened before either button was pressed: each has its own mark."""
    wrong = {}
    for name, post in forms_of(app):
        if "two tabs" in post.exempt:
            continue
        with undone(cast):
            sitting = Sitting(name, cast)
            first = sitting.open()
            second = sitting.again(first)
            first.send()
            before = everything()
            answer = sitting.follow(second.send())
            if changes(before) or answer.status != 200:
                wrong[name] = changes(before) or answer.status
            elif not any(words in answer.text for words in (post.again, post.late)):
                wrong[name] = f"{answer.notices} {answer.summary} {answer.text[-300:]}"
    assert not wrong

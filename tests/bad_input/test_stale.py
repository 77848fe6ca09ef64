"""Somebody else was faster: the press is answered with a sentence, and nothing that they did is overwritten unseen."""

import pytest

from tests.bad_input.everything import everything
from tests.bad_input.judged import changes, lost
from tests.bad_input.post import Kind, nobody
from tests.bad_input.sitting import Sitting
from tests.bad_input.table import POSTS, tables
from tests.doors.test_access import undone

pytestmark = [pytest.mark.one_database, pytest.mark.slow]


@pytest.mark.parametrize("app", tables())
def test_a_stale_page_says_so_and_overwrites_nothing(app, cast):
    wrong = {}
    for name, post in tables()[app].items():
        if "stale" in post.exempt:
            continue
        with undone(cast):
            sitting = Sitting(name, cast)
            opened = sitting.open()
            post.meanwhile(cast, sitting.arguments)
            before, sent = everything(), opened.sent()
            answer = sitting.follow(opened.post(sent))
            if made := changes(before):
                wrong[name] = made
            elif answer.status != 200 or post.late not in answer.text:
                wrong[name] = (
                    f"{answer.status}, not “{post.late}”: {answer.notices} {answer.summary} {answer.text[-700:]}"
                )
            elif post.kind is Kind.FORM and sitting.is_shown(answer) and (gone := lost(opened, sent, answer)):
                wrong[name] = f"lost {gone}"
    assert not wrong


def test_every_entry_says_what_may_happen_meanwhile():
    silent = [name for name, post in POSTS.items() if post.meanwhile is nobody and "stale" not in post.exempt]
    assert not silent

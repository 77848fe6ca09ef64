"""What no form can refuse beside a field, because nobody typed it: strange characters, and nonsense in what the page carries."""

import pytest

from tests.bad_input.everything import everything
from tests.bad_input.judged import changes
from tests.bad_input.sitting import Sitting
from tests.bad_input.table import forms_of, tables
from tests.doors.test_access import undone

pytestmark = pytest.mark.slow
# Lone halves of a character cannot be written in UTF-8; what a browser could send instead of them is taken as the sign for it.
STRANGE = ["\U0001f9d1\u200d\U0001f3eb", "\ud83e", "e\u0301\u202e", "\u2028\x0b\x1b"]
NONSENSE = ["a\0b", "nonsense", "-1", "9" * 30, "x" * 5000]
# These say where to go on, and are checked when one goes on.
FREE = {"csrfmiddlewaretoken", "next", "q"}


@pytest.mark.parametrize("app", tables())
def test_strange_characters_break_no_page(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        with undone(cast):
            opened = Sitting(name, cast).open()
            every = [*opened.form.sent, *opened.fields, *post.values(cast)]
            for strange in STRANGE:
                with undone(cast):
                    answer = opened.sitting.follow(opened.send(**dict.fromkeys(every, strange)))
                    if answer.status not in {200, 404}:
                        wrong[f"{name}: {strange!r}"] = answer.status
    assert not wrong


@pytest.mark.parametrize("app", tables())
def test_nonsense_in_what_the_page_carries_changes_nothing(app, cast):
    """Codes, numbers and what was seen come from the page in hidden fields, and anybody may send others."""
    wrong = {}
    for name, _ in forms_of(app):
        with undone(cast):
            opened = Sitting(name, cast).open()
            hidden = {each.name for each in opened.form.controls if each.kind == "hidden"} - FREE
            before = everything()
            for nonsense in NONSENSE if hidden else []:
                answer = opened.sitting.follow(opened.send(**dict.fromkeys(hidden, nonsense)))
                if changes(before) or answer.status not in {200, 404}:
                    wrong[f"{name}: {nonsense[:10]!r}"] = changes(before) or answer.status
    assert not wrong


@pytest.mark.parametrize("name", ["accounts:profile", "account_login"])
@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "a\0b"]
)
def test_nobody_is_led_to_another_site(name, elsewhere, cast):
    answer = Sitting(name, cast).open().send(next=elsewhere)
    assert "evil" not in answer.response.get("Location", "")
    assert not answer.response.get("Location", "/").startswith("javascript:")


@pytest.mark.parametrize("name", ["accounts:profile", "bookings:charge_answer", "account_login"])
@pytest.mark.parametrize("flood", [{f"field{n}": "x" for n in range(1_100)}, {"text": "x" * 3_000_000}])
def test_a_flood_is_answered_with_a_page(name, flood, cast):
    answer = Sitting(name, cast).open().send(**flood)
    assert answer.status == 400
    assert any(tag == "h1" for tag, _ in answer.elements)

"""The code that a form brings, and what its page showed."""

import pytest
from django import forms

from lib.codes import new_code
from lib.forms import Form
from lib.once import SPOILT, NewCode
from lib.seen import OnlyAsSeen, fingerprint


class Making(Form):
    code = NewCode()
    name = forms.CharField()


def test_every_page_gives_another_code():
    assert Making()["code"].value() != Making()["code"].value()


def test_a_form_that_is_shown_again_keeps_its_code():
    code = new_code()
    assert Making({"code": code, "name": ""})["code"].value() == code


def test_a_form_may_bring_no_code():
    form = Making({"name": "x"})
    assert form.is_valid()
    assert form.cleaned_data["code"] == ""


@pytest.mark.parametrize("code", ["short", "<script>1234", "BCDFGHJKMNP0", "a\0b", "B" * 13])
def test_a_code_that_none_of_ours_can_be_is_refused(code):
    form = Making({"code": code, "name": "x"})
    assert SPOILT in form.errors["code"]


def test_what_was_seen_and_is_there_still_lets_one_go_on():
    assert OnlyAsSeen({"seen": "a"}, now_is="a").is_valid()


def test_what_is_there_now_must_be_seen_before_one_goes_on():
    form = OnlyAsSeen({"seen": "a"}, now_is="b")
    assert not form.is_valid()
    assert OnlyAsSeen({"seen": form["seen"].value()}, now_is="b").is_valid()


def test_a_form_without_what_was_seen_has_nothing_to_compare():
    assert OnlyAsSeen({}, now_is="b").is_valid()


def test_a_fingerprint_tells_facts_apart():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", 1) == fingerprint("ab", 1)

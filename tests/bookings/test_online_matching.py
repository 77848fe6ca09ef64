"""Whose name it is: by address first, then by name, and never a guess between two."""

import pytest

from bookings.registers.online.matching import Somebody, folded, match

NADIA = Somebody("N", "Nadia Nurse", frozenset({"nadia@trust.example"}))
NOOR = Somebody("O", "Noor Nurse")
ZOE = Somebody("Z", "Zoë O’Brien-Müller")
SAMIR = Somebody("S", "Samir Shah")


def found(name, *people, email="", **further):
    matches = match([("k", name, email)], people, **further)
    return matches["k"].key if matches else None


def test_an_address_says_more_than_a_name():
    assert found("Noor Nurse", NADIA, NOOR, email="nadia@trust.example") == "N"


@pytest.mark.parametrize(
    "shown",
    [
        "Samir Shah", "samir shah", "SHAH SAMIR (EXT)", "Shah, Samir", "Shah, Samir (Guest)", "Samir Shah [External]", "Samir  Shah (Unverified)",
        "Sam’s iPad (Samir Shah)", "S Shah", "S. Shah", "Shah, S.", "Samir S", "Samir Ali Shah", "Shah, Samir Ali (Guest)",
    ],
)  # fmt: skip
def test_one_person_under_many_names(shown):
    assert found(shown, SAMIR, NADIA) == "S"


@pytest.mark.parametrize(
    "shown",
    ["Zoe OBrien Muller", "O'Brien-Muller, Zoe", "ZOË O‘BRIEN MÜLLER", "Zoe\u0308 O'Brien-Mu\u0308ller"],
)
def test_accents_case_hyphens_and_apostrophes_do_not_count(shown):
    assert found(shown, ZOE, SAMIR) == "Z"


@pytest.mark.parametrize(
    "shown",
    [
        "Samir",
        "Shah",
        "Guest",
        "S S",
        "iPad",
        "Samira Shah",
        "Sam Shah",
        "Samir Sharma",
        "+44 20 7946 0000",
        "",
    ],
)
def test_too_little_or_something_else_is_nobody(shown):
    assert found(shown, SAMIR) is None


def test_initials_that_fit_two_fit_nobody():
    assert found("N Nurse", NADIA, NOOR) is None


def test_two_people_of_one_name_are_told_apart_by_their_address_only():
    other = Somebody("N2", "Nadia Nurse", frozenset({"nadia@school.example"}))
    assert found("Nadia Nurse", NADIA, other) is None
    assert found("Nadia Nurse", NADIA, other, email="nadia@school.example") == "N2"


def test_initials_are_nobody_once_the_whole_name_is_there():
    matches = match([("1", "Samir Shah", ""), ("2", "S Shah", "")], [SAMIR])
    assert set(matches) == {"1"}


def test_two_who_could_both_be_one_person_are_neither():
    assert match([("1", "S Shah", ""), ("2", "Samir S", "")], [SAMIR]) == {}


def test_the_same_name_on_two_devices_is_one_person():
    matches = match([("1", "Samir Shah", ""), ("2", "Shah, Samir", "")], [SAMIR])
    assert {each.key for each in matches.values()} == {"S"}


def test_an_address_of_somebody_who_is_not_on_the_register_is_not_overruled_by_a_name():
    assert (
        found("Samir Shah", SAMIR, email="samir@other.example", elsewhere=frozenset({"samir@other.example"}))
        is None
    )


def test_a_private_address_that_nobody_knows_does_not_stand_in_the_way():
    assert found("Samir Shah", SAMIR, email="samir@mail.example") == "S"


def test_the_same_name_folds_to_the_same_words():
    assert folded("Müller, Zoë (Guest)") == folded("zoe MULLER")

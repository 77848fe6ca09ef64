"""A form of accounts in a real browser: mistakes can be reached, on a desk and on a phone. Every page by itself is looked at in journeys."""

import pytest

from tests.cast import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_mistakes_are_said_where_they_can_be_reached(size, request, trust, sign_in, axe, shot):
    page = request.getfixturevalue(size)
    sign_in(page, make_person("Nina", "New", email="nina@riverside.nhs.example"))
    page.goto("/profile/")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Enter the post").click()
    assert page.evaluate("document.activeElement.name") == "post"
    axe(page)
    shot(page, f"accounts-profile-mistakes-{size}")

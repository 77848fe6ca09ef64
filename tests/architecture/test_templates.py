"""The content security policy lets in no inline style or script, so no page has any."""

import re

import pytest

from tests.architecture.source import ROOT, place, templates

INLINE = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script without an address": r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "an address that is a script": r"javascript:",
}


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has(what):
    # Mail programs know no style sheets: the html of e-mails is not a page.
    pages = [path for path in templates() if "emails" not in path.parts]
    assert not [place(path) for path in pages if re.search(INLINE[what], path.read_text())]


@pytest.mark.parametrize("mark", ["js-enabled", "govuk-frontend-supported"])
def test_no_style_waits_for_a_script(mark):
    """These are the marks that a script sets when it runs: without it a page looks as it does with it."""
    sheets = list((ROOT / "static").glob("*.css"))
    assert sheets
    assert not [place(sheet) for sheet in sheets if mark in sheet.read_text()]

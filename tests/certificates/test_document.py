"""The PDF itself."""

import io

import pytest
from pypdf import PdfReader

from accounts.models import Board
from certificates import document


def read(certificate):
    return PdfReader(io.BytesIO(document.as_pdf(certificate)))


def words(page):
    return " ".join(page.extract_text().split())


def test_it_says_what_was_frozen(certificate):
    pages = read(certificate).pages
    assert len(pages) == 1
    said = words(pages[0])
    for each in [
        "Nadia Nurse",
        "Working together to safeguard children",
        "22 May 2026",
        "6 hours 30 minutes, of which 4 hours participatory",
        "Recognise neglect",
        "Valid until",
        "21 May 2029",
        certificate.reference,
        "Barking Example Safeguarding Partnership",
    ]:
        assert each in said


def test_it_is_tagged_and_titled_for_screen_readers(certificate):
    reader = read(certificate)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Certificate of attendance: Working together to safeguard children"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_code_leads_to_the_public_page(certificate):
    assert document.qr_code(certificate).startswith("data:image/svg+xml")
    links = [note.get_object()["/A"]["/URI"] for note in read(certificate).pages[0]["/Annots"]]
    assert links == [f"{document.links.settings.PUBLIC_URL}/verify/{certificate.reference}/"]


@pytest.mark.parametrize(("count", "length", "pages"), [(0, 0, 1), (10, 60, 1), (10, 200, 2)])
def test_outcomes_find_room(certificate, count, length, pages):
    certificate.outcomes = [("Recognise neglect " * 12)[:length]] * count
    certificate.course_title = "A long title of a course " * 6
    certificate.holder_name = "Persephone Alexandrina Featherstonehaugh-Cholmondeley"
    found = read(certificate).pages
    assert len(found) == pages
    assert sum(words(page).count("Recognise neglect") for page in found) >= count


def test_names_are_text_and_not_markup(certificate):
    certificate.holder_name = "<b>Bo</b> & Łukasz"
    assert "<b>Bo</b> & Łukasz" in words(read(certificate).pages[0])


def test_the_colour_is_the_boards(certificate):
    plain = document.as_pdf(certificate)
    Board.objects.update(colour="#8a1538")
    assert document.as_pdf(certificate) != plain

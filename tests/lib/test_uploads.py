"""What is taken as a file, what is refused with which sentence, and how a file is handed out again."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lib.uploads import DOCUMENTS, MEGABYTE, Upload, handed_out

PDF = b"%PDF-1.7 the rest"


def office(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return file.getvalue()


def taken(name: str, content: bytes, **options):
    return Upload(**{"kinds": DOCUMENTS} | options).clean(SimpleUploadedFile(name, content))


def refusal(name: str, content: bytes, **options) -> str:
    with pytest.raises(ValidationError) as error:
        taken(name, content, **options)
    return error.value.messages[0]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("slides.PDF", PDF, "pdf"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("plan.docx", office("word/document.xml"), "docx"),
        ("notes.txt", "Grüße".encode(), "txt"),
    ],
)
def test_a_file_is_what_its_ending_says(name, content, kind):
    found = taken(name, content)
    assert (found.kind, found.content, found.size) == (kind, content, len(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("slides.pdf", b"MZ a program"),
        ("plan.docx", PDF),
        ("plan.docx", office("xl/workbook.xml")),
        ("plan.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("notes.txt", b"\0\0binary"),
        ("notes.txt", b"\xff\xfe\xfa"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name, content):
    assert "its content is something else" in refusal(name, content)


@pytest.mark.parametrize("name", ["virus.exe", "page.html", "picture.svg", "nothing", "slides.pdf.js"])
def test_other_kinds_are_refused_with_those_that_are_taken(name):
    assert refusal(name, PDF).startswith("The file must be one of these: PDF, DOCX")


def test_a_file_may_be_as_large_as_the_limit_and_not_a_byte_more():
    full = PDF + b" " * (MEGABYTE - len(PDF))
    assert taken("a.pdf", full, megabytes=1).size == MEGABYTE
    assert refusal("a.pdf", full + b" ", megabytes=1) == "The file must be 1 MB or smaller"


def test_an_empty_file_is_refused():
    assert "empty" in refusal("a.pdf", b"")


def test_a_name_loses_its_folders_and_keeps_its_ending():
    assert taken("..\\..\\etc/slides.pdf", PDF).name == "slides.pdf"
    long = taken("a" * 200 + ".pdf", PDF).name
    assert (len(long), long[-4:]) == (120, ".pdf")


def test_a_file_is_handed_out_as_a_download_of_its_kind():
    response = handed_out('Dr "Müller"\r\n.pdf', "pdf", PDF)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"

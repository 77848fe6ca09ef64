"""Script, attributes, template tags and formulas typed as text: refused with a sentence, or kept and shown as the text that they are."""

import csv
import io

import pytest
from django import forms
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import Agency, Board, Person
from certificates import document
from correspondence.models import Message
from finance import documents
from lib.tables import FORMULA
from tests.bad_input.files import hostile_file
from tests.bad_input.page import Page
from tests.bad_input.post import Kind
from tests.bad_input.sitting import Opened, Sitting, browser_of
from tests.bad_input.table import forms_of, tables
from tests.cast import NOW
from tests.doors.examples_certificates import certificate_of_the_nurse
from tests.doors.examples_finance import invoice
from tests.doors.test_access import IN, OURS, arguments_of, expected, undone
from training.models import Course

pytestmark = [pytest.mark.one_database, pytest.mark.slow]

SCRIPT = """<script>alert(1)</script>"' onfocus=alert(1) x='>{{9091*9091}}{% now "Y" %}"""
FILES = [
    "bookings:event_bookings", "finance:ledger", "finance:statement", "finance:statement_charges", "finance:journal_csv",
    "reports:table",
]  # fmt: skip


def free_texts(opened: Opened) -> list[str]:
    """The questions that take any words."""
    return [
        name
        for name, field in opened.fields.items()
        if isinstance(field.field, forms.CharField)
        and not isinstance(field.field, forms.EmailField | forms.URLField)
        and name not in opened.sitting.post.formal
        and not {"password", "hidden"} & {control.kind for control in opened.form.of(name)}
    ]


def hostile(opened: Opened) -> dict[str, str]:
    """As much of it as each text takes, each behind another sign that begins a formula."""
    found = {}
    for number, name in enumerate(free_texts(opened)):
        text = f"{FORMULA[number % 4]}{SCRIPT}{opened.sitting.name}"
        found[name] = text[
            : getattr(opened.fields[name].field, "longest", None) or opened.fields[name].field.max_length
        ]
    return found


def alive(html: str) -> list[str]:
    """What a browser would run in this page, or a template did."""
    page = Page.of(html)
    scripts = [f"<{tag} {facts}>" for tag, facts in page.elements if tag == "script" and "src" not in facts]
    handlers = [f"{tag} {name}" for tag, facts in page.elements for name in facts if name.startswith("on")]
    return scripts + handlers + (["a sum"] if str(9091 * 9091) in html else [])


def of_an_invoice(cast) -> bytes:
    return documents.invoice_pdf(invoice(cast), now=NOW)


def of_a_certificate(cast) -> bytes:
    return document.as_pdf(certificate_of_the_nurse(cast))


@pytest.mark.parametrize("app", tables())
def test_hostile_text_is_refused_or_shown_as_text(app, cast):
    wrong = {}
    for name, _ in forms_of(app):
        with undone(cast):
            sitting = Sitting(name, cast)
            opened = sitting.open()
            typed = hostile(opened)
            files = {name: hostile_file(opened.fields[name].field) for name in opened.uploads}
            answer = sitting.follow(opened.send(**typed | files)) if typed else None
            if answer:
                letters = "".join(Message.objects.values_list("html", flat=True))
                found = alive(answer.html) + alive(letters)
                if found or answer.status != 200:
                    wrong[name] = found or answer.status
    assert not wrong


def sent_hostile(app: str, cast) -> set[str]:
    """Sends every form of an app, with hostile words in every text that takes them; gives the addresses that did not take them."""
    left, taken = set(), set()
    for name, post in forms_of(app):
        address = name.partition(" ")[0]
        # Where an address has several forms, the first may end what the second is about.
        if post.kind is Kind.BUTTON or address in taken:
            continue
        opened = Sitting(name, cast).open()
        (left if opened.send(**hostile(opened)).summary else taken).add(address)
    return left


def seen_pages(cast):
    """Every page of the site, in the browser of the first who sees it."""
    browsers = {who: browser_of(cast, who) for who in cast.people}
    for name, address in sorted(OURS.items()):
        url = reverse(name, kwargs=arguments_of(address, cast))
        who = next((w for w, person in cast.people.items() if expected(address, w, person) == IN), None)
        if who:
            yield name, url, browsers[who]


# Apps whose forms leave each other's objects alone, together: all pages are opened once for each line.
TOGETHER = [
    ["training", "imports", "finance", "accounts", "staff"],
    ["others", "bookings", "bookings_desk"],
    ["bookings_practitioners", "online"],
]


@pytest.mark.parametrize("apps", TOGETHER, ids=lambda apps: "-".join(apps))
def test_hostile_text_is_shown_as_text_on_every_page_and_in_every_file(apps, cast):
    pages, wrong = list(seen_pages(cast)), {}
    left = {name for app in apps for name in sent_hostile(app, cast)}
    for name, url, client in pages:
        response = client.get(url)
        if response["Content-Type"].startswith("text/html") and (found := alive(response.content.decode())):
            wrong[name] = found
        if name in FILES and (found := formulas_in(client, url)):
            wrong[f"{name} as a file"] = found
    assert (wrong, left) == ({}, set())


@pytest.fixture
def hostile_names(cast):
    """The Board, the nurse, her agency, the course and the venue have them."""
    for name in [
        "accounts:board",
        "accounts:agency",
        "accounts:person_names",
        "training:course",
        "training:venue",
    ]:
        opened = Sitting(name, cast).open()
        assert opened.send(**hostile(opened)).status == 302
    rows = {"course": Course, "nurse": Person, "board": Board, "trust": Agency}
    vars(cast).update({name: model.objects.get(pk=getattr(cast, name).pk) for name, model in rows.items()})


@pytest.mark.parametrize("make", [of_an_invoice, of_a_certificate])
def test_hostile_text_is_printed_as_text(make, hostile_names, cast):
    """A script that a document took for one would not be printed."""
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(make(cast))).pages)
    assert words.count("alert(1)") >= 2


@pytest.mark.parametrize(
    "app", ["bookings", "bookings_desk", "bookings_practitioners", "finance", "others", "staff", "training"]
)
def test_hostile_text_is_shown_as_text_in_every_letter(app, hostile_names, cast):
    wrong, letters = {}, 0
    for name, _ in forms_of(app):
        with undone(cast):
            opened = Sitting(name, cast).open()
            opened.send(**hostile(opened))
            written = Message.objects.values_list("html", flat=True)
            letters += len(written)
            if found := [each for html in written for each in alive(html)]:
                wrong[name] = found
    assert letters
    assert not wrong


def formulas_in(client, url: str) -> list[str]:
    table = client.get(f"{url}?format=csv").content.decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(table)) for cell in row if cell.startswith(FORMULA)]
    book = client.get(f"{url}?format=xlsx").content
    if book.startswith(b"PK"):
        cells = [cell for row in load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
        found += [
            str(cell.value) for cell in cells if cell.data_type == "f" or str(cell.value).startswith(FORMULA)
        ]
    return [cell for cell in found if not is_amount(cell)]


def is_amount(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "").isdecimal()

"""A file under a strange name is taken once, shown as the words that it is called, and handed out as a download."""

import pytest
from django.urls import reverse

from bookings.models import ExternalLearning
from lib.uploads import LONGEST_NAME
from tests.bad_input.everything import everything
from tests.bad_input.files import hostile_file
from tests.bad_input.judged import changes
from tests.bad_input.post import File
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.test_hostile_text import alive
from tests.doors.test_access import undone
from training.models import Material

PDF = b"%PDF-1.7 handout"
ODD = [
    "<script>alert(1)</script>.pdf", 'a"b;c.pdf', "=1+1.pdf", "a\r\nSet-Cookie: x=y.pdf", "a\0b.pdf", "%0d%0a%00.pdf",
    "..\\..\\up.pdf", "../../up.pdf", "r\u00e9sum\u00e9 \U0001f9d1.pdf", "\u202efdp.pdf", "x" * 300 + ".pdf", "{{9091*9091}}.PDF",
]  # fmt: skip


def send(opened: Opened):
    file = hostile_file(opened.fields["file"].field)
    return opened.sitting.follow(opened.send(file=file, link=""))


def test_a_name_is_words_wherever_it_stands(cast):
    opened = Sitting("bookings:learning_new", cast).open()
    page = send(opened)
    kept = ExternalLearning.objects.get()
    assert "alert(1)" in kept.evidence_name
    assert kept.evidence_name in page.text
    assert (alive(page.html), len(kept.evidence_name)) == ([], 120)
    file = opened.sitting.client.get(reverse("bookings:learning_evidence", args=[kept.code]))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content.startswith(b"%PDF")


def test_the_same_file_sent_again_is_taken_once(cast):
    opened = Sitting("bookings:learning_new", cast).open()
    send(opened)
    opened.sitting.client.cookies.pop("messages", None)
    before = everything()
    assert "You have sent this already" in send(opened).text
    assert not changes(before)


@pytest.mark.parametrize("name", ["training:course_materials", "training:event_materials"])
def test_a_file_with_an_odd_name_is_taken_and_handed_out_unharmed(name, cast):
    for odd in ODD:
        with undone(cast):
            opened = Sitting(name, cast).open()
            sent = opened.sent(title="Odd", visible="booked", file=File(odd, PDF), link="")
            answer = opened.sitting.follow(opened.post(sent))
            made = Material.objects.get(title="Odd")
            handed = opened.sitting.client.get(reverse("training:material_file", args=[made.code]))
            assert (answer.status, alive(answer.html), handed.content) == (200, [], PDF), odd
            assert len(made.file_name) <= LONGEST_NAME
            assert not {"/", "\\", "\0", "\n", "\r"} & set(made.file_name), odd
            assert handed["Content-Disposition"].startswith("attachment"), odd

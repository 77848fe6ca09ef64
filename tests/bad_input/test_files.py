"""A file under a strange name is taken once, shown as the words that it is called, and handed out as a download."""

from django.urls import reverse

from bookings.models import ExternalLearning
from tests.bad_input.everything import everything
from tests.bad_input.files import hostile_file
from tests.bad_input.judged import changes
from tests.bad_input.sitting import Opened, Sitting
from tests.bad_input.test_hostile_text import alive


def send(opened: Opened):
    file = hostile_file(opened.fields["file"].field)
    return opened.sitting.follow(opened.post_with({"file": file}, opened.sent(link="")))


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

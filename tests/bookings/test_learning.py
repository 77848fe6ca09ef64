"""Learning elsewhere: sent with evidence, accepted or declined, withdrawn; seen by the person and the officers only."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import learning
from bookings.models import ExternalLearning
from correspondence.models import Message
from lib.dates import local_day
from lib.errors import Refused, TooLate

PDF = b"%PDF-1.7 a certificate"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def facts(course, now, **more):
    return {
        "course": course, "title": "Level 3 in Kent", "provider": "Kent SCP", "done_on": local_day(now) - 30 * DAY,
        "hours": Decimal("6.5"), "link": "https://kent.example/proof",
    } | more  # fmt: skip


def sent(person, course, now, **more):
    return ExternalLearning.objects.create(person=person, sent_at=now, **facts(course, now, **more))


def url(name, thing):
    return reverse(f"bookings:{name}", args=[thing.code])


def answers(course, now, **more):
    return {**facts(course, now), "course": course.pk, "link": "", **more}


def test_a_person_sends_what_they_learnt_with_a_file(nurse, course, now, signed_in):
    file = SimpleUploadedFile("proof.pdf", PDF)
    page = signed_in(nurse).post(
        reverse("bookings:learning_new"), answers(course, now, file=file), follow=True
    )
    assert "The training team will look at it" in page.content.decode()
    made = ExternalLearning.objects.get()
    assert (made.state, made.person, bytes(made.evidence)) == ("sent", nurse, PDF)


@pytest.mark.parametrize(("more", "sentence"), [
    ({}, "Choose a file, or enter a link"),
    ({"file": SimpleUploadedFile("proof.exe", b"MZ")}, "The file must be one of these"),
    ({"file": SimpleUploadedFile("proof.pdf", PDF + b"x" * 5 * 1024 * 1024)}, "5 MB or smaller"),
    ({"link": "https://a.example", "done_on": "2026-06-02"}, "not finished yet"),
])  # fmt: skip
def test_bad_input_is_told_and_kept(nurse, course, now, signed_in, more, sentence):
    page = (
        signed_in(nurse).post(reverse("bookings:learning_new"), answers(course, now, **more)).content.decode()
    )
    assert sentence in page
    assert "Level 3 in Kent" in page
    assert not ExternalLearning.objects.exists()


def test_what_was_finished_today_is_taken(nurse, course, now):
    made = learning.send(nurse, facts(course, now, done_on=local_day(now)), file=None, now=now)
    assert made.is_sent


def test_an_officer_accepts_and_the_person_is_told(nurse, officer, course, now, signed_in):
    one = sent(nurse, course, now)
    page = signed_in(officer).get(url("learning_decide", one)).content.decode()
    assert 'value="2029-05-02"' in page  # 36 months after the day
    signed_in(officer).post(url("learning_decide", one), {"answer": "accept", "valid_until": "2027-05-01"})
    one.refresh_from_db()
    assert (one.is_accepted, str(one.valid_until), one.decided_by) == (True, "2027-05-01", officer)
    assert "until 1 May 2027" in Message.objects.get(kind="bookings.learning_decided").text


def test_the_last_day_may_be_today_but_not_over(nurse, officer, course, now):
    with pytest.raises(Refused, match="today or later"):
        learning.accept(sent(nurse, course, now), valid_until=local_day(now) - DAY, by=officer, now=now)
    learning.accept(sent(nurse, course, now), valid_until=local_day(now), by=officer, now=now)


def test_declining_needs_a_reason_that_the_person_reads(nurse, officer, course, now, signed_in):
    one = sent(nurse, course, now)
    page = signed_in(officer).post(url("learning_decide", one), {"answer": "decline"}).content.decode()
    assert "Enter why it does not count" in page
    signed_in(officer).post(url("learning_decide", one), {"answer": "decline", "reason": "Only two hours"})
    assert "Only two hours" in Message.objects.get(kind="bookings.learning_decided").text
    assert "Only two hours" in signed_in(nurse).get(url("learning", one)).content.decode()


def test_nobody_decides_their_own(officer, course, now):
    with pytest.raises(Refused, match="your own"):
        learning.accept(sent(officer, course, now), valid_until=None, by=officer, now=now)


def test_what_is_undecided_can_be_withdrawn_and_the_evidence_goes(nurse, course, now, signed_in):
    one = sent(nurse, course, now, evidence=PDF, evidence_name="p.pdf", evidence_kind="pdf")
    signed_in(nurse).post(url("learning_withdraw", one))
    one.refresh_from_db()
    assert (one.state, one.evidence) == ("withdrawn", None)
    assert [entry.deed for entry in TrailEntry.objects.about(one)] == ["learning.withdrawn"]


def test_each_entry_is_decided_once(nurse, officer, course, now):
    one = sent(nurse, course, now)
    learning.accept(one, valid_until=None, by=officer, now=now)
    stale = ExternalLearning.objects.get()
    for deed in (
        lambda: learning.decline(stale, reason="No", by=officer, now=now),
        lambda: learning.withdraw(stale, by=nurse, now=now),
    ):
        with pytest.raises(TooLate):
            deed()


def test_the_evidence_is_for_the_person_and_the_officers(everybody, course, now, signed_in):
    one = sent(everybody.nurse, course, now, evidence=PDF, evidence_name="p.pdf", evidence_kind="pdf")
    seen = {
        who
        for who, person in vars(everybody).items()
        if signed_in(person).get(url("learning_evidence", one)).status_code == 200
    }
    assert seen == {"nurse", "officer"}


def test_the_officers_home_says_what_waits(nurse, officer, course, now, signed_in):
    sent(nurse, course, now)
    assert (
        "external learning to accept or decline"
        in signed_in(officer).get(reverse("reports:home")).content.decode()
    )


def test_the_queue_takes_the_same_queries_for_three(nurse, officer, course, now, signed_in, count_queries):
    client, queue = signed_in(officer), reverse("bookings:learning_queue")
    sent(nurse, course, now)
    one = count_queries(client, queue)
    sent(nurse, course, now)
    sent(nurse, course, now)
    assert count_queries(client, queue) == one


def test_the_same_is_sent_again_only_when_it_was_declined(nurse, officer, course, now):
    first = learning.send(nurse, facts(course, now), file=None, now=now)
    with pytest.raises(Refused, match="You have sent this already"):
        learning.send(nurse, facts(course, now, title="LEVEL 3 in Kent"), file=None, now=now)
    learning.send(nurse, facts(course, now, done_on=local_day(now)), file=None, now=now)
    learning.decline(first, reason="No certificate", by=officer, now=now)
    assert learning.send(nurse, facts(course, now), file=None, now=now).is_sent

"""A certificate names the days on which its sessions were sat."""

from bookings.registers import make_ups
from certificates.issuing import issue_due
from certificates.models import Certificate


def test_the_day_that_was_made_up_stands_in_the_place_of_the_missed_one(story, board, second_trainer):
    board.certificate_waits_for_evaluation = False
    board.save()
    issue_due(story.today)
    assert not Certificate.objects.exists()
    make_ups.mark(story.arrange(), "present", by=second_trainer, now=story.today)
    issue_due(story.today)
    certificate = Certificate.objects.get()
    assert certificate.days == ["2026-05-22", "2026-06-22"]
    assert certificate.expires_on.isoformat() == "2029-06-21"

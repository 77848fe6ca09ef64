"""The worker's round: each job by itself, and nothing personal in the log."""

import pytest
from django.core.management import call_command

from config.due import jobs
from config.management.commands import worker
from correspondence.models import Message


@pytest.mark.django_db(
    transaction=True
)  # between two rounds the worker lets go of connections that are of no use
def test_a_broken_job_does_not_hold_up_the_others(monkeypatch, make_message, caplog):
    def broken(now):
        raise ValueError("Nadia Nurse, nadia@example.org")

    monkeypatch.setattr(worker, "jobs", lambda go_on: [("broken", broken), *jobs(go_on)])
    make_message()
    call_command("worker", once=True)
    assert Message.objects.sent().count() == 1
    record = next(record for record in caplog.records if record.message == "job failed")
    assert (record.job, record.error) == ("broken", "ValueError")
    assert "test_due.py" in record.place
    assert not any("Nadia" in str(vars(each)) for each in caplog.records)


def test_every_job_may_run_twice(db, now):
    for _ in range(2):
        assert [job(now) for _, job in jobs()] == [0] * len(jobs())


def test_messages_are_sent_after_the_others_have_written_them():
    assert [name for name, _ in jobs()][-1] == "messages"

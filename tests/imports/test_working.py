"""The worker may stop or be killed at any moment, and two may come at once: a file is imported once, and whole."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Person
from imports import working
from imports.models import LEASE, MOST_ATTEMPTS, Import, State
from imports.working import import_all, work_due
from tests.cast import NOW
from tests.imports.files import PEOPLE, checked, csv_of, handed_in


def people(number):
    return csv_of(
        PEOPLE,
        *[[f"P{n}", "Porter", f"p{n}@example.org", "Riverside NHS Trust", "Porter"] for n in range(number)],
    )


@pytest.fixture
def confirmed(officer, trust):
    found = checked("people", people(3), officer)
    found.confirm(by=officer, now=NOW)
    found.refresh_from_db()
    return found


def test_a_file_in_another_workers_hands_is_left_until_the_lease_is_over(officer):
    found = handed_in("people", people(1), officer)
    assert found.take(now=NOW)
    assert not Import.objects.get().take(now=NOW)
    assert work_due(NOW + LEASE) == 0
    assert work_due(NOW + LEASE + timedelta(seconds=1)) == 1


def test_a_worker_taken_for_dead_writes_nothing_more(confirmed):
    late = Import.objects.get()
    assert late.take(now=NOW)
    assert work_due(NOW + 2 * LEASE) == 1
    assert not import_all(late, lambda: NOW)
    assert Person.objects.filter(last_name="Porter").count() == 3


def test_a_stopped_worker_gives_the_file_back_and_the_next_begins_anew(officer, trust, monkeypatch):
    monkeypatch.setattr(working, "AT_ONCE", 1)
    found = handed_in("people", people(3), officer)
    answers = iter([True, True, False])
    assert work_due(NOW, lambda: next(answers)) == 0
    found.refresh_from_db()
    assert (found.state, found.rows_checked, found.lease) == (State.CHECKING, 1, "")
    assert work_due(NOW) == 1
    found.refresh_from_db()
    assert (found.state, found.rows.count(), found.counts["new"]) == (State.CHECKED, 3, 3)


def test_a_file_that_kills_every_worker_is_given_up_with_a_sentence(officer):
    handed_in("people", people(1), officer)
    Import.objects.update(attempts=MOST_ATTEMPTS)
    assert work_due(NOW) == 0
    found = Import.objects.get()
    assert found.state == State.FAILED
    assert "Split the file" in found.problems[0]


def test_a_done_file_is_not_kept_and_never_imported_again(confirmed):
    assert work_due(NOW) == 1
    assert work_due(NOW + 2 * LEASE) == 0
    confirmed.refresh_from_db()
    assert confirmed.is_done
    assert bytes(confirmed.content) == b""


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_finishes(confirmed):
    command = [sys.executable, "-m", "tests.imports.half_way", str(connection.settings_dict["NAME"])]
    variables = {
        "DJANGO_SETTINGS_MODULE": "tests.correspondence.worker_settings",
        "WORKER_DATABASE": command[-1],
    }
    variables |= {"WORKER_EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend", "WORKER_MAIL": ""}
    worker = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | variables, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout.readline().strip() == "half-way"
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    time.sleep(0.2)
    assert not Person.objects.filter(last_name="Porter").exists()
    assert Import.objects.get().state == State.IMPORTING
    assert work_due(NOW + 2 * LEASE) == 1
    assert Person.objects.filter(last_name="Porter").count() == 3

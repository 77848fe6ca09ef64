"""Real worker processes: two at once, stopped, killed at the worst moment. Nothing is lost, nothing goes twice by mistake."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from correspondence.models import Message

FILES = "django.core.mail.backends.filebased.EmailBackend"
STEADY, SLOW = (f"tests.correspondence.slow_mail.{name}Backend" for name in ("Steady", "Slow"))

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mailbox(tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


@pytest.fixture
def start(mailbox):
    """Starts a worker; whatever still runs at the end is killed."""
    running = []

    def start(*arguments, backend=FILES):
        variables = {
            "DJANGO_SETTINGS_MODULE": "tests.correspondence.worker_settings",
            "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
            "WORKER_EMAIL_BACKEND": backend,
            "WORKER_MAIL": str(mailbox),
        }
        command = [sys.executable, "manage.py", "worker", "--interval", "0.2", *arguments]
        worker = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=os.environ | variables, stderr=subprocess.PIPE, text=True
        )
        running.append(worker)
        return worker

    yield start
    for worker in running:
        worker.kill()
        worker.communicate()


def wait_for(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def sent(mailbox) -> Counter:
    """How often each message left, by its Message-ID."""
    text = "".join(path.read_text() for path in mailbox.iterdir())
    return Counter(re.findall(r"^Message-ID: <(\w+)@", text, re.MULTILINE))


def seconds_to_stop(worker, number) -> float:
    """Until the worker says that it has stopped: how long Python takes to end on a busy machine is not counted."""
    began = time.monotonic()
    worker.send_signal(number)
    assert any("worker stopped" in line for line in worker.stderr)
    return time.monotonic() - began


def waiting():
    return Message.objects.waiting().count()


@pytest.fixture
def outbox(make_message):
    soon = timezone.now()
    return lambda number: [make_message(created_at=soon, due_at=soon) for _ in range(number)]


def test_two_workers_send_every_message_exactly_once(start, mailbox, outbox):
    messages = outbox(40)
    workers = [start(backend=STEADY) for _ in range(2)]
    wait_for(lambda: waiting() == 0)
    for worker in workers:
        worker.terminate()
    logs = [worker.communicate(timeout=10)[1] for worker in workers]
    assert sent(mailbox) == {message.code: 1 for message in messages}
    assert all('"moved"' in log for log in logs), "both had a share in it"


def test_a_killed_worker_s_message_is_sent_by_another_after_the_lease(start, mailbox, outbox):
    (message,) = outbox(1)
    first = start(backend=SLOW)
    wait_for(lambda: sent(mailbox))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert start("--once").wait(timeout=20) == 0
    assert waiting() == 1, "the lease still runs, so nobody else touches it"
    Message.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert start("--once").wait(timeout=20) == 0
    assert waiting() == 0
    assert sent(mailbox) == {message.code: 2}, "twice, with the same Message-ID"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_finishes_its_message_and_ends_within_a_second(start, mailbox, outbox, number):
    outbox(200)
    worker = start(backend=STEADY)
    wait_for(lambda: list(mailbox.iterdir()))
    assert seconds_to_stop(worker, number) < 1
    assert worker.wait(timeout=10) == 0
    left = Message.objects.sent().count()
    assert 0 < left < 200
    assert sum(sent(mailbox).values()) == left, "what left is stamped"
    assert not Message.objects.waiting().exclude(leased_until=None).exists()


def test_an_idle_worker_ends_within_a_second(start):
    worker = start("--interval", "60")
    wait_for(lambda: "worker started" in worker.stderr.readline())
    time.sleep(0.3)
    assert seconds_to_stop(worker, signal.SIGTERM) < 1
    assert worker.wait(timeout=10) == 0

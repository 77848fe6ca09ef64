import logging
import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from datetime import datetime

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from accounts.models.board import board_read_once
from config.due import jobs

log = logging.getLogger("worker")


class Command(BaseCommand):
    help = (
        "Sends messages and does everything that has fallen due, round after round. "
        "Any number may run at once, and each may be stopped or killed at any moment."
    )
    stopping = False

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do one round and stop")
        parser.add_argument("--interval", type=float, default=3.0, help="seconds between two rounds (3)")

    def handle(self, *args, once: bool, interval: float, **options):
        self._listen()
        log.info("worker started")
        while not self.stopping:
            self._round()
            if once:
                break
            self._wait(interval)
        log.info("worker stopped")

    def _listen(self) -> None:
        """A signal lets the job in hand end, and wakes a worker that waits: Python writes a byte for each signal into a pipe."""
        self.bell, bell_push = os.pipe()
        os.set_blocking(bell_push, False)
        signal.set_wakeup_fd(bell_push)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number, frame):
        self.stopping = True

    def _round(self) -> None:
        close_old_connections()
        for name, job in jobs(go_on=lambda: not self.stopping):
            if self.stopping:
                return
            run(name, job, now=timezone.now())

    def _wait(self, seconds: float) -> None:
        if not self.stopping:
            select.select([self.bell], [], [], seconds)


def run(name: str, job: Callable[[datetime], int], *, now: datetime) -> None:
    """One job by itself: when it breaks, the log says where, and the other jobs still run."""
    started = time.monotonic()
    try:
        with board_read_once():
            moved = job(now)
    except Exception as error:
        # The words of an exception may quote a row, so only its kind and its place are kept.
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{last.filename}:{last.lineno}"
        log.error("job failed", extra={"job": name, "error": type(error).__name__, "place": place})
        close_old_connections()
        return
    if moved:
        milliseconds = round(1000 * (time.monotonic() - started))
        log.info("job done", extra={"job": name, "moved": moved, "milliseconds": milliseconds})

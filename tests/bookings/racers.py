"""Many real processes that do one deed at the same moment, each with a connection of its own.

    python -m tests.bookings.racers DATABASE DEED EVENT PERSON…

Django is loaded once, then one process is forked for each person. All wait at a gate until everybody has arrived; each then does the
deed and says what became of it. Prints a JSON object, outcome to how many. DEEDS lists the deeds.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402

from accounts.models import Person  # noqa: E402
from bookings import emails, holding, moving, substitution, transfer, waiting  # noqa: E402
from bookings.booking import book  # noqa: E402
from bookings.cancellation import cancel  # noqa: E402
from bookings.models import Booking  # noqa: E402
from bookings.registers import make_ups  # noqa: E402
from bookings.registers.check_in import check_in  # noqa: E402
from lib.errors import Refused  # noqa: E402
from tests.cast import NOW  # noqa: E402
from training.models import Event  # noqa: E402
from training.planning import plan_of  # noqa: E402


def booked(person, event, wait) -> str:
    wait()
    return book(person, event, by=person, now=NOW).status


def booked_without_the_guard(person, event, wait) -> str:
    """The control: a place is taken by reading how many are free and writing afterwards, as one would who has not thought of others."""
    seen = Event.objects.get(pk=event.pk).places_held

    def read_then_write(locked, agency, *, now) -> bool:
        if seen >= event.capacity:
            return False
        return bool(Event.objects.filter(pk=locked.pk).update(places_held=F("places_held") + 1))

    waiting.take_a_place = read_then_write
    return booked(person, event, wait)


def cancelled(person, event, wait) -> str:
    booking = event.bookings.active().get(person=person)
    wait()
    cancel(booking, by=person, now=NOW)
    return booking.status


def mixed(person, event, wait) -> str:
    """Whatever this runner can do: every third of those booked cancels, sends a colleague or moves; offers are taken; others book or hold."""
    booking = event.bookings.active().filter(person=person).first()
    number = int(person.last_name)
    wait()
    if booking is None:
        if number % 5 == 0:
            return holding.hold(event, person.employment.agency, 2, by=_officer(), now=NOW)[0].state
        return book(person, event, by=person, now=NOW).status
    if booking.is_offered:
        waiting.accept(booking, by=person, now=NOW)
    elif booking.is_waiting or number % 3 == 0:
        cancel(booking, by=person, now=NOW)
    elif number % 3 == 1:
        substitution.replace(booking, _colleague(number), by=person, now=NOW)
    else:
        transfer.transfer(booking, _other(event), by=person, now=NOW)
    return booking.status


def _colleague(number: int) -> Person:
    """Among those who book for themselves in the same moment."""
    return Person.objects.get(last_name=str(number + 40))


def _other(event) -> Event:
    return Event.objects.upcoming(NOW).exclude(pk=event.pk).get()


def _officer() -> Person:
    return Person.objects.get(role_grants__role="officer")


def moved(person, event, wait) -> str:
    """From the one date to the other, whichever they are booked on."""
    booking = Booking.objects.active().select_related("event").get(person=person)
    to = Event.objects.exclude(pk=booking.event_id).get()
    wait()
    transfer.transfer(booking, to, by=person, now=NOW)
    return "moved"


def mixed_and_mortal(person, event, wait) -> str:
    """As `mixed`, but dies at a random statement after the gate."""
    left = random.Random(person.pk).randint(1, 60)

    def count(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    def wait_and_grow_mortal() -> None:
        wait()
        connection.execute_wrappers.append(count)

    return mixed(person, event, wait_and_grow_mortal)


def rescheduled(person, event, wait) -> str:
    """An officer moves the event, as they have read it: each by another number of weeks."""
    weeks = timedelta(weeks=1 + Person.objects.filter(pk__lt=person.pk).count())
    sessions = plan_of(event).sessions
    sessions = [
        replace(each, starts_at=each.starts_at + weeks, ends_at=each.ends_at + weeks) for each in sessions
    ]
    wait()
    moving.move(event, sessions, seen=event.revision, by=person, now=NOW)
    return "moved"


def booked_twice(person, event, wait) -> str:
    """The runner books this event for themselves; the officer books the same runner on the other one."""
    runner = Person.objects.get(last_name="0")
    to = event if person == runner else _other(event)
    wait()
    return book(runner, to, by=person, now=NOW).status


def made_up(person, event, wait) -> str:
    """The officer arranges that the runner makes up here what they missed at the other event."""
    booking = Booking.objects.select_related("event").get(person=person)
    missed, at = booking.event.sessions.get(), event.sessions.get()
    wait()
    make_ups.arrange(booking, missed, at, by=_officer(), now=NOW)
    return "arranged"


def killed(person, event, wait) -> str:
    """Dies with the place in its hands."""
    emails.confirmed = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
    return booked(person, event, wait)


def checked_in(person, event, wait) -> str:
    """Presses “I am here” as the session begins."""
    booking, session = event.bookings.get(person=person), event.sessions.get()
    wait()
    return check_in(booking, session, has_scanned=True, now=session.starts_at).mark


DEEDS = {
    "check-in": checked_in,
    "book": booked,
    "book-unguarded": booked_without_the_guard,
    "cancel": cancelled,
    "book-and-die": killed,
    "mix": mixed,
    "mix-and-die": mixed_and_mortal,
    "move": moved,
    "reschedule": rescheduled,
    "book-twice": booked_twice,
    "make-up": made_up,
}


def run(deed: str, event_pk: int, person_pk: int, wait) -> str:
    person, event = Person.objects.get(pk=person_pk), Event.objects.select_related("course").get(pk=event_pk)
    try:
        return DEEDS[deed](person, event, wait)
    except Refused:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]


def fork(deed: str, event_pk: int, person_pk: int, pipes: dict) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.close(pipes["gate"][1])

    def wait() -> None:
        os.write(pipes["ready"][1], b".")
        os.read(pipes["gate"][0], 1)  # returns when the last hand lets go of the other end

    outcome = run(deed, event_pk, person_pk, wait)
    os.write(pipes["said"][1], f"{outcome}\n".encode())
    os._exit(0)


def warm_up(event_pk: int) -> None:
    """Books and cancels once, leaving nothing behind: a server's process has loaded its templates and bank holidays long ago.

    Children inherit what is loaded; otherwise each would load it while it holds the database's lock.
    """
    with transaction.atomic():
        person = Person.objects.latest("pk")
        event = Event.objects.select_related("course").get(pk=event_pk)
        booking = event.bookings.active().filter(person=person).first() or book(
            person, event, by=person, now=NOW
        )
        cancel(booking, by=person, now=NOW)
        transaction.set_rollback(True)
    connection.close()


def main(database: str, deed: str, event_pk: int, people: list[int]) -> Counter:
    connection.settings_dict["NAME"] = database
    warm_up(event_pk)
    pipes = {name: os.pipe() for name in ("gate", "ready", "said")}
    pids = [fork(deed, event_pk, person_pk, pipes) for person_pk in people]
    arrived = 0
    while arrived < len(people):
        arrived += len(os.read(pipes["ready"][0], len(people)))
    os.close(pipes["gate"][1])
    for pid in pids:
        os.waitpid(pid, 0)
    os.close(pipes["said"][1])
    with os.fdopen(pipes["said"][0]) as said:
        return Counter(said.read().splitlines())


if __name__ == "__main__":
    name, what, event, *runners = sys.argv[1:]
    print(json.dumps(main(name, what, int(event), [int(pk) for pk in runners])))

import sys
from collections.abc import Callable, Iterator

from django.core.management.base import BaseCommand

import accounts.invariants
import bookings.invariants
import certificates.invariants
import correspondence.invariants
import evaluations.invariants
import finance.invariants
import training.invariants

ROOMS = [
    accounts.invariants,
    correspondence.invariants,
    training.invariants,
    bookings.invariants,
    finance.invariants,
    evaluations.invariants,
    certificates.invariants,
]


class Command(BaseCommand):
    help = "Walks the stored data without changing it and prints every breach of what must always hold. Exits 1 if there is one."

    def handle(self, *args, **options):
        checks, found = 0, 0
        for check in every_check():
            checks += 1
            for sentence in check():
                found += 1
                self.stdout.write(sentence)
        if found:
            self.stdout.write(f"{found} breach{'' if found == 1 else 'es'} found in {checks} checks.")
            sys.exit(1)
        self.stdout.write(f"No breach found in {checks} checks.")


def every_check() -> Iterator[Callable[[], Iterator[str]]]:
    """The checks of all rooms: a room lists its CHECKS, or has one function `breaches` for all."""
    for room in ROOMS:
        yield from getattr(room, "CHECKS", [room.breaches])

"""Which mark counts for a session that was missed and made up elsewhere. Pure functions: the order of the marks never matters."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bookings.registers.outcomes import Seen, attended

Key = TypeVar("Key")


def counting(
    own: Mapping[Key, Seen], made_up: Iterable[tuple[Key, Seen]], *, late_limit: int
) -> dict[Key, Seen]:
    """For each session with a mark, the one that counts for outcome and certificate: in the place of a missed one, where it was made up.

    A session that was attended stays as it is, and making up late or not at all changes nothing. Made up twice, the time of which less
    was missed counts. The charge for the missed day does not ask here: the chair was empty.
    """
    best: dict[Key, Seen] = {}
    for session, seen in made_up:
        if attended(seen, late_limit=late_limit):
            best[session] = min(best.get(session, seen), seen, key=_missed)
    return {
        session: seen if attended(seen, late_limit=late_limit) else best.get(session, seen)
        for session, seen in own.items()
    }


def _missed(seen: Seen) -> tuple[int, int]:
    """Leaving early is what a certificate can fail on, so it weighs first."""
    return seen.minutes_early, seen.minutes_late

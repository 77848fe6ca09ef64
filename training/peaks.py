"""How many pieces of one kind are taken at once. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """So many pieces are away from a moment up to, not including, another."""

    starts_at: datetime
    ends_at: datetime
    count: int


def peak(spans: Iterable[Span]) -> int:
    """The most that are taken at one moment. One span may begin where another ends."""
    steps = [step for span in spans for step in ((span.starts_at, span.count), (span.ends_at, -span.count))]
    # At one moment what comes back is counted before what goes out.
    most = taken = 0
    for _, change in sorted(steps):
        taken += change
        most = max(most, taken)
    return most


def within(spans: Iterable[Span], starts_at: datetime, ends_at: datetime) -> list[Span]:
    """The part of each span that lies between two moments."""
    cut = [Span(max(s.starts_at, starts_at), min(s.ends_at, ends_at), s.count) for s in spans]
    return [span for span in cut if span.starts_at < span.ends_at]

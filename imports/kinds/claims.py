"""What the rows of one file would take from each other: a room or a trainer at the same time."""

from lib.dates import clock, day
from training.rules import EventPlan, SessionPlan


class Claims:
    """The rooms and trainers that the rows above have taken."""

    def __init__(self):
        self.taken: dict[object, list[tuple[SessionPlan, str]]] = {}

    def reasons_against(self, title: str, plan: EventPlan) -> list[str]:
        """A sentence for each row above that has a room or trainer of this plan at the same time; then the plan has them too."""
        found = []
        for session in plan.sessions:
            for claimed in filter(None, (session.room, *plan.trainers)):
                # A room and a trainer may have the same number.
                claims = self.taken.setdefault((type(claimed), claimed.pk), [])
                found += [_clash(claimed, other, whose) for other, whose in claims if _meet(session, other)]
                claims.append((session, title))
        return found


def _meet(one: SessionPlan, other: SessionPlan) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _clash(claimed, other: SessionPlan, title: str) -> str:
    when = f"{day(other.starts_at)} from {clock(other.starts_at)} to {clock(other.ends_at)}"
    return f"{claimed} is taken on {when} by “{title}” further up in this file"

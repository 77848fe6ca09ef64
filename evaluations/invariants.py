from collections.abc import Iterator

from django.db.models import Count

from evaluations import keys
from evaluations.models import Invitation, Response


def breaches() -> Iterator[str]:
    """One sentence for each thing that must never be, found read-only. Names nobody."""
    yield from _two_responses_of_one_key()
    yield from _responses_without_a_key()
    yield from _answers_without_an_invitation()


def _two_responses_of_one_key() -> Iterator[str]:
    rows = (
        Response.objects.order_by()
        .values("key", "stage", "event__code")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    for row in rows:
        yield f"Event {row['event__code']}: one key has {row['n']} responses at the stage {row['stage']}."


def _responses_without_a_key() -> Iterator[str]:
    rows = keys.responses_without_a_key().order_by().values_list("event__code").annotate(n=Count("pk"))
    for code, count in rows:
        yield f"Event {code}: {count} responses hang on a key that is not known."


def _answers_without_an_invitation() -> Iterator[str]:
    invited = Invitation.objects.filter(is_answered=True).order_by()
    said = dict(_by_event(invited.values_list("booking__event__code", "stage")))
    stored = dict(_by_event(Response.objects.order_by().values_list("event__code", "stage")))
    for event, stage in sorted(said.keys() | stored.keys()):
        marked, found = said.get((event, stage), 0), stored.get((event, stage), 0)
        if marked != found:
            yield f"Event {event}: {marked} invitations of the stage {stage} are marked answered, but {found} responses are stored."


def _by_event(rows) -> Iterator[tuple[tuple[str, str], int]]:
    for code, stage, count in rows.annotate(n=Count("pk")):
        yield (code, stage), count

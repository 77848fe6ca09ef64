from datetime import datetime

from django.db import transaction

from evaluations import items, keys
from evaluations.models import Answer, Invitation, Response
from evaluations.models.questionnaire import LONGEST_TEXT
from lib.errors import Refused, TooLate

ALREADY = "This evaluation has already been answered. Each link can be used once."
CLOSED = "This evaluation has closed."
WITHDRAWN = "The booking was cancelled, or the person did not come, so there is nothing to answer."


def answer(invitation: Invitation, answers: dict[str, int | str], *, now: datetime) -> None:
    """Stores one set of answers, once. `answers` maps the names of `items.of(invitation)` to a point (from 1) or a text.

    Raises TooLate when it was answered, withdrawn or closed before, Refused with a sentence for each answer that will not do.
    """
    given = _checked(items.of(invitation), answers)
    if invitation.is_withdrawn:
        raise TooLate(WITHDRAWN)
    with transaction.atomic():
        _mark_answered(invitation, now)
        response = Response(
            key=keys.key_of(invitation.booking_id),
            event_id=invitation.booking.event_id,
            stage=invitation.stage,
            questionnaire_id=invitation.questionnaire_id,
        )
        response.save(force_insert=True)
        Answer.objects.bulk_create(_row(response, item, value) for item, value in given)
    invitation.is_answered = True


def _mark_answered(invitation: Invitation, now: datetime) -> None:
    open_still = Invitation.objects.filter(
        pk=invitation.pk, is_answered=False, opens_at__lte=now, closes_at__gt=now
    )
    if not open_still.update(is_answered=True, remind_at=None):
        raise TooLate(CLOSED if invitation.has_closed(now) else ALREADY)


def _row(response: Response, item: items.Item, value: int | str) -> Answer:
    row = Answer(response=response, question=item.question, outcome=item.outcome)
    if item.is_text:
        row.text = value
    else:
        row.value = value
    return row


def _checked(asked: list[items.Item], answers: dict) -> list[tuple[items.Item, int | str]]:
    reasons, given = [], []
    for item in asked:
        value = answers.get(item.name)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, ""):
            if item.is_required:
                reasons.append(f"“{item.label}” needs an answer.")
        elif not _fits(item, value):
            reasons.append(f"The answer to “{item.label}” will not do.")
        else:
            given.append((item, value))
    if reasons:
        raise Refused(reasons)
    return given


def _fits(item: items.Item, value) -> bool:
    if item.is_text:
        return isinstance(value, str) and len(value) <= LONGEST_TEXT
    return type(value) is int and 1 <= value <= len(item.options)

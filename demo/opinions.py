"""Invented answers to the evaluations: people gain confidence, and keep most of it."""

import random
from datetime import datetime

from evaluations import items
from evaluations.models import Invitation, Stage
from evaluations.models.invitation import InvitationQuerySet
from evaluations.responses import answer

# How sure people are of an outcome, on the average of five points.
CONFIDENCE = {Stage.BEFORE: 2.7, Stage.AFTER: 4.1, Stage.FOLLOW_UP: 3.9, Stage.MANAGER: 3.8}
WORDS = {
    Stage.BEFORE: [
        "How to raise a worry when I am not sure",
        "What other agencies need from me",
        "The local thresholds",
    ],
    Stage.AFTER: [
        "Ask about every adult in the household",
        "Use the risk assessment tool in my next assessment",
        "Take this to our team meeting",
        "Write the analysis, not only the facts",
        "Ring the other agency before I refer",
    ],
    Stage.FOLLOW_UP: [
        "I asked about the father and we made a different plan",
        "The referral was accepted the first time",
        "Our team now uses the tool at supervision",
        "No case has come up yet",
    ],
    Stage.MANAGER: ["Supervision has become more reflective", "Referrals are clearer", "Too early to say"],
}


def give(asked: InvitationQuerySet, *, share: float, rng: random.Random, now: datetime) -> None:
    """This share (0–1) of those asked answer, through the product's own verb."""
    for invitation in asked.order_by("pk").with_questions():
        if rng.random() < share:
            answer(invitation, _answers(invitation, rng), now=now)


def _answers(invitation: Invitation, rng: random.Random) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for item in items.of(invitation):
        if item.is_text:
            if item.is_required or rng.random() < 0.4:
                found[item.name] = rng.choice(WORDS[Stage(invitation.stage)])
        else:
            found[item.name] = _point(CONFIDENCE[Stage(invitation.stage)], len(item.options), rng)
    return found


def _point(average: float, points: int, rng: random.Random) -> int:
    return min(points, max(1, round(rng.gauss(average * points / 5, 0.8))))

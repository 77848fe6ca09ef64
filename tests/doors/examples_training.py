"""Objects for the access test of training; see examples.py."""

from tests.cast import NOW, make_event
from training.models import Series
from training.questions import add_question


def _draft(cast):
    return {"code": make_event(cast.course, state="draft").code}


def _series(cast):
    return {"code": Series.objects.create(title="First Tuesdays", created_at=NOW).code}


def _question(cast):
    return {"code": add_question(cast.course, kind="text", text="Which team?", by=cast.officer, now=NOW).code}


EXAMPLES: dict = {
    "training:event_again": lambda cast: {"code": cast.event.code},
    "training:event_repeat": lambda cast: {"code": cast.event.code},
    "training:series": _series,
    "training:event": lambda cast: {"code": cast.event.code},
    "training:event_edit": lambda cast: {"code": cast.event.code},
    "training:event_publish": _draft,
    "training:event_discard": _draft,
    "training:course": lambda cast: {"code": cast.course.code},
    "training:questions": lambda cast: {"code": cast.course.code},
    "training:question": _question,
    "training:question_end": _question,
    "training:theme": lambda cast: {"code": cast.theme.code},
    "training:venue": lambda cast: {"code": cast.room.venue.code},
    "training:trainer": lambda cast: {"code": cast.trainer.trainer.code},
}
SEEN_BY: dict = {}

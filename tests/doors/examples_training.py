"""Objects for the access test of training; see examples.py."""

from tests.cast import make_event


def _draft(cast):
    return {"code": make_event(cast.course, state="draft").code}


EXAMPLES: dict = {
    "training:event": lambda cast: {"code": cast.event.code},
    "training:event_edit": lambda cast: {"code": cast.event.code},
    "training:event_publish": _draft,
    "training:event_discard": _draft,
    "training:course": lambda cast: {"code": cast.course.code},
    "training:theme": lambda cast: {"code": cast.theme.code},
    "training:venue": lambda cast: {"code": cast.room.venue.code},
    "training:trainer": lambda cast: {"code": cast.trainer.trainer.code},
}
SEEN_BY: dict = {}

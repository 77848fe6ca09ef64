"""Objects for the access test of training; see examples.py."""

from tests.cast import make_event
from tests.doors.examples import once
from tests.training.extras import make_file, make_group, make_interest


def _draft(cast):
    return {"code": make_event(cast.course, state="draft").code}


@once
def _slides(cast):
    """Of the event that Trevor trains."""
    return make_file(cast.event, cast.officer)


@once
def _champions(cast):
    return make_group(cast.officer, cast.stranger)


def _course(cast):
    make_interest(cast.stranger, cast.course, note="Mornings")
    return {"code": cast.course.code}


def _code(make):
    return lambda cast: {"code": make(cast).code}


EXAMPLES: dict = {
    "training:event": lambda cast: {"code": cast.event.code},
    "training:event_edit": lambda cast: {"code": cast.event.code},
    "training:event_publish": _draft,
    "training:event_discard": _draft,
    "training:event_materials": lambda cast: {"code": _slides(cast).event.code},
    "training:course": lambda cast: {"code": cast.course.code},
    "training:course_demand": _course,
    "training:course_materials": lambda cast: {"code": cast.course.code},
    "training:material": _code(_slides),
    "training:material_file": _code(_slides),
    "training:material_up": _code(_slides),
    "training:material_remove": _code(_slides),
    "training:group": _code(_champions),
    "training:group_edit": _code(_champions),
    "training:group_retire": _code(_champions),
    "training:member_add": _code(_champions),
    "training:members_paste": _code(_champions),
    "training:member_remove": lambda cast: {"code": _champions(cast).memberships.get().code},
    "training:theme": lambda cast: {"code": cast.theme.code},
    "training:venue": lambda cast: {"code": cast.room.venue.code},
    "training:trainer": lambda cast: {"code": cast.trainer.trainer.code},
}
SEEN_BY: dict = {}

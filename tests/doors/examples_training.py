"""Objects for the access test of training; see examples.py."""

from datetime import timedelta

from lib.links import sign
from tests.cast import NOW, make_event
from tests.doors.examples import once
from tests.training.extras import make_file, make_group, make_holiday, make_interest
from training.availability import add_absence
from training.inviting import invite
from training.models import Equipment, Series
from training.models.invitation import Part
from training.questions import add_question


def _draft(cast):
    return {"code": make_event(cast.course, state="draft").code}


@once
def _series(cast):
    return {"code": Series.objects.create(title="First Tuesdays", created_at=NOW).code}


@once
def _question(cast):
    return {"code": add_question(cast.course, kind="text", text="Which team?", by=cast.officer, now=NOW).code}


@once
def _invitation(cast):
    event = make_event(cast.course, state="draft", starts_at=NOW + timedelta(days=40))
    return invite(event, [cast.trainer.trainer], part=Part.LEAD, by=cast.officer, now=NOW)[0]


@once
def _equipment(cast):
    return {"code": Equipment.objects.create(name="Laptops", kind="computer", quantity=3).code}


@once
def _absence(cast):
    day = NOW.date()
    facts = {"from_on": day, "to_on": day, "by": cast.trainer, "now": NOW}
    return _own(cast) | {"absence": add_absence(cast.trainer.trainer, **facts).code}


def _own(cast):
    return {"code": cast.trainer.trainer.code}


@once
def _slides(cast):
    """Of the event that Trevor trains."""
    return make_file(cast.event, cast.officer)


@once
def _champions(cast):
    return make_group(cast.officer, cast.stranger)


@once
def _half_term(cast):
    return make_holiday(cast.officer)


def _course(cast):
    make_interest(cast.stranger, cast.course, note="Mornings")
    return {"code": cast.course.code}


def _code(make):
    return lambda cast: {"code": make(cast).code}


EXAMPLES: dict = {
    "training:equipment": _equipment,
    "training:invite": lambda cast: {"code": cast.event.code},
    "training:substitute": lambda cast: {"code": cast.event.code},
    "training:invitation": lambda cast: {"token": sign("deliver", _invitation(cast).code)},
    "training:invitation_withdraw": lambda cast: {"code": _invitation(cast).code},
    "training:invitation_note": lambda cast: {"code": _invitation(cast).code},
    "training:venue_diary": lambda cast: {"code": cast.room.venue.code},
    "training:availability": _own,
    "training:weekdays": _own,
    "training:absence_remove": _absence,
    "training:event_again": lambda cast: {"code": cast.event.code},
    "training:event_repeat": lambda cast: {"code": cast.event.code},
    "training:series": _series,
    "training:event": lambda cast: {"code": cast.event.code},
    "training:event_edit": lambda cast: {"code": cast.event.code},
    "training:event_publish": _draft,
    "training:event_discard": _draft,
    "training:event_materials": lambda cast: {"code": _slides(cast).event.code},
    "training:course": lambda cast: {"code": cast.course.code},
    "training:questions": lambda cast: {"code": cast.course.code},
    "training:question": _question,
    "training:question_end": _question,
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
    "training:holiday": _code(_half_term),
    "training:holiday_remove": _code(_half_term),
    "training:theme": lambda cast: {"code": cast.theme.code},
    "training:venue": lambda cast: {"code": cast.room.venue.code},
    "training:trainer": lambda cast: {"code": cast.trainer.trainer.code},
}
SEEN_BY: dict = {}

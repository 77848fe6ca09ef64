"""What repeats an event, what publishes a series, and what events need."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from lib.dates import local_day
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_training import event_changes
from tests.cast import NOW, make_event
from tests.doors.examples import once
from training.equipment import save_equipment
from training.models import Equipment, Event, Series
from training.repeating import make_series, publish_series

DAYS = [local_day(NOW) + timedelta(weeks=weeks) for weeks in (10, 11)]


@once
def coming(cast) -> Event:
    """Nobody trains and no room is taken: nothing but the event itself tells that it is there already."""
    return make_event(cast.course, starts_at=NOW + timedelta(days=37))


def of_coming(cast) -> dict:
    return {"code": coming(cast).code}


def every_week(cast, arguments) -> str:
    days = {"pattern": "weekly", "first": DAYS[0].isoformat(), "count": 2}
    return f"{reverse('training:event_repeat', kwargs=arguments)}?{urlencode(days)}"


@once
def series(cast) -> dict:
    held = make_event(cast.course, cast.room, starts_at=NOW + timedelta(days=36))
    return {"code": make_series(held, DAYS, title="Every week", by=cast.officer, now=NOW).code}


def same_series_is_made(cast, arguments):
    make_series(coming(cast), DAYS, title="Every week", by=cast.officer, now=NOW)


def same_event_is_planned(cast, arguments):
    days = [local_day(NOW) + timedelta(days=44)]
    make_series(coming(cast), days, title="Once more", by=cast.officer, now=NOW)


def draft_changes(cast, arguments):
    event_changes(cast, {"code": Series.objects.get(**arguments).events.drafts().first().code})


def series_is_published(cast, arguments):
    publish_series(Series.objects.get(**arguments), by=cast.officer, now=NOW)


def tablet_facts(**further) -> dict:
    return {"name": "Tablets", "kind": "computer", "quantity": 3, "note": "In the cupboard"} | further


@once
def tablets(cast) -> dict:
    return {"code": save_equipment(Equipment(), tablet_facts(), by=cast.officer, now=NOW).code}


def same_equipment_is_added(cast, arguments):
    tablets(cast)


def equipment_changes(cast, arguments):
    found = Equipment.objects.get(**arguments)
    save_equipment(found, tablet_facts(quantity=2), by=cast.officer, now=NOW)


POSTS = {
    "training:event_again": Post(
        by="officer",
        arguments=of_coming,
        values=lambda cast: {"capacity": "18"},
        again="This event is saved already.",
        meanwhile=same_event_is_planned,
        late="This course has an event at exactly these times already",
        foreign=lambda cast: {"lead": 999_999},
    ),
    "training:event_repeat": Post(
        by="officer",
        arguments=of_coming,
        at=every_week,
        values=lambda cast: {"title": "Two days"},
        again="This series is saved already.",
        meanwhile=same_series_is_made,
        late="This course has an event at exactly these times already",
        foreign=lambda cast: {"days": ["2030-01-01"]},
    ),
    "training:event_repeat (another event)": Post(
        by="officer",
        arguments=of_coming,
        at=every_week,
        values=lambda cast: {"title": "Two days"},
        again="This series is saved already.",
        meanwhile=event_changes,
        late="Somebody changed this event while you had this page open",
        same_form=True,
    ),
    "training:series": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=series,
        again="Every event of this series is published already.",
        meanwhile=draft_changes,
        late="Somebody changed these drafts while you had this page open",
    ),
    "training:series (published)": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=series,
        again="Every event of this series is published already.",
        meanwhile=series_is_published,
        late="Every event of this series is published already.",
        same_form=True,
    ),
    "training:equipment_new": Post(
        by="officer",
        values=lambda cast: tablet_facts(),
        again="This equipment is saved already.",
        meanwhile=same_equipment_is_added,
        late="Another equipment already has this name",
    ),
    "training:equipment": Post(
        by="officer",
        arguments=tablets,
        values=lambda cast: {"note": "In the other cupboard"},
        again="The equipment is saved.",
        meanwhile=equipment_changes,
        late="Somebody else changed this equipment while you were editing it",
    ),
}

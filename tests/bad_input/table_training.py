"""What the planning desk takes."""

from datetime import timedelta

from django.urls import reverse

from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_event
from tests.doors.examples import once
from tests.training.makers import as_it_is
from tests.training.makers import session as planned
from training.catalogue import change_course, create_course, save_theme
from training.models import Course, Event, Theme, Trainer, Venue
from training.planning import change_event, create_event, discard_draft, publish_event
from training.team import add_trainer, change_trainer
from training.venues import RoomLine, save_venue

BY_ANOTHER = "Somebody else changed this {} while you were editing it"


def course_facts(cast) -> dict:
    return {
        "title": "Neglect", "format": "half_day", "level": "2", "summary": "How to see it.", "minutes": "180",
        "participatory_minutes": "60", "approval": "none", "outcomes": "Recognise neglect\nAct on it",
    }  # fmt: skip


def columns(course) -> dict:
    names = [
        "title", "format", "level", "summary", "description", "audience", "minutes", "participatory_minutes",
        "approval", "validity_months", "is_published",
    ]  # fmt: skip
    return {name: getattr(course, name) for name in names}


def course_changes(cast, arguments):
    course = Course.objects.get(**arguments)
    outcomes = [outcome.text for outcome in course.outcomes.all()]
    facts = columns(course) | {"audience": "Everybody"}
    change_course(course, facts, outcomes=outcomes, themes=[cast.theme], by=cast.officer, now=NOW)


def course_is_made(cast, arguments):
    facts = columns(cast.course) | {"title": "Neglect"}
    create_course(facts, outcomes=["See it"], themes=[], by=cast.officer, now=NOW)


def theme_facts(theme) -> dict:
    return {"name": theme.name, "source": theme.source, "year": theme.year, "summary": theme.summary}


def theme_changes(cast, arguments):
    theme = Theme.objects.get(**arguments)
    save_theme(theme, theme_facts(theme) | {"year": 2015}, lessons=["Share"], by=cast.officer, now=NOW)


def theme_is_made(cast, arguments):
    facts = theme_facts(cast.theme) | {"name": "Audit of neglect"}
    save_theme(Theme(), facts, lessons=[], by=cast.officer, now=NOW)


def venue_facts(name: str) -> dict:
    return {"name": name, "address": "1 High Street", "map_url": "", "access": ""}


def venue_changes(cast, arguments):
    rooms = [RoomLine("Conference room", 38, cast.room.pk), RoomLine("Small room", 10)]
    save_venue(cast.room.venue, venue_facts("New name"), rooms=rooms, by=cast.officer, now=NOW)


def venue_is_made(cast, arguments):
    save_venue(Venue(), venue_facts("Town Hall"), rooms=[RoomLine("Hall", 90)], by=cast.officer, now=NOW)


def room_of_another_venue(cast) -> dict:
    venue_is_made(cast, {})
    return {"room-0-id": Venue.objects.get(name="Town Hall").rooms.get().pk}


def event_changes(cast, arguments):
    event = Event.objects.get(**arguments)
    facts = as_it_is(event) | {"joining_instructions": "Bring a pen."}
    change_event(event, **facts, by=cast.officer, now=NOW)


def plans(cast, arguments) -> str:
    return f"{reverse('training:event_new')}?course={cast.course.code}"


def first_run(cast, arguments) -> str:
    """Nobody trains and no room is taken: nothing but the event itself tells that it is there already."""
    return f"{reverse('training:event_new')}?course={unplanned(cast).code}"


@once
def unplanned(cast) -> Course:
    facts = columns(cast.course) | {"title": "Never planned"}
    return create_course(facts, outcomes=["See it"], themes=[], by=cast.officer, now=NOW)


@once
def draft(cast) -> Event:
    return make_event(cast.course, cast.room, starts_at=NOW + timedelta(days=90), state="draft")


def of_draft(cast) -> dict:
    return {"code": draft(cast).code}


def session(cast) -> dict:
    return {
        "capacity": "12",
        "session-0-day": "2026-09-01",
        "session-0-starts": "09:30",
        "session-0-ends": "16:30",
    }


def same_event_is_planned(cast, arguments):
    create_event(unplanned(cast), capacity=12, sessions=[planned(day=92)], by=cast.officer, now=NOW)


def makes_stella_a_trainer(cast, arguments) -> str:
    return f"{reverse('training:trainer_new')}?person={cast.stranger.code}"


def stella_is_a_trainer(cast, arguments):
    add_trainer(cast.stranger, about="", by=cast.officer, now=NOW)


def trainer_changes(cast, arguments):
    change_trainer(Trainer.objects.get(**arguments), about="Ten years of it", by=cast.officer, now=NOW)


POSTS = {
    "training:course_new": Post(
        by="officer",
        values=course_facts,
        again="This course is saved already.",
        meanwhile=course_is_made,
        late="Another course already has this title",
        foreign=lambda cast: {"themes": ["999999"]},
    ),
    "training:course": Post(
        by="officer",
        values=lambda cast: {"summary": "Rewritten."},
        again="The course is saved.",
        meanwhile=course_changes,
        late=BY_ANOTHER.format("course"),
        foreign=lambda cast: {"themes": ["999999"]},
    ),
    "training:theme_new": Post(
        by="officer",
        values=lambda cast: {"name": "Audit of neglect", "source": "audit", "year": "2026", "lessons": "Ask"},
        again="This theme is saved already.",
        meanwhile=theme_is_made,
        late="Another theme already has this name",
    ),
    "training:theme": Post(
        by="officer",
        values=lambda cast: {"summary": "Rewritten.", "lessons": "Ask\nListen"},
        again="The theme is saved.",
        meanwhile=theme_changes,
        late=BY_ANOTHER.format("theme"),
    ),
    "training:venue_new": Post(
        by="officer",
        values=lambda cast: {
            "name": "Town Hall",
            "address": "1 Town Square",
            "room-0-name": "Hall",
            "room-0-capacity": "90",
        },
        again="This venue is saved already.",
        meanwhile=venue_is_made,
        late="Another venue already has this name",
        foreign=room_of_another_venue,
    ),
    "training:venue": Post(
        by="officer",
        values=lambda cast: {"access": "Two steps", "room-0-capacity": "45"},
        again="The venue is saved.",
        meanwhile=venue_changes,
        late=BY_ANOTHER.format("venue"),
        foreign=room_of_another_venue,
    ),
    "training:trainer_new": Post(
        by="officer",
        at=makes_stella_a_trainer,
        values=lambda cast: {"about": "Teaches children to swim"},
        again="Stella Stranger is a trainer already.",
        meanwhile=stella_is_a_trainer,
        late="Stella Stranger is a trainer already.",
    ),
    "training:trainer": Post(
        by="officer",
        values=lambda cast: {"about": "Rewritten."},
        again="The trainer is saved.",
        meanwhile=trainer_changes,
        late=BY_ANOTHER.format("trainer"),
    ),
    "training:event_new": Post(
        by="officer",
        at=first_run,
        values=session,
        again="This event is saved already.",
        meanwhile=same_event_is_planned,
        late="This course has an event at exactly these times already",
        foreign=lambda cast: {"lead": 999_999},
    ),
    "training:event_new (like the last)": Post(
        by="officer",
        at=plans,
        values=session,
        again="This event is saved already.",
        meanwhile=lambda cast, arguments: make_event(
            cast.course, cast.room, starts_at=NOW.replace(month=9), trainers=[cast.trainer]
        ),
        late="is taken by",
        foreign=lambda cast: {"code": make_event(unplanned(cast)).code},
    ),
    "training:event_edit": Post(
        by="officer",
        arguments=of_draft,
        values=lambda cast: {"capacity": "15"},
        again="The event is saved.",
        meanwhile=event_changes,
        late=BY_ANOTHER.format("event"),
        foreign=lambda cast: {"lead": 999_999},
    ),
    "training:event_publish": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of_draft,
        again="This event is published already.",
        meanwhile=event_changes,
        late=BY_ANOTHER.format("event"),
    ),
    "training:event_discard": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of_draft,
        again="This draft has been thrown away already.",
        meanwhile=lambda cast, arguments: publish_event(
            Event.objects.get(**arguments), by=cast.officer, now=NOW
        ),
        late="This event is published already, so it cannot be thrown away.",
    ),
    "training:event_discard (gone)": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of_draft,
        again="This draft has been thrown away already.",
        meanwhile=lambda cast, arguments: discard_draft(
            Event.objects.get(**arguments), by=cast.officer, now=NOW
        ),
        late="This draft has been thrown away already.",
        same_form=True,
    ),
}

"""Who delivers training: trainers asked and put on, and when they are away."""

from datetime import timedelta

from django.urls import reverse

from lib.dates import local_day
from lib.links import sign
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_training_groups import of
from tests.cast import NOW, make_event, make_person
from tests.doors.examples import once
from tests.training.people import ask, make_trainer
from training.availability import add_absence, remove_absence, set_weekdays
from training.inviting import accept, decline, note, withdraw
from training.models import Absence, Trainer, TrainerInvitation
from training.standing_in import stand_in

ACCEPTED = "You have accepted. Thank you."


@once
def to_staff(cast):
    """An event that nobody delivers yet."""
    return make_event(cast.course, state="draft", starts_at=NOW + timedelta(days=40))


def of_to_staff(cast) -> dict:
    tina(cast)
    return {"code": to_staff(cast).code}


@once
def tina(cast) -> Trainer:
    return make_trainer(make_person("Tina", "Trainer", cast.school, roles=["trainer"]))


def trevor(cast) -> Trainer:
    return cast.trainer.trainer


def is_asked(cast, arguments):
    ask(to_staff(cast), trevor(cast), by=cast.officer)


@once
def invitation(cast) -> TrainerInvitation:
    event = make_event(cast.course, state="draft", starts_at=NOW + timedelta(days=45))
    return ask(event, trevor(cast), by=cast.officer)[0]


@once
def declined(cast) -> TrainerInvitation:
    decline(invitation(cast), reason="On leave", now=NOW)
    return TrainerInvitation.objects.get(pk=invitation(cast).pk)


def on_the_page_of_the_event(make):
    def page(cast, arguments) -> str:
        return reverse("training:event", args=[make(cast).event.code])

    return page


def known(cast) -> TrainerInvitation:
    return TrainerInvitation.objects.with_trainer().get(pk=invitation(cast).pk)


def is_accepted(cast, arguments):
    accept(known(cast), now=NOW)


def is_withdrawn(cast, arguments):
    withdraw(known(cast), by=cast.officer, now=NOW)


def is_noted(cast, arguments):
    note(declined(cast), by=cast.officer, now=NOW)


def event_of_trevor(cast) -> dict:
    tina(cast)
    return {"code": cast.event.code}


def tina_for_trevor(cast) -> dict:
    return {"gone": trevor(cast).code, "instead": tina(cast).code}


def tina_stands_in(cast, arguments):
    stand_in(cast.event, trevor(cast), tina(cast), by=cast.officer, now=NOW)


def another_stands_in(cast, arguments):
    other = make_trainer(make_person("Theo", "Trainer", cast.school, roles=["trainer"]))
    stand_in(cast.event, trevor(cast), other, by=cast.officer, now=NOW)


def of_trevor(cast) -> dict:
    return {"code": trevor(cast).code}


def own_page(cast, arguments) -> str:
    return reverse("training:availability", kwargs=of_trevor(cast))


def is_away(cast, arguments):
    first = local_day(NOW).replace(month=8)
    add_absence(trevor(cast), from_on=first, to_on=first + timedelta(days=9), by=cast.officer, now=NOW)


@once
def absence(cast) -> dict:
    is_away(cast, {})
    return of_trevor(cast) | {"absence": Absence.objects.get().code}


def is_back(cast, arguments):
    remove_absence(Absence.objects.get(), by=cast.officer, now=NOW)


def other_weekdays(cast, arguments):
    set_weekdays(trevor(cast), "4", by=cast.officer, now=NOW)


POSTS = {
    "training:invite": Post(
        by="officer",
        arguments=of_to_staff,
        values=lambda cast: {"trainers": [trevor(cast).code]},
        again="Trevor Trainer has been asked already and has not answered yet.",
        meanwhile=is_asked,
        late="Trevor Trainer has been asked already and has not answered yet.",
        foreign=lambda cast: {"trainers": ["222222222222"]},
    ),
    "training:invitation_withdraw": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of(invitation),
        at=on_the_page_of_the_event(invitation),
        again="Trevor Trainer has been told already that they are no longer asked.",
        meanwhile=is_accepted,
        late="Trevor Trainer has accepted already.",
    ),
    "training:invitation_note": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of(declined),
        at=on_the_page_of_the_event(declined),
        again="This is noted already.",
        meanwhile=is_noted,
        late="This is noted already.",
    ),
    "training:invitation": Post(
        by=None,
        arguments=lambda cast: {"token": sign("deliver", invitation(cast).code)},
        values=lambda cast: {"answer": "decline", "reason": "I am on leave"},
        needs=("reason",),
        again="You have declined. Thank you for telling us.",
        meanwhile=is_accepted,
        late=ACCEPTED,
    ),
    "training:invitation (withdrawn)": Post(
        by=None,
        arguments=lambda cast: {"token": sign("deliver", invitation(cast).code)},
        values=lambda cast: {"answer": "accept"},
        again=ACCEPTED,
        meanwhile=is_withdrawn,
        late="This is no longer needed, because somebody else has taken it.",
        same_form=True,
    ),
    "training:substitute": Post(
        by="officer",
        arguments=event_of_trevor,
        values=tina_for_trevor,
        again="Tina Trainer stands in for Trevor Trainer already.",
        meanwhile=another_stands_in,
        late="Trevor Trainer does not deliver this event any more.",
        foreign=lambda cast: {"instead": "222222222222"},
    ),
    "training:substitute (the same)": Post(
        by="officer",
        arguments=event_of_trevor,
        values=tina_for_trevor,
        again="Tina Trainer stands in for Trevor Trainer already.",
        meanwhile=tina_stands_in,
        late="Tina Trainer stands in for Trevor Trainer already.",
        same_form=True,
    ),
    "training:availability": Post(
        by="trainer",
        arguments=of_trevor,
        values=lambda cast: {"from_on": "2026-08-03", "to_on": "2026-08-07", "reason": "Leave"},
        again="The period is noted already.",
        meanwhile=is_away,
        late="already. Remove that period first, or choose other days.",
    ),
    "training:weekdays": Post(
        by="trainer",
        arguments=of_trevor,
        at=own_page,
        values=lambda cast: {"weekdays": ["0", "1"]},
        again="The weekdays are saved.",
        meanwhile=other_weekdays,
        late="Somebody else changed the weekdays while you had this page open: Friday.",
    ),
    "training:absence_remove": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=absence,
        at=own_page,
        again="This period has been removed already.",
        meanwhile=is_back,
        late="This period has been removed already.",
    ),
}

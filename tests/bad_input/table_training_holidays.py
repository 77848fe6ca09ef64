"""What the planning desk takes of holidays."""

from datetime import date

from tests.bad_input.post import Kind, Post
from tests.bad_input.table_training import BY_ANOTHER
from tests.cast import NOW
from tests.training.extras import make_holiday
from training.holidays import remove_holiday, save_holiday
from training.models import Holiday

EASTER = date(2027, 3, 22), date(2027, 4, 2)


def easter(cast) -> dict:
    return {"name": "Easter holidays", "first_on": "2027-03-22", "last_on": "2027-04-02"}


def holiday_changes(cast, arguments):
    holiday = Holiday.objects.get(**arguments)
    facts = {"name": "Autumn half-term", "first_on": holiday.first_on, "last_on": holiday.last_on}
    save_holiday(holiday, facts, by=cast.officer, now=NOW)


def holiday_goes(cast, arguments):
    remove_holiday(Holiday.objects.get(**arguments), by=cast.officer, now=NOW)


GONE = "This holiday has been removed already."
POSTS = {
    "training:holiday_new": Post(
        by="officer",
        values=easter,
        again="This holiday is saved already.",
        meanwhile=lambda cast, arguments: make_holiday(cast.officer, "Easter holidays", EASTER),
        late="There is already a holiday of this name that begins on this day.",
    ),
    "training:holiday": Post(
        by="officer",
        values=lambda cast: {"last_on": "2026-10-31"},
        again="The holiday is saved.",
        meanwhile=holiday_changes,
        late=BY_ANOTHER.format("holiday"),
    ),
    "training:holiday_remove": Post(
        by="officer",
        kind=Kind.BUTTON,
        again=GONE,
        meanwhile=holiday_changes,
        late=BY_ANOTHER.format("holiday"),
    ),
    "training:holiday_remove (gone)": Post(
        by="officer", kind=Kind.BUTTON, again=GONE, meanwhile=holiday_goes, late=GONE, same_form=True
    ),
}

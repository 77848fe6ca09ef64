"""Materials, interest and groups as tests make them, through the verbs."""

from datetime import date

from lib.uploads import Uploaded
from tests.cast import NOW
from training.groups import add_member, save_group
from training.holidays import save_holiday
from training.interests import ask
from training.materials import add_material
from training.models import Group, Holiday

PDF = b"%PDF-1.7 slides"


def make_file(owner, by, title="Slides", visible="booked", content=PDF, **facts):
    file = Uploaded("slides.pdf", "pdf", content)
    return add_material(owner, title=title, visible=visible, file=file, by=by, now=NOW, **facts)


def make_link(owner, by, title="Guidance", visible="booked", link="https://guidance.example/"):
    return add_material(owner, title=title, visible=visible, link=link, by=by, now=NOW)


def make_group(by, *members, name="CSE champions"):
    group = save_group(Group(), {"name": name, "about": "We meet each term.", "lead": by}, by=by, now=NOW)
    for person in members:
        add_member(group, person, by=by, now=NOW)
    return group


def make_interest(person, course, note="", now=NOW):
    return ask(person, course, note=note, by=person, now=now)


HALF_TERM = date(2026, 10, 26), date(2026, 10, 30)


def make_holiday(by=None, name="October half-term", days=HALF_TERM):
    facts = {"name": name, "first_on": days[0], "last_on": days[1]}
    return save_holiday(Holiday(), facts, by=by, now=NOW)

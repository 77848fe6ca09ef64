"""Materials, interest and groups as tests make them, through the verbs."""

from lib.uploads import Uploaded
from tests.cast import NOW
from training.groups import add_member, save_group
from training.interests import ask
from training.materials import add_material
from training.models import Group

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

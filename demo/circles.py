"""What stands beside the events of the living year: materials, people who wait for a date, and a network of champions."""

from datetime import datetime, timedelta

from accounts.models import Person
from demo.player import Player
from lib.uploads import Uploaded
from training.groups import add_member, save_group
from training.interests import ask
from training.materials import add_material
from training.models import Course, Event, Group, Material

GUIDANCE = "https://www.gov.uk/government/publications/working-together-to-safeguard-children--2"
READING = """Before the day

1. Read the local threshold document. Bring one question about it.
2. Think of one family you worked with in the last year (no names). Who else was involved, and who was missing?
3. Read the learning summary of Child B: one page.
"""
HANDOUT = """After the day

1. Share what you know early: write down with whom, when and why.
2. Name the child in every record, and what the child said.
3. Disagree openly, and know the escalation policy.
"""
NOTES = ["Mornings, please", "", "March or April", "", "Not in half-term", ""]


def champions(player: Player, me: Person, now: datetime) -> Group:
    """A network that the practitioner belongs to."""
    then = now - timedelta(days=200)
    facts = {
        "name": "CSE champions",
        "about": "One person in each agency whom colleagues can ask. We meet each term.",
        "lead": player.officer,
    }
    group = save_group(Group(), facts, by=player.officer, now=then)
    for person in [me, *player.people[:9]]:
        if not group.has_member(person):
            add_member(group, person, by=player.officer, now=then)
    return group


def materials(player: Player, event: Event, now: datetime) -> None:
    """Of the course: reading and guidance at once, a handout afterwards. Of the event: the programme of the day."""
    officer, Visible = player.officer, Material.Visible
    texts: list[tuple[Course | Event, str, str, str, str]] = [
        (event.course, "Read this first", Visible.BOOKED, "read-first.txt", READING),
        (event.course, "What to take back to your team", Visible.ATTENDED, "handout.txt", HANDOUT),
        (event, "The case we work on", Visible.DAY, "case.txt", f"The case of this day.\n{READING}"),
    ]
    for owner, title, visible, name, text in texts:
        file = Uploaded(name, "txt", text.encode())
        add_material(owner, title=title, visible=visible, file=file, by=officer, now=now)
    title = "Working together: the national guidance"
    add_material(event.course, title=title, visible=Visible.BOOKED, link=GUIDANCE, by=officer, now=now)


def waiting_for_a_date(player: Player, me: Person, title: str, now: datetime) -> None:
    """Several agencies want a course of which there is only a draft."""
    course = player.courses[title]
    for days, person in enumerate([me, *player.people[20:27]]):
        ask(person, course, note=NOTES[days % len(NOTES)], by=person, now=now - timedelta(days=30 - days))

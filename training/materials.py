"""Deeds on materials. Each is one transaction and writes the trail."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Sum

from accounts.models import Person
from accounts.trail import record
from lib.codes import new_code
from lib.errors import Refused, TooLate
from lib.uploads import MEGABYTE, Uploaded
from training.models import Course, Event, Material
from training.models.material import in_words
from training.rows import facts_of, revise, save_checked

# All files of one course, or of one event, together: they are in every backup.
MOST_MEGABYTES = 50
MOST_MATERIALS = 40
GONE = "This material has been removed already."


def add_material(
    owner: Course | Event,
    *,
    title: str,
    visible: str,
    file: Uploaded | None = None,
    link: str = "",
    code: str = "",
    by: Person,
    now: datetime,
) -> Material:
    """Puts a file or a link behind those of a course or an event. `code` is what the form brought.

    Raises Refused when the files would become more than the limit together, there are too many, the very same is there already, or
    the event is cancelled.
    """
    with transaction.atomic():
        # The row of the owner: two uploads at once queue here, so that both count.
        owner.lock(None)
        _refuse_too_much(owner, file.size if file else 0)
        _refuse_the_same(owner, title, file, link)
        last = owner.materials.aggregate(last=Max("position"))["last"] or 0
        facts = {"title": title, "visible": visible, "position": last + 1, "code": code or new_code()}
        material = Material(**facts, added_by=by, added_at=now)
        setattr(material, str(owner._meta.model_name), owner)
        if file:
            material.file_name, material.file_kind = file.name, file.kind
            material.size, material.content = file.size, file.content
        else:
            material.link = link
        save_checked(material, unchecked=["content"])
        what = {"title": ["", title], owner._meta.model_name: ["", owner.code]}
        record(by, "material.added", material, what | {"what": ["", material.what]}, now=now)
    return material


def _refuse_too_much(owner: Course | Event, more: int) -> None:
    if isinstance(owner, Event) and owner.is_cancelled:
        raise Refused("This event is cancelled, so nothing can be added.")
    rows = owner.materials.all()
    if rows.count() >= MOST_MATERIALS:
        raise Refused(f"There are {MOST_MATERIALS} materials here already. Remove one first.")
    there = rows.aggregate(size=Sum("size"))["size"] or 0
    if there + more > MOST_MEGABYTES * MEGABYTE:
        left = MOST_MEGABYTES * MEGABYTE - there
        raise Refused(
            f"All files here may be {MOST_MEGABYTES} MB together, and this one has {in_words(more)}: {in_words(left)} are left. "
            "Remove one, make it smaller, or give a link."
        )


def _refuse_the_same(owner: Course | Event, title: str, file: Uploaded | None, link: str) -> None:
    """The same words for the same file or link, sent from two tabs. A newer file may have the title of the one it replaces."""
    rows = owner.materials.filter(title__iexact=title.strip(), link=link, size=file.size if file else 0)
    if any(file is None or row.file == file.content for row in rows):
        raise Refused(f"“{title.strip()}” is here already, with this very {'file' if file else 'link'}.")


def change_material(
    material: Material, *, title: str, visible: str, seen: int | None = None, by: Person, now: datetime
) -> None:
    """Renames a material, or changes from when people see it. Raises TooLate when it is gone, or no longer at revision `seen`."""
    with transaction.atomic():
        row = _held(material)

        def apply() -> None:
            row.title, row.visible = title, visible
            save_checked(row, unchecked=["content"])

        if made := revise(row, seen, facts=lambda row: facts_of(row, ["title", "visible"]), apply=apply):
            record(by, "material.changed", row, made, now=now)


def move_up(material: Material, *, by: Person, now: datetime, seen: int | None = None) -> None:
    """Changes place with the one before; the first stays where it is.

    `seen` is the place that the page showed, counted from 1. Raises TooLate when the material stands elsewhere now, or is gone.
    """
    with transaction.atomic():
        row = _held(material)
        rows = list(row.owner.materials.without_content())
        place = rows.index(row)
        if seen not in (None, place + 1):
            raise TooLate(f"“{row}” has been moved since you opened this page. Look where it stands now.")
        if place == 0:
            return
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for position, each in enumerate(rows, 1):
            Material.objects.filter(pk=each.pk).exclude(position=position).update(position=position)
        record(by, "material.moved", row, {"position": [place + 1, place]}, now=now)


def remove_material(material: Material, *, by: Person, now: datetime) -> None:
    """Deletes a material for everybody. Raises TooLate when it is gone."""
    with transaction.atomic():
        row = _held(material)
        owner = row.owner
        record(by, "material.removed", row, {"title": [row.title, ""], "what": [row.what, ""]}, now=now)
        row.delete()
        owner.materials.filter(position__gt=row.position).update(position=F("position") - 1)


def _held(material: Material) -> Material:
    """The material as it is now, its owner's row locked: order and number change one after the other."""
    material.owner.lock(None)
    row = Material.objects.without_content().filter(pk=material.pk).first()
    if row is None:
        raise TooLate(GONE)
    return row

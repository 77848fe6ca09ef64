"""What belongs to a course or an event: materials, and the questions asked at booking."""

from django.urls import reverse

from tests.bad_input.post import File, Kind, Post
from tests.cast import NOW
from tests.doors.examples import once
from tests.training.extras import make_file, make_link
from training.materials import change_material, move_up, remove_material
from training.models import BookingQuestion, Material
from training.questions import add_question, change_question, end_question

GUIDE = "https://guidance.example/"
GONE = "This material has been removed already."


@once
def slides(cast) -> Material:
    """Of the event that Trevor trains."""
    return make_file(cast.event, cast.officer, title="Plan of the day")


@once
def second(cast) -> dict:
    """A material that has another before it, and another behind it."""
    slides(cast)
    found = make_link(cast.event, cast.officer, title="Second")
    make_link(cast.event, cast.officer, title="Third")
    return {"code": found.code}


def of_slides(cast) -> dict:
    return {"code": slides(cast).code}


def a_file(cast) -> dict:
    return {"title": "Handout", "file": File("handout.pdf", b"%PDF-1.7 handout"), "visible": "day"}


def a_link(cast) -> dict:
    return {"title": "Guidance", "link": GUIDE}


def same_file_is_added(cast, arguments):
    make_file(cast.event, cast.trainer, title="HANDOUT", content=a_file(cast)["file"].content)


def same_link_is_added(cast, arguments):
    make_link(cast.course, cast.officer, title="Guidance", link=GUIDE)


def is_renamed(cast, arguments):
    found = Material.objects.get(**arguments)
    change_material(found, title="Renamed", visible="attended", by=cast.officer, now=NOW)


def is_removed(cast, arguments):
    remove_material(Material.objects.get(**arguments), by=cast.officer, now=NOW)


def is_moved(cast, arguments):
    move_up(Material.objects.get(**arguments), by=cast.officer, now=NOW)


def materials_of_the_event(cast, arguments) -> str:
    return reverse("training:event_materials", args=[cast.event.code])


@once
def asked(cast) -> dict:
    return {
        "code": add_question(cast.course, kind="text", text="Which office?", by=cast.officer, now=NOW).code
    }


def same_question_is_asked(cast, arguments):
    add_question(cast.course, kind="text", text="which SHIFT?", by=cast.officer, now=NOW)


def question_is_reworded(cast, arguments):
    found = BookingQuestion.objects.get(**arguments)
    words = {"text": "Which office are you in?", "hint": "", "is_required": True}
    change_question(found, **words, by=cast.officer, now=NOW)


def question_ends(cast, arguments):
    end_question(BookingQuestion.objects.get(**arguments), by=cast.officer, now=NOW)


POSTS = {
    "training:event_materials": Post(
        by="trainer",
        values=a_file,
        again="“Handout” is added already.",
        meanwhile=same_file_is_added,
        late="“Handout” is here already, with this very file.",
    ),
    "training:course_materials": Post(
        by="officer",
        values=a_link,
        again="“Guidance” is added already.",
        meanwhile=same_link_is_added,
        late="“Guidance” is here already, with this very link.",
    ),
    "training:material": Post(
        by="trainer",
        arguments=of_slides,
        values=lambda cast: {"title": "Slides of the day"},
        again="The material is saved.",
        meanwhile=is_renamed,
        late="Somebody else changed this material while you were editing it",
    ),
    "training:material (gone)": Post(
        by="officer",
        arguments=of_slides,
        values=lambda cast: {"title": "Slides of the day"},
        again="The material is saved.",
        meanwhile=is_removed,
        late=GONE,
        same_form=True,
    ),
    "training:material_up": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=second,
        at=materials_of_the_event,
        again="“Second” has been moved since you opened this page.",
        meanwhile=is_moved,
        late="“Second” has been moved since you opened this page.",
    ),
    "training:material_remove": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=of_slides,
        again=GONE,
        meanwhile=is_removed,
        late=GONE,
    ),
    "training:questions": Post(
        by="officer",
        values=lambda cast: {"kind": "text", "text": "Which shift?"},
        needs=("text",),
        again="The question is asked already.",
        meanwhile=same_question_is_asked,
        late="This course asks this question already.",
    ),
    "training:question": Post(
        by="officer",
        arguments=asked,
        values=lambda cast: {"text": "Which office, and where?"},
        again="The question is saved.",
        meanwhile=question_is_reworded,
        late="Somebody else changed this booking question while you were editing it",
    ),
    "training:question (ended)": Post(
        by="officer",
        arguments=asked,
        values=lambda cast: {"text": "Which office, and where?"},
        again="The question is saved.",
        meanwhile=question_ends,
        late="This question is no longer asked. Add a new one.",
        same_form=True,
    ),
    "training:question_end": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=asked,
        at=lambda cast, arguments: reverse("training:questions", args=[cast.course.code]),
        again="This question was ended already.",
        meanwhile=question_ends,
        late="This question was ended already.",
    ),
}

"""The questionnaires that come with the product, version 1 of each stage."""

from datetime import UTC, datetime

from django.db import migrations

# Before any event whose answers an installation may bring along.
PUBLISHED = datetime(2015, 1, 1, tzinfo=UTC)

CONFIDENT = ["Not at all confident", "Slightly confident", "Fairly confident", "Confident", "Very confident"]
AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
NO_NAMES = "Please do not name or describe a child, a family or a colleague so that they could be recognised."

# name, kind, level, text, hint, options, required
SHIPPED = {
    "before": [
        ("confidence", "confidence", "knowledge", "How confident are you today that you can do each of these?",
         "There is no right answer: we ask again afterwards to see whether the course helped.", CONFIDENT, True),
        ("contact", "choice", "", "How often does your work bring you to this subject?", "",
         ["Every week", "Every month", "A few times a year", "Rarely or never"], True),
        ("need", "text", "", "What do you most need from this course?",
         f"For example a situation you find hard. {NO_NAMES}", [], False),
    ],
    "after": [
        ("confidence", "confidence", "knowledge", "How confident are you now that you can do each of these?", "", CONFIDENT, True),
        ("relevance", "scale", "reaction", "The course was relevant to my work", "", AGREE, True),
        ("delivery", "scale", "reaction", "The trainers explained things clearly and left room for questions", "", AGREE, True),
        ("together", "scale", "attitude", "Learning with other agencies changed how I see my own part and theirs", "", AGREE, True),
        ("venue", "scale", "reaction", "The venue, or the online room, suited the event", "", AGREE, True),
        ("differently", "text", "behaviour", "What will you do differently?",
         f"One thing is enough. {NO_NAMES}", [], True),
        ("better", "text", "reaction", "What would have made the course better?", NO_NAMES, [], False),
    ],
    "follow_up": [
        ("confidence", "confidence", "knowledge", "How confident are you today that you can do each of these?", "", CONFIDENT, True),
        ("did", "choice", "behaviour", "Have you done what you meant to do differently?", "",
         ["Yes, and it has become a habit", "Yes, at least once", "Not yet, but I still mean to", "No"], True),
        ("example", "text", "behaviour", "What did you do differently?",
         f"One example, in a sentence or two. {NO_NAMES}", [], False),
        ("difference", "choice", "benefit", "Has this made a difference for a child or a family?", "",
         ["Yes, a clear difference", "Yes, some difference", "Too early to say", "No", "I do not work directly with families"], True),
        ("team", "choice", "organisation", "Has your team or agency changed how it works because of the course?", "",
         ["Yes", "It is being discussed", "No", "I do not know"], True),
        ("barrier", "choice", "organisation", "What has most stood in the way?", "",
         ["Nothing", "No occasion to use it yet", "Not enough time", "Little support from my manager or team",
          "Other agencies work differently", "Procedures, forms or systems", "Something else"], True),
        ("effect", "text", "benefit", "What difference did it make?",
         f"What was better for the child or family afterwards? {NO_NAMES}", [], False),
    ],
    "manager": [
        ("practice", "scale", "behaviour", "Since the course their practice has changed for the better", "", AGREE, True),
        ("supervision", "choice", "organisation", "Have you talked about the course with them, in supervision or otherwise?", "",
         ["Yes, more than once", "Yes, once", "Not yet", "No"], True),
        ("team", "choice", "organisation", "Has your team changed how it works because of the course?", "",
         ["Yes", "It is being discussed", "No", "I do not know"], True),
        ("difference", "choice", "benefit", "Have children or families been better served because of it?", "",
         ["Yes, clearly", "Yes, somewhat", "Too early to say", "No", "I cannot tell"], True),
        ("changed", "text", "behaviour", "What have you seen change?",
         f"One example, in a sentence or two. {NO_NAMES}", [], False),
    ],
}  # fmt: skip
FIELDS = ["name", "kind", "level", "text", "hint", "options", "is_required"]


def install(apps, schema_editor=None):
    """Writes version 1 of every stage that has no questionnaire at all."""
    questionnaires = apps.get_model("evaluations", "Questionnaire").objects
    questions = apps.get_model("evaluations", "Question")
    for stage, asked in SHIPPED.items():
        if questionnaires.filter(stage=stage).exists():
            continue
        questionnaire = questionnaires.create(stage=stage, version=1)
        questions.objects.bulk_create(
            questions(questionnaire=questionnaire, position=position, **dict(zip(FIELDS, facts, strict=True)))
            for position, facts in enumerate(asked, 1)
        )
        questionnaires.filter(pk=questionnaire.pk).update(published_at=PUBLISHED)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

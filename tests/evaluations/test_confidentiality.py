"""Nothing but the table of keys ties an answer to a person."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from evaluations import invitations
from evaluations.models import Answer, Invitation, MatchKey, Response, Stage
from tests.cast import NOW
from tests.evaluations.conftest import answer

# Stands for a person, or for a moment at which one did something.
TELLING = (models.DateField, models.DateTimeField, models.AutoField)
MAY_NAME_THE_KEYS = {
    "evaluations/keys.py",
    "evaluations/models/match_key.py",
    "evaluations/models/__init__.py",
}


@pytest.mark.parametrize("model", [Response, Answer])
def test_a_response_has_no_moment_and_no_counting_number(model):
    assert not [field.name for field in model._meta.concrete_fields if isinstance(field, TELLING)]
    assert isinstance(model._meta.pk, models.UUIDField)


def points_to(model):
    return {field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation}


def test_a_response_points_at_nobody():
    assert points_to(Response) == {"training.Event", "evaluations.Questionnaire"}
    assert points_to(Answer) == {"evaluations.Response", "evaluations.Question", "training.LearningOutcome"}


def test_nothing_else_points_at_a_response_or_keeps_its_key():
    pointing = {
        field.model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in {Response, MatchKey}
    }
    assert pointing == {"evaluations.Answer"}


def test_an_invitation_knows_that_it_was_answered_but_not_when():
    moments = {f.name for f in Invitation._meta.concrete_fields if isinstance(f, models.DateTimeField)}
    assert moments == {"opens_at", "closes_at", "remind_at"}


def test_only_one_module_reads_the_keys():
    apps_folders = ["evaluations", "certificates", "reports", "finance", "bookings", "config", "demo"]
    naming = {
        str(path.relative_to(settings.BASE_DIR))
        for folder in apps_folders
        for path in Path(settings.BASE_DIR, folder).rglob("*.py")
        if "migrations" not in path.parts and "MatchKey" in path.read_text()
    }
    assert naming == MAY_NAME_THE_KEYS


def test_the_order_of_responses_is_not_the_order_of_answering(class_of):
    bookings = class_of(12)
    told = []
    for booking in bookings:
        answer(booking)
        told += [r.pk for r in Response.objects.all() if r.pk not in told]
    assert list(Response.objects.values_list("pk", flat=True)) != told  # 1 in 479 million


def test_without_the_keys_nothing_is_shared_between_bookings_and_answers(class_of):
    for booking in class_of(3):
        answer(booking)
    keys = set(MatchKey.objects.values_list("key", flat=True))
    assert set(Response.objects.values_list("key", flat=True)) == keys
    MatchKey.objects.all().delete()
    values = {str(v) for row in Invitation.objects.values() for v in row.values()}
    values |= {
        str(v)
        for booking in Invitation.objects.values("booking__code", "booking__person__code")
        for v in booking.values()
    }
    about_answers = {str(v) for row in Response.objects.values("id", "key") for v in row.values()}
    assert not values & about_answers


def test_one_person_answers_every_stage_under_one_key(attended):
    answer(attended)
    months_later = NOW.replace(month=8, day=30)
    invitations.open_due(months_later)
    answer(attended, Stage.FOLLOW_UP, now=months_later)
    answer(attended, Stage.MANAGER, now=months_later)
    assert Response.objects.count() == 3
    assert Response.objects.values("key").distinct().count() == 1


def test_two_people_have_two_keys(class_of):
    for booking in class_of(2):
        answer(booking)
    assert Response.objects.values("key").distinct().count() == 2

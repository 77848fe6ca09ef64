"""What correspondence, evaluations and certificates take."""

from datetime import timedelta

from django.urls import reverse

from certificates import revoking
from correspondence.models import Message
from evaluations import responses
from evaluations.models import Invitation
from tests.bad_input.post import Kind, Post
from tests.cast import NOW
from tests.doors.examples import once
from tests.doors.examples_certificates import certificate_of_the_nurse
from tests.doors.examples_correspondence import message_to_the_nurse
from tests.doors.examples_evaluations import asked as ask
from tests.evaluations.conftest import answers_of

WORDS = "I want to ask the child first."


@once
def asked(cast) -> dict:
    return ask(cast)


def invitation(cast) -> Invitation:
    asked(cast)
    return Invitation.objects.with_questions().get(booking=cast.booking, stage="before")


def answers(cast) -> dict:
    return answers_of(invitation(cast), words=WORDS)


def is_answered(cast, arguments):
    found = invitation(cast)
    responses.answer(found, answers_of(found), now=NOW)


def has_closed(cast, arguments):
    moments = {"opens_at": NOW - timedelta(days=9), "closes_at": NOW - timedelta(days=1)}
    Invitation.objects.filter(pk=invitation(cast).pk).update(**moments)


def is_sent_again(cast, arguments):
    Message.objects.get(**arguments).retry(by=cast.officer, now=NOW)


def is_revoked(cast, arguments):
    revoking.revoke(certificate_of_the_nurse(cast), by=cast.officer, reason="Wrong person", now=NOW)


POSTS = {
    "correspondence:retry": Post(
        by="officer",
        kind=Kind.BUTTON,
        at=lambda cast, arguments: reverse("correspondence:message", kwargs=message_to_the_nurse(cast)),
        again="This message is being sent again already.",
        meanwhile=is_sent_again,
        late="This message is being sent again already.",
    ),
    "evaluations:form": Post(
        by=None,
        arguments=asked,
        values=answers,
        again="Thank you",
        meanwhile=is_answered,
        late="Thank you",
    ),
    "evaluations:form (closed)": Post(
        by=None,
        arguments=asked,
        values=answers,
        again="Thank you",
        meanwhile=has_closed,
        late="closed",
        same_form=True,
    ),
    "certificates:revoke": Post(
        by="officer",
        values=lambda cast: {"reason": "The register was wrong"},
        again="This certificate has been revoked already.",
        meanwhile=is_revoked,
        late="This certificate has been revoked already.",
    ),
}

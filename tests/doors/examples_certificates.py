"""Objects for the access test of certificates; see examples.py."""

from certificates.models import Certificate
from tests.cast import NOW
from tests.doors.examples import once


@once
def certificate_of_the_nurse(cast) -> Certificate:
    return Certificate.objects.create(
        booking=cast.booking,
        issued_at=NOW,
        holder_name=cast.nurse.name,
        holder_initials=cast.nurse.initials,
        course_title=cast.course.title,
        level="Level 3",
        days=["2026-05-22"],
        minutes=60,
        participatory_minutes=0,
        outcomes=[],
        board_name=cast.board.name,
    )


def code(cast):
    return {"code": certificate_of_the_nurse(cast).code}


EXAMPLES = {
    "certificates:certificate": code,
    "certificates:pdf": code,
    "certificates:revoke": code,
    "certificates:download": lambda cast: {"token": certificate_of_the_nurse(cast).token},
    "certificates:verify": lambda cast: {"reference": certificate_of_the_nurse(cast).reference},
}
SEEN_BY = {"certificates:pdf": {"nurse", "officer"}}

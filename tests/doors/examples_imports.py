"""Objects for the access test of imports; see examples.py."""

from imports.models import Import, State
from tests.cast import NOW
from tests.doors.examples import once


@once
def checked_file(cast) -> Import:
    found = Import.objects.create(
        kind="agencies",
        state=State.CHECKED,
        file_name="agencies.csv",
        file_kind="csv",
        content=b"Name,Sector\nOak Primary School,School\n",
        by=cast.officer,
        at=NOW,
        rows_total=1,
        counts={"new": 0, "changed": 0, "unchanged": 1, "wrong": 0},
    )
    found.rows.create(line=2, verdict="unchanged", title="Oak Primary School")
    return found


def code(cast):
    return {"code": checked_file(cast).code}


EXAMPLES = {
    "imports:new": lambda cast: {"kind": "people"},
    "imports:template": lambda cast: {"kind": "people", "format": "xlsx"},
    "imports:import": code,
    "imports:rows": code,
    "imports:confirm": code,
    "imports:discard": code,
}
SEEN_BY: dict = {}

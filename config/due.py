"""Everything that falls due, in the order in which the worker does it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bookings import (
    absences,
    approvals,
    deciding,
    explaining,
    holding,
    releasing,
    reminders,
    replies,
    waiting,
)
from bookings.registers import chasing, notes, online
from certificates import issuing, revoking
from correspondence.sending import send_due
from evaluations import invitations
from finance import crediting
from imports.working import work_due
from training import inviting

Job = tuple[str, Callable[[datetime], int]]


def jobs(go_on: Callable[[], bool] = lambda: True) -> list[Job]:
    """Names and functions; each function takes `now`, does what is due and says how many rows it moved. All may run twice, or a day late.

    Places come free before they are offered again, and messages come last, so that what the others write leaves in the same
    round; `go_on` lets them stop between two.
    """
    return [
        ("approvals that lapse", approvals.lapse_due),
        ("reminders of approvals", approvals.remind_due),
        ("offers that lapse", waiting.lapse_due),
        ("held places that lapse", holding.lapse_due),
        ("held places to be named", holding.warn_due),
        ("allocations to release", releasing.release_due),
        ("places to offer", waiting.offer_due),
        ("events to decide", deciding.decide_due),
        ("trainers who did not answer", inviting.lapse_due),
        ("reminders of trainers asked", inviting.remind_due),
        ("reminders of events", reminders.remind_due),
        ("registers to chase", chasing.chase_due),
        ("absences that reach the limit", absences.count_due),
        ("absences to be explained", explaining.ask_due),
        ("sensitive answers to forget", replies.forget_due),
        ("reasons for absence to forget", explaining.forget_due),
        ("notes of registers to forget", notes.forget_due),
        ("attendance files to forget", online.forget_due),
        ("evaluations to open", invitations.open_due),
        ("reminders of evaluations", invitations.remind_due),
        ("certificates no longer earned", revoking.revoke_due),
        ("certificates", issuing.issue_due),
        ("charges to credit", crediting.credit_due),
        ("spreadsheets to check and import", partial(work_due, go_on=go_on)),
        ("messages", partial(send_due, go_on=go_on)),
    ]

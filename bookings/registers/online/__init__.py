"""The attendance file of an online meeting: read, matched with the register, shown, and then marked all at once or not at all."""

from bookings.registers.online.applying import NOTHING_NEW, Answer, apply, discard
from bookings.registers.online.keeping import change, forget_due, keep
from bookings.registers.online.proposing import Proposal, propose
from bookings.registers.online.reading import read

__all__ = [
    "NOTHING_NEW",
    "Answer",
    "Proposal",
    "apply",
    "change",
    "discard",
    "forget_due",
    "keep",
    "propose",
    "read",
]

from datetime import datetime

from django.db import transaction

from accounts.models import Board, Person
from accounts.trail import record
from lib.changes import between


def save_board(board: Board, *, by: Person | None, now: datetime) -> Board:
    """Writes the Board's settings and, in the trail, each one that changed. `board` is the one row (pk 1) with its new values."""
    with transaction.atomic():
        # Two administrators saving at once come one after the other, so that the trail reads from what really was.
        before = Board.objects.select_for_update().filter(pk=1).first()
        changes = between(before, board)
        if before and not changes:
            return board
        board.pk = 1
        board.save(force_insert=before is None)
        record(by, "board.changed" if before else "board.set_up", board, changes, now=now)
    return board

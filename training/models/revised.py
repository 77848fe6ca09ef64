from django.db import models

from lib.errors import TooLate


class Revised(models.Model):
    """A row that officers edit on screen: it counts its changes, so that nobody overwrites what they have not seen."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def lock(self, seen: int | None = None) -> None:
        """Takes the row for the rest of the transaction, and reads it anew.

        `seen` is the revision that the page showed (None: whatever it is now). Raises TooLate if it has moved on.
        """
        try:
            self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())
        except type(self).DoesNotExist:
            raise TooLate(f"Somebody else has thrown this {self._meta.verbose_name} away.") from None
        self.refuse_unseen(seen)

    def refuse_unseen(self, seen: int | None) -> None:
        """Raises TooLate if the row has moved on from the revision `seen`."""
        if seen is not None and seen != self.revision:
            raise TooLate(
                f"Somebody else changed this {self._meta.verbose_name} while you were editing it, so nothing was saved. "
                "Open it again to see their changes, and then make yours."
            )

    def count_change(self) -> None:
        """One revision more; `save` follows."""
        self.revision += 1

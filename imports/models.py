from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import Person
from accounts.trail import record
from lib.codes import new_code
from lib.errors import TooLate
from lib.fields import CodeField

LEASE = timedelta(minutes=1)  # a beat comes every few hundred rows
MOST_ATTEMPTS = 5


class State(models.TextChoices):
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    FAILED = "failed", "Could not be read"
    IMPORTING = "importing", "Being imported"
    DONE = "done", "Imported"
    DISCARDED = "discarded", "Discarded"


COLOURS: dict[str, str] = {State.DONE: "green", State.FAILED: "red", State.DISCARDED: "grey"}
BY_THE_WORKER = [State.CHECKING, State.IMPORTING]


class Verdict(models.TextChoices):
    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    WRONG = "wrong", "Wrong"


class ImportQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Those who may import see what the others imported."""
        return self if person.is_a("officer", "admin") else self.none()

    def without_content(self):
        return self.defer("content")

    def due(self, now: datetime):
        """What a worker may take up: not in another worker's hands, or in those of one that no longer beats."""
        free = self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state__in=BY_THE_WORKER)
        return free.filter(attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def give_up_killers(self, now: datetime) -> int:
        """Gives up files with which a worker died at every try; how many they were."""
        free = self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state__in=BY_THE_WORKER)
        says = "The worker stopped at every try. Split the file into smaller ones and import each."
        return free.filter(attempts__gte=MOST_ATTEMPTS).update(
            state=State.FAILED, problems=[says], lease="", leased_until=None
        )

    def held(self, found: "Import"):
        """The row, if it is still in this worker's hands."""
        return self.filter(pk=found.pk, lease=found.lease, state=found.state).exclude(lease="")


class Import(models.Model):
    """A spreadsheet that somebody handed in: checked row by row, then imported as a whole or not at all."""

    code = CodeField()
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=4)
    content = models.BinaryField(help_text="Emptied once it is imported or discarded")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list, help_text="Why the file as a whole could not be read")
    rows_total = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="Verdict to number of rows")
    lease = models.CharField(max_length=12, blank=True, help_text="Which worker has it in hand")
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False, confirmed_by__isnull=False),
                name="somebody asked for what was imported",
            ),
        ]

    def __str__(self):
        return self.file_name

    def take(self, *, now: datetime) -> bool:
        """Takes the file for this worker; False when another was faster."""
        token = new_code()
        mine = Import.objects.due(now).filter(pk=self.pk, state=self.state)
        if not mine.update(lease=token, leased_until=now + LEASE, attempts=F("attempts") + 1):
            return False
        self.lease = token
        return True

    def beat(self, *, now: datetime, **facts) -> bool:
        """Goes on holding it and writes how far it is; False when it was taken for dead and another worker has it."""
        return bool(Import.objects.held(self).update(leased_until=now + LEASE, **facts))

    def let_go(self, state: str, **facts) -> bool:
        """Puts it into another worker's reach, or ends the work; False when it was not in this worker's hands."""
        facts |= {"state": state, "lease": "", "leased_until": None, "attempts": 0}
        return bool(Import.objects.held(self).update(**facts))

    def confirm(self, *, by: Person, now: datetime) -> None:
        """Asks the worker to import all rows. Raises TooLate when a row is wrong or somebody asked already."""
        with transaction.atomic():
            right = Import.objects.filter(pk=self.pk, state=State.CHECKED, counts__wrong=0)
            if not right.update(state=State.IMPORTING, confirmed_by=by, problems=[]):
                raise TooLate("This file cannot be imported now. Look at it as it is.")
            record(by, "import.confirmed", self, {"state": [State.CHECKED, State.IMPORTING]}, now=now)

    def discard(self, *, by: Person, now: datetime) -> None:
        """Throws away the file and what was found in it. Raises TooLate once it is being imported."""
        with transaction.atomic():
            idle = Import.objects.filter(pk=self.pk, state__in=[State.CHECKED, State.FAILED])
            if not idle.update(state=State.DISCARDED, content=b""):
                raise TooLate("This file cannot be discarded now. Look at it as it is.")
            self.rows.all().delete()
            record(by, "import.discarded", self, {"state": [self.state, State.DISCARDED]}, now=now)

    @property
    def can_be_imported(self) -> bool:
        return self.state == State.CHECKED and not self.counts.get("wrong") and self.rows_total > 0

    @property
    def has_news(self) -> bool:
        """Something would change."""
        return bool(self.counts.get("new") or self.counts.get("changed"))

    @property
    def can_be_discarded(self) -> bool:
        return self.state in (State.CHECKED, State.FAILED)

    @property
    def is_being_worked_on(self) -> bool:
        return self.state in BY_THE_WORKER

    @property
    def is_being_checked(self) -> bool:
        return self.state == State.CHECKING

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def colour(self) -> str:
        return COLOURS.get(self.state, "blue")


class ImportRow(models.Model):
    """The fate of one row: what importing it will do, or every reason why it cannot be imported."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=9, choices=Verdict)
    title = models.CharField(max_length=300)
    says = models.JSONField(default=list)

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["of", "line"], name="one fate per line")]

    def __str__(self):
        return f"{self.line} {self.verdict}"

    @property
    def is_wrong(self) -> bool:
        return self.verdict == Verdict.WRONG

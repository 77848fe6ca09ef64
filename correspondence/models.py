import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from accounts.trail import record
from lib.errors import TooLate
from lib.fields import CodeField
from lib.links import TOKEN

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8

HIDDEN = "(only the reader sees this link)"


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    GAVE_UP = "gave_up", "Gave up"


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, gave_up_at=None)

    def sent(self):
        return self.exclude(sent_at=None)

    def matching(self, q: str = "", state: str = ""):
        """Messages whose address or subject contains every word, in this state. A secret subject is not searched."""
        found = getattr(self, state)() if state in State.values else self
        for word in q.split()[:6]:
            found = found.filter(Q(to__icontains=word) | Q(subject__icontains=word, is_secret=False))
        return found

    def due(self, now: datetime):
        """Messages to send now: not sent, not given up, and not in another worker's hands."""
        return self._free(now).filter(due_at__lte=now, attempts__lt=MOST_ATTEMPTS)

    def _free(self, now: datetime):
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=now))

    def give_up_killers(self, now: datetime) -> int:
        """Gives up messages with which a worker died at every try, so that nothing could be written down; how many they were."""
        killers = self._free(now).filter(attempts__gte=MOST_ATTEMPTS)
        return killers.update(gave_up_at=now, leased_until=None, last_error="The worker stopped at every try")

    def gave_up(self):
        return self.exclude(gave_up_at=None)

    def to_person(self, person):
        return self.filter(person=person)

    def visible_to(self, person):
        """Everybody sees what was sent to them; officers and administrators see all."""
        if person.is_a("officer", "admin"):
            return self
        return self.filter(person=person)


class Message(models.Model):
    """One e-mail, written in the transaction of its cause and sent later by the worker."""

    code = CodeField()
    key = models.CharField(
        max_length=120, unique=True, help_text="One per cause: the same cause never writes twice"
    )
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    to = models.EmailField()
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    is_secret = models.BooleanField(
        default=False, help_text="Carries a code or a link to sign in with: only the reader sees it"
    )
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, gave_up_at=None), name="messages_to_send"
            ),
            models.Index(fields=["person", "-created_at"], name="messages_of_a_person"),
            models.Index(fields=["-created_at", "-id"], name="messages_newest_first"),
        ]

    def __str__(self):
        return self.subject

    @property
    def state(self) -> State:
        return State.SENT if self.sent_at else State.GAVE_UP if self.gave_up_at else State.WAITING

    @property
    def state_colour(self) -> str:
        return {State.SENT: "green", State.WAITING: "yellow", State.GAVE_UP: "red"}[self.state]

    def subject_for(self, reader) -> str:
        """The subject, unless it carries a code that is meant for somebody else."""
        return (
            self.subject
            if reader.pk == self.person_id or not self.is_secret
            else "A message about signing in"
        )

    def text_for(self, reader) -> str:
        """The words; to anybody but the person written to without what lets one act for them."""
        if reader.pk == self.person_id:
            return self.text
        if self.is_secret:
            return "This message carries a code or a link to sign in with. Only the person it was sent to can read it."
        # Whoever has a signed link may act for the reader.
        return re.sub(rf"\S*{TOKEN}\S*", HIDDEN, self.text)

    def retry(self, *, by, now: datetime) -> None:
        """Gives a message that was given up eight attempts more. Raises TooLate when it is not given up any more."""
        with transaction.atomic():
            moved = Message.objects.gave_up().filter(pk=self.pk)
            if not moved.update(gave_up_at=None, attempts=0, due_at=now, leased_until=None):
                raise TooLate("This message is being sent again already.")
            record(by, "message.retried", self, {"state": [State.GAVE_UP, State.WAITING]}, now=now)

    def lease(self, *, now: datetime) -> bool:
        """Takes the message for this worker; False when another was faster."""
        return bool(
            Message.objects.due(now)
            .filter(pk=self.pk)
            .update(leased_until=now + LEASE, attempts=F("attempts") + 1)
        )

    def sent(self, *, now: datetime) -> None:
        Message.objects.filter(pk=self.pk).update(
            sent_at=now, leased_until=None, last_error="", gave_up_at=None
        )

    def failed(self, error: str, *, now: datetime) -> None:
        """Tries again after 1, 2, 4 … minutes, at most eight times."""
        tried = self.attempts + 1
        again = now + timedelta(minutes=2 ** (tried - 1))
        Message.objects.filter(pk=self.pk).update(
            last_error=error[:200],
            leased_until=None,
            due_at=again,
            gave_up_at=now if tried >= MOST_ATTEMPTS else None,
        )

"""What must always hold in the outbox; each check gives a sentence for every breach, with codes and never names or addresses."""

from collections.abc import Iterator

from django.db.models import F, Q

from correspondence.models import Message


def breaches() -> Iterator[str]:
    for check in CHECKS:
        yield from check()


def a_message_has_one_end() -> Iterator[str]:
    for code in Message.objects.exclude(sent_at=None).exclude(gave_up_at=None).values_list("code", flat=True):
        yield f"Message {code} was sent and given up."


def nothing_leaves_before_it_is_written() -> Iterator[str]:
    for code in Message.objects.filter(sent_at__lt=F("created_at")).values_list("code", flat=True):
        yield f"Message {code} was sent before it was written."


def messages_go_to_their_reader() -> Iterator[str]:
    """A message to a person that was never given an address cannot have been addressed."""
    for code in Message.objects.filter(Q(to="") | Q(person__email=None, person__isnull=False)).values_list(
        "code", flat=True
    ):
        yield f"Message {code} is addressed to nobody."


CHECKS = [
    a_message_has_one_end,
    nothing_leaves_before_it_is_written,
    messages_go_to_their_reader,
]

from correspondence.models import Message
from correspondence.outbox import queue_rendered
from tests.cast import NOW


def _message(cast) -> dict:
    queue_rendered(kind="test", to="somebody@demo.example", subject="Hello", text="Hello", now=NOW)
    return {"code": Message.objects.get(to="somebody@demo.example").code}


EXAMPLES = {"demo:mail": _message}
SEEN_BY: dict = {}

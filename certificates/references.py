import re
import secrets

from lib.codes import ALPHABET

LETTERS, GROUP = 12, 4


def new_reference() -> str:
    """An unguessable reference that can be read over the telephone: 7KQP-X3MB-RD94, about 57 bits."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)))


def read(text: str) -> str | None:
    """The reference a person typed, in its proper form, or None when it cannot be one. Case, spaces and dashes do not matter."""
    letters = re.sub(r"[\s\-–—._]", "", text).upper()
    return _grouped(letters) if len(letters) == LETTERS and set(letters) <= set(ALPHABET) else None


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))

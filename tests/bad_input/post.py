"""What the tables are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Kind(Enum):
    FORM = "a form with fields"
    BUTTON = "a single confirming button"
    BULK = "a choice of many"


@dataclass(frozen=True)
class File:
    """A file that is chosen for a field."""

    name: str
    content: bytes


def nothing(cast) -> dict:
    return {}


def nobody(cast, arguments: dict) -> None:
    """Nothing happens between page and press."""


@dataclass(frozen=True)
class Post:
    """One form, button or bulk choice.

    `by` is who presses it (None: somebody who is not signed in); `values` what they type, over what the page holds already.
    `again` is what the second of two presses says; `meanwhile` is what somebody else does between page and press, and `late` what the
    press then says. `arguments` are those of the address, where the example of tests/doors will not do; `at` is the address of the page
    that the form stands on, where it is another; `press` the (name, value) of its button, where the page has several.
    """

    by: str | None
    kind: Kind = Kind.FORM
    values: Callable[[Any], dict] = nothing
    again: str = ""
    meanwhile: Callable[[Any, dict], Any] = nobody
    late: str = ""
    arguments: Callable[[Any], dict] | None = None
    at: Callable[[Any, dict], str] | None = None
    press: tuple[str, str] | None = None
    hidden: dict[str, str] = field(default_factory=dict)
    """What the form carries, where a page has several that look alike."""
    prepare: Callable[[Any, Any], None] | None = None
    """What has to be done in this browser before the page opens (cast, client)."""
    foreign: Callable[[Any], dict] = nothing
    """{field: the key of an object that this person may not choose}."""
    after: str = ""
    """The entry whose answer is the page with this form."""
    needs: tuple[str, ...] = ()
    """Fields that must be answered because of what the example answers to others."""
    formal: tuple[str, ...] = ()
    """Texts that must have a certain form: not every word will do."""
    writes: bool = True
    """Whether anything is kept when it is taken; the first of two steps, and signing out, keep nothing."""
    same_form: bool = False
    """Stands for a form that another entry stands for, only to tell something else that may happen meanwhile."""
    exempt: dict[str, str] = field(default_factory=dict)
    """{rule: why it cannot apply}."""

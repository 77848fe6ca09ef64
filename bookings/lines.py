"""Who is to be booked, as somebody ticked, pasted or listed them: lines, before anybody looks who they are."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Person
from lib.sheets import rows_of
from lib.uploads import Uploaded

MOST = 200
HEADINGS = {
    "email": {"email", "e-mail", "email address", "e-mail address"},
    "first_name": {"first name", "first_name", "forename", "given name"},
    "last_name": {"last name", "last_name", "surname", "family name"},
    "post": {"post", "job", "job title", "role"},
}
TEMPLATE = ["Email", "First name", "Last name", "Post"]
LONGEST = {"email": 254, "first_name": 100, "last_name": 100, "post": 120}
ADDRESS = re.compile(r"^(?P<name>[^<>]*?)\s*<?(?P<email>[^<>\s]+@[^<>\s]+)>?$")
LAST_FIRST = re.compile(r'"([^",\n]*),\s*([^"\n]*)"')


@dataclass(frozen=True)
class Line:
    """`code` is that of a person who was ticked; `shown` what the preview said would become of it."""

    email: str = ""
    first_name: str = ""
    last_name: str = ""
    post: str = ""
    code: str = ""
    shown: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def is_complete(self) -> bool:
        """Enough to add them as somebody new."""
        return bool(self.first_name and self.last_name and self.post)

    @property
    def same(self) -> str:
        """What two lines about one person share."""
        return self.email or self.code or f"{self.first_name} {self.last_name}".lower()


def ticked(people: Iterable[Person]) -> list[Line]:
    return [
        Line(person.email or "", person.first_name, person.last_name, code=person.code) for person in people
    ]


def pasted(text: str) -> list[Line]:
    """Addresses divided by commas, semicolons or lines, each alone or as `Name <address>`. Raises ValidationError."""
    parts = re.split(r"[,;\n]", LAST_FIRST.sub(r"\2 \1", text).replace('"', ""))
    return [_address(part.strip()) for part in parts if part.strip()]


def _address(part: str) -> Line:
    found = ADDRESS.match(part)
    if not found or not _is_address(found["email"]):
        raise ValidationError(f"“{part[:80]}” is not an email address, like name@example.org")
    first, _, last = found["name"].strip().rpartition(" ")
    if not first:
        first, last = last, ""
    return Line(found["email"].lower(), first[:100], last[:100])


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST["email"]


def listed(file: Uploaded) -> list[Line]:
    """The rows of a spreadsheet; a row has an address, or at least a name and a post. Raises ValidationError."""
    lines = [Line(**row) for row in rows_of(file, HEADINGS, most=MOST)]
    for number, line in enumerate(lines, 2):
        if wrong := _wrong(line):
            raise ValidationError(f"Row {number} of the file: {wrong}")
    return [Line(**asdict(line) | {"email": line.email.lower()}) for line in lines]


def _wrong(line: Line) -> str:
    if line.email and not _is_address(line.email):
        return f"“{line.email[:80]}” is not an email address, like name@example.org"
    if not line.email and not line.is_complete:
        return "without an email address it must have a first name, a last name and a post"
    too_long = [name for name, most in LONGEST.items() if len(getattr(line, name)) > most]
    return (
        f"the {too_long[0].replace('_', ' ')} must be {LONGEST[too_long[0]]} characters or fewer"
        if too_long
        else ""
    )


def each_once(lines: Iterable[Line]) -> list[Line]:
    return list({line.same: line for line in reversed(list(lines))}.values())[::-1]


def seal(lines: Iterable[Line], purpose: str) -> str:
    """The lines as a signed text for a hidden field: nobody changes what was previewed."""
    return signing.dumps([asdict(line) for line in lines], salt=f"lines:{purpose}", compress=True)


def unseal(text: str, purpose: str) -> list[Line] | None:
    """None when it was changed or belongs to something else."""
    try:
        return [Line(**facts) for facts in signing.loads(text, salt=f"lines:{purpose}")]
    except (signing.BadSignature, TypeError):
        return None

"""Files that people hand in: which kinds are taken, how large they may be, and how they are handed out again.

They are kept in the database, like the invoices: one backup holds everything, and a file is never served past the page that guards it.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
OFFICE = "application/vnd.openxmlformats-officedocument"


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _office(part: str) -> Callable[[bytes], bool]:
    """An Office file is a ZIP that holds this part. Macros make another kind of file, which is not taken."""

    def check(content: bytes) -> bool:
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False
        return part in names and not any(name.endswith("vbaProject.bin") for name in names)

    return check


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


# ending: (what a browser is told, how the content is recognised)
KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "docx": (f"{OFFICE}.wordprocessingml.document", _office("word/document.xml")),
    "pptx": (f"{OFFICE}.presentationml.presentation", _office("ppt/presentation.xml")),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", _office("xl/workbook.xml")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "txt": ("text/plain; charset=utf-8", _is_text),
    "csv": ("text/csv; charset=utf-8", _is_text),
}
SAME = {"jpeg": "jpg"}
DOCUMENTS = ("pdf", "docx", "pptx", "xlsx", "png", "jpg", "txt")
EVIDENCE = ("pdf", "docx", "png", "jpg")
SPREADSHEETS = ("xlsx", "csv")


@dataclass(frozen=True)
class Uploaded:
    """What an `Upload` field gives: a name fit to be shown, one of KINDS, and the bytes."""

    name: str
    kind: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


class Upload(forms.FileField):
    """A file of one of these `kinds` (endings of KINDS) of at most `megabytes`; an Uploaded comes out, or None.

    The content must be what the ending says. Refused with a sentence: another kind, an empty file, one that is too large.
    """

    def __init__(self, *, kinds: tuple[str, ...], megabytes: int = 10, **kwargs):
        self.kinds, self.megabytes = kinds, megabytes
        super().__init__(**{"max_length": 255} | kwargs)

    def widget_attrs(self, widget):
        endings = [*self.kinds, *[other for other, kind in SAME.items() if kind in self.kinds]]
        return {"accept": ",".join(f".{ending}" for ending in endings)}

    def clean(self, value, initial=None) -> Uploaded | None:
        found = super().clean(value, None)
        if not found:
            return None
        if found.size > self.megabytes * MEGABYTE:
            raise ValidationError(f"The file must be {self.megabytes} MB or smaller", code="too_large")
        kind = _ending(found.name)
        if kind not in self.kinds:
            raise ValidationError(f"The file must be one of these: {_listed(self.kinds)}", code="kind")
        content = found.read()
        if not self.fits(kind, content):
            raise ValidationError(
                f"The file is called .{_typed_ending(found.name)}, but its content is something else. Save it anew and choose it again",
                code="content",
            )
        return Uploaded(_shown(found.name), kind, content)

    def fits(self, kind: str, content: bytes) -> bool:
        """Whether the content is what the ending says."""
        return KINDS[kind][1](content)


def _typed_ending(name: str) -> str:
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _ending(name: str) -> str:
    ending = _typed_ending(name)
    return SAME.get(ending, ending)


def _listed(kinds: tuple[str, ...]) -> str:
    names = [kind.upper() for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _shown(name: str) -> str:
    """The last part of a name, without what no file system takes; the ending stays when it is cut."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"


def handed_out(name: str, kind: str, content: bytes) -> HttpResponse:
    """The file as a download: never shown inside the site, so that nothing in it can act there."""
    response = HttpResponse(bytes(content), content_type=KINDS[kind][0])
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

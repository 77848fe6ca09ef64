"""Files that somebody may hand in by mistake, or on purpose."""

from bookings.forms.online import AttendanceFile
from lib.uploads import MEGABYTE, Upload
from tests.bad_input.post import File

# What the content of each kind begins with; a table is nothing but words.
CONTENT = {
    "pdf": b"%PDF-1.7 a certificate",
    "csv": b"Email,First name,Last name,Post\nnia@example.org,Nia,New,Nurse\n",
}
ATTENDANCE = b"Name,Join Time,Leave Time\n<script>alert(1)</script>,22/05/2026 09:30,22/05/2026 16:30\n"
SCRIPT = "<script>alert(1)<&#47;script>'; &quot;onfocus=alert(1) Übung\u202e"


def content_for(field: Upload) -> tuple[str, bytes]:
    """An ending that the field takes, and what such a file holds."""
    if isinstance(field, AttendanceFile):
        return "csv", ATTENDANCE
    return next((kind, content) for kind, content in CONTENT.items() if kind in field.kinds)


def bad_files(field: Upload) -> list[File]:
    """Too large, empty, of a kind that is not taken, not what its ending says."""
    kind, content = content_for(field)
    return [
        File(f"large.{kind}", content + b" " * (field.megabytes * MEGABYTE)),
        File(f"empty.{kind}", b""),
        File("program.exe", b"MZ"),
        File(f"page.{kind}.html", content),
        File("nothing", content),
        File(f"other.{kind}", b"\0MZ a program"),
        File(f"../../.{kind}", content),
        File("macros.docm", b"PK\x03\x04"),
        File("broken.docx" if "docx" in field.kinds else "broken.xlsx", b"PK\x03\x04 no archive"),
    ]


def hostile_file(field: Upload) -> File:
    """A file that is taken, under the worst of names."""
    kind, content = content_for(field)
    return File(f"{SCRIPT}{'x' * 300}.{kind}", content)

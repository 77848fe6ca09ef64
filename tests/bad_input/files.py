"""Files that somebody may hand in by mistake, or on purpose."""

from django.core.files.uploadedfile import SimpleUploadedFile

from lib.uploads import MEGABYTE, Upload

# What the content of each kind begins with; a table is nothing but words.
CONTENT = {
    "pdf": b"%PDF-1.7 a certificate",
    "csv": b"Email,First name,Last name,Post\nnia@example.org,Nia,New,Nurse\n",
}
SCRIPT = "<script>alert(1)<&#47;script>'; &quot;onfocus=alert(1) Übung\u202e"


def _kind(field: Upload) -> str:
    return next(kind for kind in CONTENT if kind in field.kinds)


def bad_files(field: Upload) -> list[SimpleUploadedFile]:
    """Too large, empty, of a kind that is not taken, not what its ending says."""
    kind = _kind(field)
    content = CONTENT[kind]
    return [
        SimpleUploadedFile(f"large.{kind}", content + b" " * (field.megabytes * MEGABYTE)),
        SimpleUploadedFile(f"empty.{kind}", b""),
        SimpleUploadedFile("program.exe", b"MZ"),
        SimpleUploadedFile(f"page.{kind}.html", content),
        SimpleUploadedFile("nothing", content),
        SimpleUploadedFile(f"other.{kind}", b"\0MZ a program"),
    ]


def hostile_file(field: Upload) -> SimpleUploadedFile:
    """A file that is taken, under the worst of names."""
    kind = _kind(field)
    return SimpleUploadedFile(f"{SCRIPT}{'x' * 300}.{kind}", CONTENT[kind])

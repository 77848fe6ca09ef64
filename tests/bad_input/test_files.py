"""The name of a file comes from somebody's computer and may hold anything: it is kept fit to be shown, and the file is only handed out."""

import pytest
from django.urls import reverse

from lib.uploads import LONGEST_NAME
from tests.bad_input.post import File
from tests.bad_input.sitting import Sitting
from tests.bad_input.test_hostile_text import alive
from tests.doors.test_access import undone
from training.models import Material

PDF = b"%PDF-1.7 handout"
ODD = [
    "<script>alert(1)</script>.pdf", 'a"b;c.pdf', "=1+1.pdf", "a\r\nSet-Cookie: x=y.pdf", "a\0b.pdf", "%0d%0a%00.pdf",
    "..\\..\\up.pdf", "../../up.pdf", "r\u00e9sum\u00e9 \U0001f9d1.pdf", "\u202efdp.pdf", "x" * 300 + ".pdf", "{{9091*9091}}.PDF",
]  # fmt: skip


@pytest.mark.parametrize("name", ["training:course_materials", "training:event_materials"])
def test_a_file_with_an_odd_name_is_taken_and_handed_out_unharmed(name, cast):
    for odd in ODD:
        with undone(cast):
            sitting = Sitting(name, cast)
            opened = sitting.open()
            answer = sitting.follow(opened.send(title="Odd", visible="booked", file=File(odd, PDF), link=""))
            made = Material.objects.get(title="Odd")
            handed = sitting.client.get(reverse("training:material_file", args=[made.code]))
            assert (answer.status, alive(answer.html), handed.content) == (200, [], PDF), odd
            assert len(made.file_name) <= LONGEST_NAME
            assert not {"/", "\\", "\0", "\n", "\r"} & set(made.file_name), odd
            assert handed["Content-Disposition"].startswith("attachment"), odd

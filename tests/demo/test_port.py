"""The demo may be started on another port than the last time: what it prints and shows leads to where it is now."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from correspondence.models import Message
from correspondence.outbox import queue_rendered
from tests.cast import NOW


@pytest.fixture(autouse=True)
def on_another_port(settings):
    settings.PUBLIC_URL = "http://localhost:8123"


def test_the_printed_addresses_have_the_port_of_today(nurse):
    out = StringIO()
    call_command("demo_signins", stdout=out)
    assert "http://localhost:8123/accounts/login/" in out.getvalue()
    assert out.getvalue().count("http://") == out.getvalue().count("http://localhost:8123")


def test_the_links_of_an_old_email_lead_to_the_port_of_today(client, nurse):
    queue_rendered(
        kind="test", to=nurse.email, subject="Hello", text="See http://localhost:8000/x/ and ours.", now=NOW
    )
    page = client.get(reverse("demo:mail", args=[Message.objects.get(to=nurse.email).code])).content.decode()
    assert 'href="http://localhost:8123/x/"' in page
    assert "localhost:8000" not in page

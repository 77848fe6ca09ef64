"""One's own certificates, the officer's page, and the public page that checks one."""

import pytest
from django.urls import reverse

from certificates import revoking
from evaluations.models import Invitation
from lib.links import sign
from tests.cast import NOW


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def url(name, *args):
    return reverse(f"certificates:{name}", args=args)


def test_mine_shows_the_certificate_with_its_pdf(certificate, signed_in, nurse):
    page = text(signed_in(nurse).get(url("mine")))
    assert certificate.reference in page
    assert url("pdf", certificate.code) in page
    assert "Valid" in page


def test_mine_says_what_a_certificate_waits_for(earned, signed_in, nurse):
    page = text(signed_in(nurse).get(url("mine")))
    assert "Your certificate is made as soon as you have evaluated the course" in page
    assert reverse("evaluations:form", args=[Invitation.objects.get().token]) in page


def test_mine_is_empty_for_somebody_else(certificate, signed_in, stranger):
    page = text(signed_in(stranger).get(url("mine")))
    assert certificate.reference not in page
    assert "You have no certificates yet" in page


def test_the_pdf_is_for_the_holder_and_the_officer(certificate, signed_in, everybody):
    for who, status in [
        ("nurse", 200),
        ("officer", 200),
        ("stranger", 404),
        ("coordinator", 404),
        ("committee", 404),
    ]:
        response = signed_in(getattr(everybody, who)).get(url("pdf", certificate.code))
        assert response.status_code == status, who
    assert signed_in(everybody.nurse).get(url("pdf", certificate.code)).content.startswith(b"%PDF")


def test_the_link_of_the_message_downloads_without_signing_in(client, certificate):
    response = client.get(url("download", certificate.token))
    assert response["Content-Type"] == "application/pdf"
    assert f"certificate-{certificate.reference}.pdf" in response["Content-Disposition"]


def test_a_forged_download_link_finds_nothing(client, certificate):
    for token in [
        certificate.code,
        sign("evaluation", certificate.code),
        certificate.token + "x",
        sign("certificate", "X"),
    ]:
        assert client.get(url("download", token)).status_code == 404


def test_a_revoked_certificate_is_not_given_out(client, certificate, officer, signed_in, nurse):
    revoking.revoke(certificate, by=officer, reason="Left at noon", now=NOW)
    assert "Left at noon" in text(client.get(url("download", certificate.token)), 410)
    assert "Left at noon" in text(signed_in(nurse).get(url("pdf", certificate.code)), 410)


def test_anybody_can_check_a_reference(client, certificate):
    page = text(client.get(url("verify", certificate.reference)))
    assert "This certificate is valid" in page
    assert "Working together to safeguard children" in page
    assert "22 May 2026" in page
    assert "N.N." in page


def test_the_public_page_names_nobody(client, certificate, nurse):
    response = client.get(url("verify", certificate.reference))
    page = text(response)
    assert "Nadia" not in page
    assert "Nurse" not in page
    assert nurse.email not in page
    assert "Riverside" not in page
    assert response["X-Robots-Tag"] == "noindex"


def test_an_expired_certificate_says_so(client, certificate, time_machine):
    time_machine.move_to(NOW.replace(year=2029, month=5, day=22))
    assert "This certificate has expired" in text(client.get(url("verify", certificate.reference)))


def test_a_revoked_certificate_says_so_without_the_reason(client, certificate, officer):
    revoking.revoke(certificate, by=officer, reason="Left at noon", now=NOW)
    page = text(client.get(url("verify", certificate.reference)))
    assert "This certificate has been revoked" in page
    assert "Left at noon" not in page


@pytest.mark.parametrize("reference", ["7KQP-X3MB-RD94", "nonsense", "<script>alert(1)", "x" * 500, "%00"])
def test_an_unknown_reference_is_a_clear_404(client, board, reference):
    page = text(client.get(url("verify", reference)), 404)
    assert "There is no certificate with this reference" in page
    assert "<script>alert" not in page


def test_a_reference_may_be_typed_carelessly(client, certificate):
    typed = certificate.reference.lower().replace("-", " ")
    found = client.get(url("verify_search"), {"reference": typed})
    assert found.url == url("verify", certificate.reference)
    assert client.get(url("verify", typed)).url == url("verify", certificate.reference)


@pytest.mark.parametrize("typed", ["", "hello", "1" * 70])
def test_what_is_no_reference_is_said_beside_the_field(client, board, typed):
    page = text(client.get(url("verify_search"), {"reference": typed}))
    assert "There is a problem" in page
    assert f'value="{typed}"' in page or not typed


def test_checking_costs_a_few_queries(client, certificate, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(url("verify", certificate.reference))


def test_the_officer_finds_a_certificate_by_name_or_reference(certificate, signed_in, officer):
    client = signed_in(officer)
    for words, found in [
        ("nadia", True),
        (certificate.reference[:6], True),
        ("safeguard nurse", True),
        ("xyz", False),
    ]:
        page = text(client.get(url("all"), {"q": words}))
        assert (certificate.reference in page.replace(f'value="{words}"', "")) is found, words


def test_revoking_asks_first_and_needs_a_reason(certificate, signed_in, officer):
    client = signed_in(officer)
    assert "This cannot be undone" in text(client.get(url("revoke", certificate.code)))
    assert "Give a reason" in text(client.post(url("revoke", certificate.code), {"reason": " "}))
    certificate.refresh_from_db()
    assert not certificate.is_revoked


def test_the_officer_revokes(certificate, signed_in, officer):
    client = signed_in(officer)
    page = text(client.post(url("revoke", certificate.code), {"reason": "Left at <noon>"}, follow=True))
    assert "is revoked" in page
    assert "Left at &lt;noon&gt;" in page
    again = text(client.post(url("revoke", certificate.code), {"reason": "Again"}, follow=True))
    assert "has been revoked already" in again


def test_nobody_else_revokes(certificate, signed_in, everybody):
    for who in ("nurse", "trainer", "coordinator", "finance", "committee", "administrator"):
        for name in ("revoke", "certificate"):
            assert signed_in(getattr(everybody, who)).get(url(name, certificate.code)).status_code == 403


def test_the_lists_cost_the_same_for_many(
    certificate, signed_in, officer, nurse, django_assert_max_num_queries
):
    for person, name in [(officer, "all"), (nurse, "mine")]:
        client = signed_in(person)
        with django_assert_max_num_queries(11):
            client.get(url(name))

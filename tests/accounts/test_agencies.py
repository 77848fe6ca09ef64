"""Agencies: the list, adding and changing one, and the domains that recognise people."""

import pytest
from django.urls import reverse

from accounts.agencies import save_agency
from accounts.models import Agency, AgencyDomain
from lib.errors import Refused
from tests.cast import make_agency

LIST, NEW = "/agencies/", "/agencies/new/"


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def facts(**changes):
    return {"name": "New Agency", "sector": "health", "settles_by": "invoice", "is_active": "on"} | changes


def shown(client, agency, **changes):
    """What an agency's page shows, as a browser would send it back, with some answers changed."""
    initial = client.get(reverse("accounts:agency", args=[agency.code])).context["form"].initial
    return {name: value for name, value in initial.items() if value not in (None, False)} | changes


def test_a_new_agency_with_its_domains(client, entries):
    client.post(NEW, facts(domains="New.Example\n @other.example,  new.example"))
    agency = Agency.objects.get(name="New Agency")
    assert [str(domain) for domain in agency.domains.all()] == ["new.example", "other.example"]
    deed, changes = entries()[0]
    assert (deed, changes["domains"]) == ("agency.added", ["", "new.example, other.example"])


def test_what_changed_is_in_the_trail(client, trust, school, entries):
    url = reverse("accounts:agency", args=[trust.code])
    client.post(url, shown(client, trust, sector="voluntary", parent=school.pk, domains=""))
    assert entries() == [
        (
            "agency.changed",
            {
                "sector": ["Health", "Voluntary, community and faith"],
                "parent": ["", "Oak Primary School"],
                "domains": ["riverside.nhs.example", ""],
            },
        )
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"name": "x" * 201}, "The name must be 200 characters or fewer"),
        ({"name": "Riverside NHS Trust"}, "Another agency already has this name"),
        ({"sector": "circus"}, "Choose the sector from the list"),
        ({"settles_by": "journal"}, "Enter the cost centre that journals are charged to."),
        ({"needs_purchase_order": "on"}, "Enter the purchase order that invoices must quote."),
        ({"domains": "gmail.com"}, "Anybody may have an address at gmail.com"),
        ({"domains": "no dots"}, "“no” is not an email domain such as borough.gov.uk"),
        (
            {"domains": "riverside.nhs.example"},
            "riverside.nhs.example belongs to Riverside NHS Trust already",
        ),
        ({"domains": "x" * 3001}, "must be 3000 characters or fewer"),
        ({"finance_email": "x"}, "Enter an email address in the correct format"),
        ({"parent": "9999"}, "from the list"),
    ],
)
def test_bad_answers_are_said_beside_the_field(client, trust, changes, sentence):
    page = client.post(NEW, facts(**changes)).content.decode()
    assert page.count(sentence) == 2
    assert not Agency.objects.filter(name="New Agency").exists()


def test_a_hostile_domain_comes_back_as_text(client):
    page = client.post(NEW, facts(domains="<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page


def test_an_agency_does_not_stand_under_its_own_part(client, trust, school):
    Agency.objects.filter(pk=school.pk).update(parent=trust)
    url = reverse("accounts:agency", args=[trust.code])
    page = client.post(url, shown(client, trust, parent=school.pk)).content.decode()
    assert "An agency cannot stand under itself or under one of its own parts." in page


def test_pressing_twice_makes_one_agency(client):
    client.post(NEW, facts())
    assert "Another agency already has this name" in client.post(NEW, facts()).content.decode()
    assert Agency.objects.filter(name="New Agency").count() == 1


def test_a_stale_page_does_not_overwrite_unseen(client, trust):
    url = reverse("accounts:agency", args=[trust.code])
    stale = shown(client, trust, cost_centre="A")
    client.post(url, shown(client, trust, domains="else.example"))
    assert "Somebody else changed this" in client.post(url, stale).content.decode()
    assert [str(domain) for domain in trust.domains.all()] == ["else.example"]


def test_of_two_at_once_the_database_lets_one_have_the_domain(trust, officer, now):
    agency = Agency(name="Twin", sector="health")
    with pytest.raises(Refused, match="Another agency"):
        save_agency(agency, domains=["riverside.nhs.example"], by=officer, now=now)
    assert not Agency.objects.filter(name="Twin").exists()
    assert (
        AgencyDomain.objects.count()
        == 1 + Agency.objects.filter(domains__domain="borough.gov.example").count()
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=oak", ["Oak Primary School"]),
        ("q=riverside.nhs", ["Riverside NHS Trust"]),
        ("sector=school", ["Oak Primary School"]),
        ("q=closed", []),
        ("q=closed&inactive=on", ["Closed Trust"]),
        ("sector=circus&q=oak", ["Oak Primary School"]),
    ],
)
def test_the_list_finds(client, trust, school, query, found):
    make_agency("Closed Trust", "health", is_active=False)
    assert [str(agency) for agency in client.get(f"{LIST}?{query}").context["page"]] == found


def test_the_list_has_pages(client):
    for number in range(60):
        make_agency(f"School {number:02}", "school")
    assert len(client.get(LIST).context["page"]) == 25
    assert len(client.get(LIST + "?page=3").context["page"]) == 11  # 60 and the council
    assert client.get(LIST + "?page=nonsense").context["page"].number == 1


def test_nothing_found_says_so(client):
    assert "No agency is found." in client.get(LIST + "?q=zzz").content.decode()


def test_more_agencies_need_no_more_queries(client, trust, count_queries):
    one = count_queries(client, LIST)
    for number in range(3):
        make_agency(f"School {number}", "school", f"s{number}.example", parent=trust)
    assert count_queries(client, LIST) == one

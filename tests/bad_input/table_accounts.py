"""What accounts takes."""

from accounts import people
from accounts.agencies import save_agency
from accounts.boards import save_board
from accounts.models import Agency, Board, Role
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_agency

CHANGED = "Somebody else changed this while you had it open"


def closed_agency(cast) -> dict:
    """An agency that is no longer in use stands in no list."""
    return {"agency": make_agency("Closed Agency", "other", is_active=False).pk}


def moves_to_another_agency(cast, arguments):
    people.register_employment(cast.nurse, agency=cast.school, post="School nurse", by=cast.officer, now=NOW)


def is_renamed(cast, arguments):
    people.rename(cast.nurse, first_name="Nadia", last_name="Newlywed", by=cast.officer, now=NOW)


def loses_access(cast, arguments):
    people.deactivate(cast.nurse, by=cast.administrator, now=NOW)


def gets_access(cast, arguments):
    people.reactivate(cast.nurse, by=cast.administrator, now=NOW)


def without_access(cast) -> dict:
    people.deactivate(cast.nurse, by=cast.administrator, now=NOW)
    return {"code": cast.nurse.code}


def without_an_address(cast) -> dict:
    person = people.add_person(
        first_name="Petra", last_name="Paper", agency=cast.school, post="Caretaker", by=cast.officer, now=NOW
    )
    return {"code": person.code}


def loses_the_role(cast, arguments):
    people.revoke(cast.coordinator.role_grants.get(), by=cast.administrator, now=NOW)


def board_changes(cast, arguments):
    board = Board.objects.get()
    board.phone = "020 0000 0000"
    save_board(board, by=cast.administrator, now=NOW)


def agency_changes(cast, arguments):
    agency = Agency.objects.get(pk=cast.trust.pk)
    agency.purchase_order = "PO 1"
    save_agency(agency, domains=["riverside.nhs.example"], by=cast.officer, now=NOW)


def same_agency_is_added(cast, arguments):
    save_agency(Agency(name="New Agency", sector="health"), domains=[], by=cast.officer, now=NOW)


def same_person_is_added(cast, arguments):
    people.add_person(
        first_name="Ann", last_name="Ash", agency=cast.trust, post="Nurse", by=cast.administrator, now=NOW
    )


POSTS = {
    "accounts:profile": Post(
        by="nurse",
        values=lambda cast: {"post": "Specialist nurse", "team": "North"},
        needs=("manager_name", "manager_email"),
        again="Your details are saved.",
        meanwhile=moves_to_another_agency,
        late=CHANGED,
        foreign=closed_agency,
    ),
    "accounts:board": Post(
        by="administrator",
        values=lambda cast: {"phone": "020 1234 5678"},
        formal=("colour", "invoice_prefix", "bank_sort_code", "bank_account_number"),
        again="The settings are saved.",
        meanwhile=board_changes,
        late=CHANGED,
    ),
    "accounts:agency_new": Post(
        by="officer",
        values=lambda cast: {"name": "New Agency", "sector": "health", "domains": "new.example"},
        formal=("domains",),
        again="New Agency is saved already.",
        meanwhile=same_agency_is_added,
        late="Another agency already has this name",
        foreign=lambda cast: {"parent": 999_999},
    ),
    "accounts:agency": Post(
        by="officer",
        values=lambda cast: {"cost_centre": "CC 7"},
        formal=("domains",),
        again=" is saved.",
        meanwhile=agency_changes,
        late=CHANGED,
        foreign=lambda cast: {"parent": cast.trust.pk},
    ),
    "accounts:person_new": Post(
        by="officer",
        values=lambda cast: {
            "first_name": "Ann",
            "last_name": "Ash",
            "agency": cast.trust.pk,
            "post": "Nurse",
            "manager_name": "Mary Manager",
            "manager_email": "mary@example.org",
        },
        needs=("manager_name", "manager_email"),
        again="Ann Ash is added already.",
        meanwhile=same_person_is_added,
        late="Ann Ash, Nurse at Riverside NHS Trust, is here already",
        foreign=closed_agency,
    ),
    "accounts:person_names": Post(
        by="officer",
        values=lambda cast: {"first_name": "Nadja"},
        again="The details of Nadja Nurse are saved.",
        meanwhile=is_renamed,
        late=CHANGED,
    ),
    "accounts:person_names (first address)": Post(
        by="officer",
        arguments=without_an_address,
        values=lambda cast: {"email": "petra.paper@example.org"},
        again="The details of Petra Paper are saved.",
        meanwhile=lambda cast, arguments: people.give_email(
            people.Person.objects.get(**arguments), "petra@example.org", by=cast.officer, now=NOW
        ),
        late=CHANGED,
    ),
    "accounts:person_employment": Post(
        by="officer",
        values=lambda cast: {"post": "Specialist nurse"},
        needs=("manager_name", "manager_email"),
        again="Where Nadia Nurse works is saved.",
        meanwhile=moves_to_another_agency,
        late=CHANGED,
        foreign=closed_agency,
    ),
    "accounts:person_deactivate": Post(
        by="administrator",
        kind=Kind.BUTTON,
        again="This person’s access has ended already.",
        meanwhile=loses_access,
        late="This person’s access has ended already.",
    ),
    "accounts:person_reactivate": Post(
        by="administrator",
        kind=Kind.BUTTON,
        arguments=without_access,
        again="This person has access already.",
        meanwhile=gets_access,
        late="This person has access already.",
    ),
    "accounts:role_new": Post(
        by="administrator",
        values=lambda cast: {"role": Role.COORDINATOR, "agency": cast.trust.pk},
        needs=("agency",),
        again="now holds the role",
        meanwhile=loses_access,
        late="cannot sign in. Let them in again first.",
        foreign=closed_agency,
    ),
    "accounts:role_remove": Post(
        by="administrator",
        kind=Kind.BUTTON,
        again="This role was taken away already.",
        meanwhile=loses_the_role,
        late="This role was taken away already.",
    ),
}

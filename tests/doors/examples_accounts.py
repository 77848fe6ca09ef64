"""Objects for the access test of accounts; see examples.py."""

from accounts.deputies import name_deputy, of_coordinator
from tests.cast import NOW


def deputy(cast) -> dict:
    facts = {
        "name": "Dan",
        "email": "dan@example.org",
        "from_on": NOW.date(),
        "to_on": NOW.date().replace(year=2027, month=5),
    }
    return {"code": name_deputy(of_coordinator(cast.coordinator), **facts, by=cast.coordinator, now=NOW).code}


EXAMPLES = {
    "accounts:agency": lambda cast: {"code": cast.trust.code},
    "accounts:deputy_end": deputy,
    "accounts:person": lambda cast: {"code": cast.nurse.code},
    "accounts:person_names": lambda cast: {"code": cast.nurse.code},
    "accounts:person_employment": lambda cast: {"code": cast.nurse.code},
    "accounts:person_deactivate": lambda cast: {"code": cast.nurse.code},
    "accounts:person_reactivate": lambda cast: {"code": cast.nurse.code},
    "accounts:role_new": lambda cast: {"code": cast.nurse.code},
    "accounts:role_remove": lambda cast: {
        "code": cast.coordinator.code,
        "grant": cast.coordinator.role_grants.get().code,
    },
}
SEEN_BY: dict = {}

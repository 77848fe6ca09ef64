"""Objects for the access test of accounts; see examples.py."""

EXAMPLES = {
    "accounts:agency": lambda cast: {"code": cast.trust.code},
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

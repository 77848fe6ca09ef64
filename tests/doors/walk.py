"""The pages of the whole site, read from the URLconf, and who should be let in according to their doors."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, get_resolver

from tests.architecture.source import APPS

# Pages of django-allauth: it guards them itself. A new one must be looked at before it is added here.
THIRD_PARTY = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate", "account_email",
    "account_confirm_login_code", "account_email_verification_sent", "account_change_password", "account_set_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


class Address(NamedTuple):
    """One entry of the URLconf: its name, the names of its arguments, its view."""

    name: str
    arguments: frozenset[str]
    view: object

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.split(".")[0] in APPS

    @property
    def door(self) -> str:
        return getattr(self.view, "door", "")


def addresses(resolver=None, space: str = "", arguments: frozenset = frozenset()) -> Iterator[Address]:
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        names = arguments | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name}", names, entry.callback)
        else:
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inside, names)


def passes(door: str, person) -> bool:
    """Whether a signed-in person with an employment gets through a door; `person` is None for a visitor."""
    if door in {"public", "signed_link"}:
        return True
    if person is None:
        return False
    return door in {"signed_in", "practitioner"} or person.is_a(*door.split("+"))

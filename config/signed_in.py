"""Who is signed in, with their roles: every page of somebody with a role needs both, and one query brings them."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Person, RoleGrant


class WithRoles(AuthenticationBackend):
    """allauth's ways to sign in; the person of each request comes with their roles."""

    def get_user(self, user_id) -> Person | None:
        grants = list(RoleGrant.objects.filter(person=user_id).select_related("agency", "person"))
        if not grants:
            return super().get_user(user_id)
        person = grants[0].person
        person.grants = grants
        return person if self.user_can_authenticate(person) else None

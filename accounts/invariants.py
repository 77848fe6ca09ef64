"""What must always hold in the rows of this app; each check gives a sentence for every breach, with codes and never names."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from accounts.models import Agency, Board, Employment, Person, Role, RoleGrant


def breaches() -> Iterator[str]:
    for check in CHECKS:
        yield from check()


def coordinators_have_an_agency() -> Iterator[str]:
    wrong = RoleGrant.objects.filter(
        Q(role=Role.COORDINATOR, agency=None) | (~Q(role=Role.COORDINATOR) & Q(agency__isnull=False))
    )
    for code, role in wrong.values_list("person__code", "role"):
        yield f"Person {code} holds the role {role} {'without' if role == Role.COORDINATOR else 'with'} an agency."


def one_current_employment_each() -> Iterator[str]:
    current = Person.objects.annotate(current=Count("employments", filter=Q(employments__ends_on=None)))
    for code, number in current.filter(current__gt=1).values_list("code", "current"):
        yield f"Person {code} has {number} current employments."


def employments_follow_each_other() -> Iterator[str]:
    """The next employment begins on the day the one before ended, or later."""
    rows = Employment.objects.order_by("person", "starts_on", "pk")
    before = None
    for row in rows.values_list("person_id", "person__code", "starts_on", "ends_on").iterator():
        person, code, starts_on, ends_on = row
        if ends_on and ends_on < starts_on:
            yield f"An employment of person {code} ends on {ends_on}, before it starts on {starts_on}."
        if before and before[0] == person and before[1] and starts_on < before[1]:
            yield f"Person {code} has employments that overlap on {starts_on}."
        before = (person, ends_on)


def somebody_administers() -> Iterator[str]:
    active = RoleGrant.objects.filter(role=Role.ADMIN, person__is_active=True)
    if Person.objects.exists() and not active.exists():
        yield "Nobody with access is an administrator."


def agencies_do_not_stand_under_themselves() -> Iterator[str]:
    above = dict(Agency.objects.values_list("pk", "parent"))
    for pk, code in Agency.objects.values_list("pk", "code"):
        seen, step = set(), above[pk]
        while step and step not in seen and step != pk:
            seen.add(step)
            step = above[step]
        if step == pk:
            yield f"Agency {code} stands under itself."


def people_sign_in_with_their_own_address() -> Iterator[str]:
    """The address one signs in with, as allauth keeps it, belongs to the same person."""
    wrong = Person.objects.filter(emailaddress__primary=True).exclude(emailaddress__email__iexact=F("email"))
    for code in wrong.values_list("code", flat=True):
        yield f"Person {code} signs in with another address than the one on their row."


def there_is_one_board() -> Iterator[str]:
    if Board.objects.exclude(pk=1).exists():
        yield "There is more than one row of Board settings."


CHECKS = [
    coordinators_have_an_agency,
    one_current_employment_each,
    employments_follow_each_other,
    somebody_administers,
    agencies_do_not_stand_under_themselves,
    people_sign_in_with_their_own_address,
    there_is_one_board,
]

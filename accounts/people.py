"""Deeds on people: who works where, who holds which role, who may sign in. Each writes the trail in its own transaction."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import Agency, Employment, Person, Role, RoleGrant
from accounts.trail import record
from lib.dates import local_day
from lib.errors import Refused, TooLate

EMAIL_TAKEN = "Somebody with this email address is here already."
FACTS = ("agency", "post", "team", "manager_name", "manager_email")


def register_employment(
    person: Person,
    *,
    agency: Agency,
    post: str,
    team: str = "",
    manager_name: str = "",
    manager_email: str = "",
    by: Person | None,
    now: datetime,
) -> Employment:
    """Ends the current employment on today's London day and starts a new one; the same facts again change nothing.

    Raises Refused for an inactive agency, for oneself as one's manager and for a day before the current employment began.
    """
    today = local_day(now)
    facts = {"agency": agency, "post": post.strip(), "team": team.strip()}
    facts |= {"manager_name": manager_name.strip(), "manager_email": manager_email.strip().lower()}
    with transaction.atomic():
        current = person.employments.current().select_related("agency").first()
        if current and all(getattr(current, name) == value for name, value in facts.items()):
            return current
        if reasons := reasons_against(person, current, facts, today):
            raise Refused(reasons)
        _end(current, today)
        employment = _start(person, facts, today)
        deed = "employment.changed" if current else "employment.started"
        record(by, deed, person, changes_of(current, employment), now=now)
    person.__dict__.pop("employment", None)
    return employment


def reasons_against(person: Person, current: Employment | None, facts: dict, today) -> list[str]:
    """Why these facts cannot be somebody's next employment from this day; `facts` are those of FACTS, trimmed."""
    agency, reasons = facts["agency"], []
    if not agency.is_active and not (current and current.agency_id == agency.pk):
        reasons.append(f"{agency} is no longer in use. Choose another agency.")
    if not facts["post"]:
        reasons.append("Enter the post.")
    if facts["manager_email"] and facts["manager_email"] == (person.email or "").lower():
        reasons.append("The manager’s email address must not be the person’s own.")
    if current and current.starts_on > today:
        reasons.append("The current employment starts later than this one.")
    return reasons


def _end(current: Employment | None, today) -> None:
    if current and not Employment.objects.current().filter(pk=current.pk).update(ends_on=today):
        raise TooLate("The employment was changed by somebody else. Look at the page again.")


def _start(person: Person, facts: dict, today) -> Employment:
    try:
        with transaction.atomic():
            return Employment.objects.create(person=person, starts_on=today, **facts)
    except IntegrityError as error:
        raise TooLate("The employment was changed by somebody else. Look at the page again.") from error


def changes_of(before: Employment | None, after: Employment) -> dict:
    """What a new employment changes, as the trail keeps it."""
    pairs = {
        name: [str(getattr(before, name)) if before else "", str(getattr(after, name))] for name in FACTS
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def rename(person: Person, *, first_name: str, last_name: str, by: Person | None, now: datetime) -> None:
    """Changes a person's name from now on; certificates and invoices keep the name of their day."""
    new = {"first_name": first_name.strip(), "last_name": last_name.strip()}
    old = {name: getattr(person, name) for name in new}
    if new == old:
        return
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**new)
        record(by, "person.renamed", person, {n: [old[n], new[n]] for n in new if old[n] != new[n]}, now=now)
    person.first_name, person.last_name = new["first_name"], new["last_name"]


def save_profile(
    person: Person, *, first_name: str, last_name: str, by: Person | None, now: datetime, **employment
) -> Employment:
    """What a person tells about themselves: name and employment, both or neither. Raises as `register_employment`."""
    with transaction.atomic():
        rename(person, first_name=first_name, last_name=last_name, by=by, now=now)
        return register_employment(person, by=by, now=now, **employment)


def add_person(
    *,
    first_name: str,
    last_name: str,
    email: str = "",
    code: str = "",
    by: Person | None,
    now: datetime,
    **employment,
) -> Person:
    """A person and their employment, entered by somebody else. Without an e-mail address they cannot sign in.

    With one they sign in after choosing a password through “Forgotten your password?”. `code` is the one that the form brought. Raises Refused
    when the address is taken, and when somebody of the same name has the same post in the same team.
    """
    names = {"first_name": first_name.strip(), "last_name": last_name.strip()}
    brought = {"code": code} if code else {}
    with transaction.atomic():
        _refuse_twin(names, email, **employment)
        try:
            with transaction.atomic():
                person = Person.objects.create_user(email or None, **names, **brought)
        except IntegrityError as error:
            raise Refused(EMAIL_TAKEN) from error
        if person.email:
            EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
        record(by, "person.added", person, {"name": ["", person.name]}, now=now)
        register_employment(person, by=by, now=now, **employment)
    return person


def _refuse_twin(
    names: dict[str, str], email: str, *, agency: Agency, post: str, team: str = "", **manager
) -> None:
    """Two tabs, or two people at two desks, enter the same person: the agency's row lets them in one after the other.

    Two people with an address each are two people.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    alike = {f"person__{name}__iexact": text for name, text in names.items()}
    there = Employment.objects.current().filter(
        agency=agency, post__iexact=post.strip(), team__iexact=team.strip(), **alike
    )
    there = there.filter(person__email=None) if email else there
    if twin := there.select_related("person").first():
        raise Refused(
            f"{twin.person}, {twin.post} at {agency}, is here already. If this is somebody else of the same name, give a post "
            "or a team that tells the two apart."
        )


def give_email(person: Person, email: str, *, by: Person | None, now: datetime) -> None:
    """The first e-mail address of somebody who had none. Raises Refused when they have one (only they change it) or it is taken."""
    email = email.strip().lower()
    with transaction.atomic():
        # Also a second address, which is not on the person's own row.
        if EmailAddress.objects.filter(email__iexact=email).exists():
            raise Refused(EMAIL_TAKEN)
        try:
            with transaction.atomic():
                moved = Person.objects.filter(pk=person.pk, email=None).update(email=email)
        except IntegrityError as error:
            raise Refused(EMAIL_TAKEN) from error
        if not moved:
            raise TooLate("This person has an email address already. Only they can change it.")
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
        record(by, "person.email_given", person, {}, now=now)
    person.email = email


def grant(
    person: Person, role: str, *, agency: Agency | None = None, by: Person | None, now: datetime
) -> RoleGrant:
    """Gives a role, for a coordinator at one agency; a role held already stays as it is.

    Raises Refused when a coordinator has no agency, another role has one, or the person may not sign in.
    """
    if role == Role.COORDINATOR and agency is None:
        raise Refused("Choose the agency that this person coordinates.")
    if role != Role.COORDINATOR and agency is not None:
        raise Refused("Only a coordinator holds the role for one agency.")
    if not person.is_active:
        raise Refused(f"{person} cannot sign in. Let them in again first.")
    with transaction.atomic():
        held, is_new = RoleGrant.objects.get_or_create(person=person, role=role, agency=agency)
        if is_new:
            record(by, "role.granted", person, {"role": ["", str(held)]}, now=now)
    _forget_roles(person)
    return held


def revoke(grant: RoleGrant, *, by: Person | None, now: datetime) -> None:
    """Takes a role away. Raises Refused for the last administrator, TooLate when it was taken already."""
    with transaction.atomic():
        if grant.role == Role.ADMIN:
            _refuse_last_administrator(grant.person)
        said = str(grant)
        if not RoleGrant.objects.filter(pk=grant.pk).delete()[0]:
            raise TooLate("This role was taken away already.")
        record(by, "role.revoked", grant.person, {"role": [said, ""]}, now=now)
    _forget_roles(grant.person)


def _refuse_last_administrator(person: Person) -> None:
    # The rows are locked first and counted afterwards: of two administrators removing each other the second one waits, then sees one left.
    list(RoleGrant.objects.select_for_update().filter(role=Role.ADMIN).order_by("pk"))
    others = RoleGrant.objects.filter(role=Role.ADMIN, person__is_active=True).exclude(person=person)
    if not others.exists():
        raise Refused(f"{person} is the last administrator. Make somebody else an administrator first.")


def _forget_roles(person: Person) -> None:
    for name in ("grants", "roles"):
        person.__dict__.pop(name, None)


def deactivate(person: Person, *, by: Person, now: datetime) -> None:
    """Ends a person's access at once; what they booked and earned stays. Raises Refused for oneself and the last administrator."""
    if by == person:
        raise Refused("You cannot end your own access. Ask another administrator.")
    with transaction.atomic():
        if person.is_a(Role.ADMIN):
            _refuse_last_administrator(person)
        _switch(
            person, False, "person.deactivated", "This person’s access has ended already.", by=by, now=now
        )


def reactivate(person: Person, *, by: Person | None, now: datetime) -> None:
    """Lets a person sign in again. Raises TooLate when they already can."""
    with transaction.atomic():
        _switch(person, True, "person.reactivated", "This person has access already.", by=by, now=now)


def _switch(person: Person, to: bool, deed: str, too_late: str, *, by: Person | None, now: datetime) -> None:
    if not Person.objects.filter(pk=person.pk, is_active=not to).update(is_active=to):
        raise TooLate(too_late)
    record(by, deed, person, {"active": [not to, to]}, now=now)
    person.is_active = to

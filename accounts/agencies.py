from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Agency, AgencyDomain, Person
from accounts.trail import record
from lib.changes import between
from lib.errors import Refused


def save_agency(agency: Agency, *, domains: Iterable[str], by: Person | None, now: datetime) -> Agency:
    """Writes a new or changed agency with exactly these e-mail domains, and the trail of what changed.

    Raises Refused when the name or a domain belongs to another agency.
    """
    wanted = {domain.strip().lower() for domain in domains if domain.strip()}
    with transaction.atomic():
        before = Agency.objects.select_for_update().filter(pk=agency.pk).first()
        had = set(before.domains.values_list("domain", flat=True)) if before else set()
        changes = between(before, agency)
        if had != wanted:
            changes["domains"] = [", ".join(sorted(had)), ", ".join(sorted(wanted))]
        if changes:
            _write(agency, had, wanted)
            record(by, "agency.changed" if before else "agency.added", agency, changes, now=now)
    return agency


def _write(agency: Agency, had: set[str], wanted: set[str]) -> None:
    try:
        with transaction.atomic():
            agency.save()
            agency.domains.filter(domain__in=had - wanted).delete()
            AgencyDomain.objects.bulk_create(
                AgencyDomain(agency=agency, domain=domain) for domain in sorted(wanted - had)
            )
    except IntegrityError as error:
        raise Refused("Another agency has this name or one of these email domains.") from error

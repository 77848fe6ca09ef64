from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from lib.fields import CodeField


class Sector(models.TextChoices):
    COUNCIL = "council", "Council"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    SCHOOL = "school", "School"
    ACADEMY = "academy", "Academy"
    FURTHER_EDUCATION = "further_education", "Further education"
    EARLY_YEARS = "early_years", "Early years"
    VOLUNTARY = "voluntary", "Voluntary, community and faith"
    HOUSING = "housing", "Housing"
    FIRE = "fire", "Fire"
    AMBULANCE = "ambulance", "Ambulance"
    CAFCASS = "cafcass", "CAFCASS"
    PRIVATE = "private", "Private"
    OTHER = "other", "Other"


class AgencyQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, person):
        """Staff of the Board see every agency; a coordinator their own."""
        if person.sees_everything:
            return self
        return self.filter(pk__in=person.coordinated_agency_ids)

    def matching(self, q: str = "", sector: str = "", inactive: bool = False):
        """Agencies whose name or e-mail domain contains every word; those no longer in use only when asked for."""
        found = self if inactive else self.active()
        for word in q.split()[:6]:
            by_domain = AgencyDomain.objects.filter(domain__icontains=word).values("agency")
            found = found.filter(models.Q(name__icontains=word) | models.Q(pk__in=by_domain))
        return found.filter(sector=sector) if sector else found

    def recognised_by(self, email: str):
        """The agency whose domain an email address belongs to (at most one)."""
        return self.active().filter(domains__domain=email.rpartition("@")[2].lower())


class Agency(models.Model):
    """An organisation whose staff attend. History keeps the name of its day: bookings and invoices freeze it."""

    class Settlement(models.TextChoices):
        INVOICE = "invoice", "Invoice (an outside body)"
        JOURNAL = "journal", "Journal (a department of the host council)"

    code = CodeField()
    name = models.CharField(
        max_length=200, unique=True, error_messages={"unique": "There is already an agency of this name."}
    )
    sector = models.CharField(max_length=20, choices=Sector)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="If its invoices or figures belong under another agency",
    )
    in_area = models.BooleanField("In the Board’s area", default=True)
    contributes = models.BooleanField("Contributes to the Board’s budget", default=False)
    settles_by = models.CharField(
        "Charges are settled by", max_length=10, choices=Settlement, default=Settlement.INVOICE
    )
    needs_purchase_order = models.BooleanField("Needs a purchase order on invoices", default=False)
    purchase_order = models.CharField("Standing purchase order", max_length=60, blank=True)
    cost_centre = models.CharField(max_length=40, blank=True, help_text="For journals")
    finance_name = models.CharField("Finance contact", max_length=200, blank=True)
    finance_email = models.EmailField("Finance contact’s email", blank=True)
    address = models.TextField("Billing address", max_length=500, blank=True)
    is_active = models.BooleanField(default=True, help_text="An inactive agency cannot be chosen at sign-up")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self):
        return self.name

    def clean(self):
        if self.parent_id and self.pk and self.pk in self.parent.and_its_parents():
            raise ValidationError(
                {"parent": "An agency cannot stand under itself or under one of its own parts."}
            )
        if self.settles_by == self.Settlement.JOURNAL and not self.cost_centre:
            raise ValidationError({"cost_centre": "Enter the cost centre that journals are charged to."})
        if self.needs_purchase_order and not self.purchase_order:
            raise ValidationError({"purchase_order": "Enter the purchase order that invoices must quote."})

    def and_its_parents(self) -> list[int]:
        found, agency = [], self
        while agency and agency.pk not in found:
            found.append(agency.pk)
            agency = agency.parent
        return found


class AgencyDomain(models.Model):
    """An e-mail domain that tells which agency a person signing up works for."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="domains")
    domain = models.CharField(
        max_length=120,
        unique=True,
        validators=[
            RegexValidator(r"\A[a-z0-9-]+(\.[a-z0-9-]+)+\Z", "Enter a domain such as borough.gov.uk.")
        ],
    )

    class Meta:
        ordering = ["domain"]

    def __str__(self):
        return self.domain

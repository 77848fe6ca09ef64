from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.models.agency import Agency
from lib.fields import CodeField


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Agency coordinator"
    TRAINER = "trainer", "Trainer"
    OFFICER = "officer", "L&D officer"
    FINANCE = "finance", "Finance officer"
    COMMITTEE = "committee", "Committee member"
    ADMIN = "admin", "Administrator"


# These see the rows of every agency. A committee member sees figures, never people.
SEES_EVERYTHING = {Role.OFFICER, Role.FINANCE, Role.ADMIN}


class PersonQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Officers, finance and administrators see everybody; a coordinator the people who work for their agency now."""
        if person.sees_everything:
            return self
        return self.filter(
            models.Q(pk=person.pk)
            | models.Q(employments__ends_on=None, employments__agency__in=person.coordinated_agency_ids)
        ).distinct()

    def search(self, words: str):
        """People whose name or e-mail contains every one of the words."""
        found = self
        for word in words.split()[:6]:
            found = found.filter(
                models.Q(first_name__icontains=word)
                | models.Q(last_name__icontains=word)
                | models.Q(email__icontains=word)
            )
        return found

    def matching(self, q: str = "", role: str = "", agency: Agency | None = None):
        """People found by words, by a role they hold, by the agency they work for now."""
        found = self.search(q)
        if role:
            found = found.filter(pk__in=RoleGrant.objects.filter(role=role).values("person"))
        if agency:
            found = found.filter(employments__ends_on=None, employments__agency=agency)
        return found

    def with_roles(self):
        """Loads the roles and a coordinator's agencies in one query more."""
        return self.prefetch_related(
            models.Prefetch("role_grants", RoleGrant.objects.select_related("agency"))
        )

    def with_employment(self):
        """Loads the current employment and its agency in one query more."""
        employments = self.model.employments.rel.related_model.objects  # type: ignore[attr-defined]
        current = employments.current().select_related("agency")
        return self.prefetch_related(models.Prefetch("employments", current, to_attr="current_employments"))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **facts):
        """A person who can sign in; without a password, one who must set it first."""
        person = self.model(email=email.strip().lower() if email else None, **facts)
        person.set_password(password) if password else person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **facts):
        """The first administrator of an installation."""
        person = self.create_user(email, password, **facts)
        RoleGrant.objects.create(person=person, role=Role.ADMIN)
        return person


class Person(AbstractBaseUser):
    """Anybody the system knows: the user model. Some have no work e-mail and cannot sign in; a coordinator hears for them."""

    code = CodeField()
    email = models.EmailField("email address", null=True, blank=True)  # noqa: DJ001 — many have none, and it is unique
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = PersonManager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one person per email address"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return "".join(f"{part[0]}." for part in (self.first_name, self.last_name) if part)

    @cached_property
    def grants(self) -> list["RoleGrant"]:
        return list(self.role_grants.all())

    @cached_property
    def roles(self) -> set[str]:
        return {grant.role for grant in self.grants}

    def is_a(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))

    @property
    def sees_everything(self) -> bool:
        return self.is_a(*SEES_EVERYTHING)

    @property
    def coordinated_agency_ids(self) -> list[int]:
        return [g.agency_id for g in self.grants if g.role == Role.COORDINATOR and g.agency_id]

    @cached_property
    def employment(self):
        """The employment of today, or None until the profile is complete."""
        if hasattr(self, "current_employments"):
            return self.current_employments[0] if self.current_employments else None
        return self.employments.current().select_related("agency").first()


class RoleGrant(models.Model):
    """One role of one person; a coordinator holds it for one agency."""

    code = CodeField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=12, choices=Role)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="coordinator_grants"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(agency__isnull=True),
                name="each role is granted once",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "agency"],
                condition=models.Q(agency__isnull=False),
                name="each agency’s role is granted once",
            ),
            models.CheckConstraint(
                condition=models.Q(role="coordinator", agency__isnull=False)
                | (~models.Q(role="coordinator") & models.Q(agency__isnull=True)),
                name="a coordinator and nobody else has an agency",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} ({self.agency})" if self.agency else self.get_role_display()

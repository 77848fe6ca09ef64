from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from lib.fields import CodeField
from training.models.revised import Revised


class GroupQuerySet(models.QuerySet):
    def active(self):
        return self.filter(retired_at=None)

    def of(self, person):
        """Those a person belongs to today."""
        members = Membership.objects.current().filter(person=person)
        return self.active().filter(pk__in=members.values("group"))

    def visible_to(self, person):
        """Officers see all groups, members their own."""
        return self if person.is_a("officer") else self.of(person)

    def with_size(self):
        """Counts the members of today: `size`."""
        return self.annotate(size=Count("memberships", filter=Q(memberships__ends_on=None)))


class Group(Revised):
    """A circle of people with events of its own, such as a network of champions."""

    code = CodeField()
    name = models.CharField(
        max_length=150, unique=True, error_messages={"unique": "There is already a group of this name."}
    )
    about = models.TextField(max_length=1000, blank=True, help_text="Members read it on their bookings page")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Who looks after it"
    )
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def has_member(self, person) -> bool:
        return self.memberships.current().filter(person=person).exists()


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ends_on=None)

    def ended(self):
        return self.exclude(ends_on=None)


class Membership(models.Model):
    """A person belongs to a group from a London day to a day."""

    code = CodeField()
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person__last_name", "person__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ends_on=None),
                name="a person is once a member of a group",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a membership ends after it starts",
            ),
        ]

    def __str__(self):
        return f"{self.person} in {self.group}"

from django.db import models

from accounts.models.agency import Agency
from accounts.models.person import Person


class EmploymentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ends_on=None)


class Employment(models.Model):
    """A person works for an agency from a day to a day. Facts never change under a booking: a change ends one row and starts another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="employments")
    team = models.CharField(max_length=120, blank=True)
    post = models.CharField(max_length=120)
    manager_name = models.CharField(max_length=200, blank=True)
    manager_email = models.EmailField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ends_on=None), name="one current employment each"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="an employment ends after it starts",
            ),
        ]

    def __str__(self):
        return f"{self.post}, {self.agency}"

    @property
    def has_manager(self) -> bool:
        return bool(self.manager_email)

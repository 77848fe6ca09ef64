from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models


class Board(models.Model):
    """The organisation whose programme this is: one row, edited on screen."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, help_text="Used where space is short, for example BDSCP")
    address = models.TextField(blank=True, max_length=500)
    email = models.EmailField(help_text="Shown to practitioners who need help")
    phone = models.CharField(max_length=40, blank=True)
    colour = models.CharField(
        max_length=7,
        default="#1d4f6e",
        validators=[RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", "Enter a colour such as #1d4f6e.")],
        help_text="The colour of the header, as # and six digits. White text must be readable on it",
    )
    late_limit_minutes = models.PositiveSmallIntegerField(
        default=20,
        validators=[MaxValueValidator(240)],
        help_text="Somebody later than this to a session counts as absent from it",
    )
    early_limit_minutes = models.PositiveSmallIntegerField(
        default=15,
        validators=[MaxValueValidator(240)],
        help_text="Somebody who leaves a session earlier than this earns no certificate",
    )
    answer_days = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Days a person has to give a reason before a charge is decided",
    )
    approval_days = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="Days a manager has to agree to a booking before the place is given up",
    )
    approval_reminder_days = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="Days after which a manager who has not answered is asked once more; never later than half-way",
    )
    no_show_limit = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="Events missed without a waiver, after which somebody may have one booking at a time",
    )
    no_show_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Months in which missed events are counted",
    )
    offer_hours = models.PositiveSmallIntegerField(
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
        help_text="Hours somebody on a waiting list has to take a place that came free",
    )
    allocation_release_days = models.PositiveSmallIntegerField(
        default=10,
        validators=[MaxValueValidator(60)],
        help_text="Working days before an event when places kept for a sector or an agency are opened to all",
    )
    name_places_days = models.PositiveSmallIntegerField(
        default=10,
        validators=[MaxValueValidator(60)],
        help_text="Working days before an event by which places held without a name must be named",
    )
    notice_after_move_days = models.PositiveSmallIntegerField(
        default=5,
        validators=[MaxValueValidator(30)],
        help_text="Working days in which everybody can cancel free of charge after an event was moved to another day or time",
    )
    trainer_answer_days = models.PositiveSmallIntegerField(
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Days a trainer has to say whether they can deliver an event",
    )
    minutes_of_a_lent_day = models.PositiveSmallIntegerField(
        default=360,
        validators=[MinValueValidator(60), MaxValueValidator(720)],
        help_text="Minutes of sessions that count as one day of a trainer: lent by an agency, or paid for",
    )
    follow_up_months = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="Months after an event when the follow-up evaluation is asked",
    )
    certificate_waits_for_evaluation = models.BooleanField(
        default=True, help_text="Give the certificate only when the evaluation has been answered"
    )
    invoice_prefix = models.CharField(
        max_length=10, default="INV", help_text="Stands before every invoice number"
    )
    payment_days = models.PositiveSmallIntegerField(
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Days until an invoice is due",
    )
    bank_name = models.CharField(max_length=100, blank=True)
    bank_account_name = models.CharField(max_length=100, blank=True)
    bank_sort_code = models.CharField(
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"\A\d\d-\d\d-\d\d\Z", "Enter a sort code such as 12-34-56.")],
    )
    bank_account_number = models.CharField(
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"\A\d{8}\Z", "Enter an account number of 8 digits.")],
    )
    income_code = models.CharField(
        max_length=40,
        blank=True,
        help_text="The Board’s own code in the host council’s ledger: journals credit it",
    )
    vat_number = models.CharField(max_length=20, blank=True, verbose_name="VAT number")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there is only one board"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Board":
        """The Board's row; its shipped defaults, unsaved, before anybody has filled in the settings."""
        remembered = _remembered.get()
        if remembered is None:
            return cls._read()
        if "board" not in remembered:
            remembered["board"] = cls._read()
        # A copy: a form that fills it in must not change what others read.
        return copy(remembered["board"])

    @classmethod
    def _read(cls) -> "Board":
        try:
            return cls.objects.get(pk=1)
        except cls.DoesNotExist:
            return cls(
                pk=1,
                name="Safeguarding Children Partnership",
                short_name="Training",
                email="training@localhost",
            )


_remembered: ContextVar[dict[str, Board] | None] = ContextVar("remembered_board", default=None)


@contextmanager
def board_read_once() -> Iterator[None]:
    """Within this block (a request, a batch of the worker) the Board's settings are read once and stay as they were."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)

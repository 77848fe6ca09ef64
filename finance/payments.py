from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from accounts import trail
from accounts.models import Person
from finance import collecting, ledger
from finance.models import Account, ChargeLine, Invoice, Payment
from lib.codes import new_code
from lib.dates import FinancialYear, day, local_day
from lib.errors import Refused, TooLate
from lib.money import NOTHING, money, pounds


@transaction.atomic
def record_payment(
    invoice: Invoice,
    *,
    amount: Decimal,
    received_on: date,
    by: Person,
    now: datetime,
    reference: str = "",
    method: str = Payment.Method.BANK,
    code: str | None = None,
) -> Payment:
    """Records money received for an invoice, the whole or a part, and settles its charges when nothing is outstanding.

    `amount` is in pounds, more than nothing and not more than is outstanding; `received_on` lies between the invoice's day and
    today, else Refused, as is what is recorded already with the same reference. `code` is the one that the form brought: sent twice it
    raises TooLate and records nothing.
    """
    # The invoice's row is the lock: two payments at once cannot both see the same outstanding amount.
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if code and Payment.objects.filter(code=code).exists():
        raise TooLate("This payment has already been recorded.")
    already, amount = _received(invoice), money(amount)
    what = invoice, amount, received_on, reference
    if reasons := reasons_not_to_record(*what, already=already, today=local_day(now)):
        raise Refused([sentence for _, sentence in reasons])
    facts = {"amount": amount, "received_on": received_on, "method": method, "reference": reference}
    payment = Payment.objects.create(
        code=code or new_code(), invoice=invoice, recorded_by=by, recorded_at=now, **facts
    )
    _post(payment, already, by=by, now=now)
    if already + amount == invoice.total - invoice.credited:
        collecting.settle(collecting.unsettled(invoice), by=by, now=now)
    made = {"invoice": [None, invoice.code], "amount": [None, amount]}
    trail.record(by, "payment.recorded", payment, made, now=now)
    return payment


def _received(invoice: Invoice) -> Decimal:
    return invoice.payments.aggregate(sum=Sum("amount"))["sum"] or NOTHING


def reasons_not_to_record(
    invoice: Invoice, amount: Decimal, received_on: date, reference: str, *, already: Decimal, today: date
) -> list[tuple[str, str]]:
    """Every reason why this payment cannot be right: which fact is wrong, and the sentence the person reads."""
    reasons = []
    outstanding = invoice.total - invoice.credited - already
    if outstanding <= 0:
        why = "what was not paid is credited" if invoice.credited else "it is already paid in full"
        reasons.append(("amount", f"Nothing is outstanding on invoice {invoice.reference}: {why}."))
    elif amount > outstanding:
        more = f"{pounds(amount)} is more than the {pounds(outstanding)} outstanding on invoice {invoice.reference}."
        reasons.append(("amount", f"{more} Record at most that, and send the rest back to the payer."))
    if amount <= 0:
        reasons.append(("amount", "The amount must be more than £0.00."))
    if received_on > today:
        reasons.append(("received_on", "The day the money came cannot be in the future."))
    if received_on < invoice.issued_on:
        sentence = (
            f"The invoice was issued on {day(invoice.issued_on)}: money for it cannot have come before."
        )
        reasons.append(("received_on", sentence))
    return reasons or _reasons_recorded_before(invoice, amount, received_on, reference)


def _reasons_recorded_before(
    invoice: Invoice, amount: Decimal, received_on: date, reference: str
) -> list[tuple[str, str]]:
    """One line of the bank's statement, recorded by two people or in two tabs, looks the same in everything."""
    alike = {"amount": money(amount), "received_on": received_on, "reference": reference}
    if not invoice.payments.filter(**alike).exists():
        return []
    known = f"with the reference “{reference}”" if reference else "without a reference"
    sentence = f"{pounds(amount)} of {day(received_on)} {known} is recorded already."
    return [("reference", f"{sentence} If it came twice, give each its own reference.")]


def allocate(lines: list[ChargeLine], already: Decimal, amount: Decimal) -> dict[FinancialYear, Decimal]:
    """Which years `amount` pounds pay for, when `already` pounds came before: what stands of the lines is paid in their order."""
    paid: dict[FinancialYear, Decimal] = {}
    begins = NOTHING
    for line in lines:
        part = min(already + amount, begins + line.standing) - max(already, begins)
        if part > 0:
            paid[line.year] = paid.get(line.year, NOTHING) + part
        begins += line.standing
    return paid


def _post(payment: Payment, already: Decimal, *, by: Person, now: datetime) -> None:
    invoice = payment.invoice
    for year, amount in allocate(list(invoice.lines.with_credit()), already, payment.amount).items():
        ledger.post(
            Account.BANK,
            Account.DEBTORS,
            amount,
            cause=payment,
            agency=invoice.agency,
            on=payment.received_on,
            year=year,
            narrative=f"Payment of invoice {invoice.reference} by {invoice.agency_name}",
            by=by,
            now=now,
        )

"""How credits are entered in the ledger, in the books of the years of the days that were charged."""

from datetime import datetime
from itertools import groupby

from finance import collecting, ledger
from finance.models import Account, ChargeLine, CreditNote, Journal
from finance.refunding import Moved


def post_credit(note: CreditNote, lines: list[ChargeLine], moved: Moved, *, now: datetime) -> None:
    """The agency owes less. What it had paid for these lines pays for others, or is due back to it: its debt never falls below
    nothing, in no year's book."""
    invoice = note.invoice
    words = f"Credit note {note.reference} for invoice {invoice.reference} to {invoice.agency_name}"
    other = f"Paid for invoice {invoice.reference}, used for other lines of it after {note.reference}"
    back = f"Refund due to {invoice.agency_name} after credit note {note.reference}"
    steps = [
        (Account.INCOME, Account.DEBTORS, collecting.by_year(lines), words),
        (Account.DEBTORS, Account.BANK, moved.gives, other),
        (Account.BANK, Account.DEBTORS, moved.takes, other),
        (Account.DEBTORS, Account.REFUNDS_DUE, moved.refunds, back),
    ]
    for debit, credit, sums, narrative in steps:
        for year, amount in sums.items():
            ledger.post(
                debit,
                credit,
                amount,
                cause=note,
                agency=invoice.agency,
                on=note.issued_on,
                year=year,
                narrative=narrative,
                by=note.issued_by,
                now=now,
            )


def post_reversal(reversal: Journal, lines: list[ChargeLine], *, now: datetime) -> None:
    """Each department gets back what it was recharged. `lines` stand together by agency."""
    for agency, of_agency in groupby(lines, lambda line: line.agency):
        for year, amount in collecting.by_year(of_agency).items():
            ledger.post(
                Account.INCOME,
                Account.RECHARGE,
                amount,
                cause=reversal,
                agency=agency,
                on=reversal.issued_on,
                year=year,
                narrative=f"Journal {reversal.reference}, reverses {reversal.reverses}, {agency}",
                by=reversal.issued_by,
                now=now,
            )

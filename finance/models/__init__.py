from finance.models.budget import BudgetLine
from finance.models.credit import CreditLine, CreditNote, CreditNoteFile
from finance.models.invoice import Invoice, InvoiceFile
from finance.models.journal import Journal
from finance.models.ledger import Account, LedgerEntry
from finance.models.line import ChargeLine
from finance.models.numbers import NumberSeries
from finance.models.payment import Payment

__all__ = [
    "Account",
    "BudgetLine",
    "ChargeLine",
    "CreditLine",
    "CreditNote",
    "CreditNoteFile",
    "Invoice",
    "InvoiceFile",
    "Journal",
    "LedgerEntry",
    "NumberSeries",
    "Payment",
]

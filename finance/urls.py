from django.urls import path

from finance.views import batches, budgets, credits, desk, invoices, journals, ledgers, statements

app_name = "finance"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("issue/", batches.batch, name="batch"),
    path("issue/invoices/", batches.batch_issue, name="batch_issue"),
    path("issue/journal/", batches.journal_issue, name="journal_issue"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/file/<str:token>/", invoices.invoice_file, name="invoice_file"),
    path("invoices/<str:code>/", invoices.invoice, name="invoice"),
    path("invoices/<str:code>/pdf/", invoices.invoice_pdf, name="invoice_pdf"),
    path("invoices/<str:code>/payment/", invoices.payment_new, name="payment_new"),
    path("credit-notes/", credits.credit_notes, name="credit_notes"),
    path("credit-notes/file/<str:token>/", credits.credit_note_file, name="credit_note_file"),
    path("credit-notes/<str:code>/", credits.credit_note, name="credit_note"),
    path("credit-notes/<str:code>/pdf/", credits.credit_note_pdf, name="credit_note_pdf"),
    path("journals/", journals.journals, name="journals"),
    path("journals/<str:code>/", journals.journal, name="journal"),
    path("journals/<str:code>/csv/", journals.journal_csv, name="journal_csv"),
    path("budget/new/", budgets.budget_new, name="budget_new"),
    path("budget/lines/<str:code>/take-back/", budgets.budget_reverse, name="budget_reverse"),
    path("budget/<str:year>/", budgets.budget, name="budget"),
    path("statement/<str:year>/", statements.statement, name="statement"),
    path("statement/<str:year>/pdf/", statements.statement_pdf, name="statement_pdf"),
    path("statement/<str:year>/charges/<str:which>/", statements.statement_charges, name="statement_charges"),
    path("ledger/", ledgers.ledger, name="ledger"),
]

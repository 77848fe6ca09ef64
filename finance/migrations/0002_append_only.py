from django.db import migrations

from lib.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [
        AppendOnly("finance_invoice"),
        AppendOnly("finance_invoicefile"),
        AppendOnly("finance_journal"),
        AppendOnly("finance_chargeline"),
        AppendOnly("finance_payment"),
        AppendOnly("finance_ledgerentry"),
        AppendOnly("finance_budgetline"),
    ]

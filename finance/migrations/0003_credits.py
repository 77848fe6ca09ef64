import django.core.validators
import django.db.models.deletion
import lib.codes
import lib.fields
from django.conf import settings
from django.db import migrations, models

from lib.append_only import AppendOnly, LiftAppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('finance', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('amount', lib.fields.MoneyField(decimal_places=2, max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='CreditNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', lib.fields.CodeField(default=lib.codes.new_code, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('reason', models.CharField(max_length=300)),
                ('finance_name', models.CharField(blank=True, max_length=200)),
                ('finance_email', models.EmailField(blank=True, max_length=254)),
                ('board_name', models.CharField(max_length=200)),
                ('board_address', models.TextField(max_length=500)),
                ('board_email', models.EmailField(max_length=254)),
                ('board_phone', models.CharField(blank=True, max_length=40)),
                ('vat_number', models.CharField(blank=True, max_length=20)),
                ('issued_at', models.DateTimeField()),
                ('issued_on', models.DateField(help_text='The day printed on it')),
                ('total', lib.fields.MoneyField(decimal_places=2, max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
                ('refund', lib.fields.MoneyField(decimal_places=2, help_text='The part of the total that was paid already, and so is due back', max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='CreditNoteFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pdf', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        LiftAppendOnly("finance_journal"),
        migrations.AddField(
            model_name='journal',
            name='reverses',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='finance.journal'),
        ),
        migrations.AlterField(
            model_name='journal',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='credit',
            field=models.CharField(choices=[('debtors', 'Agencies’ debt'), ('bank', 'Bank'), ('refunds_due', 'Refunds due'), ('internal_recharge', 'Internal recharge'), ('expenditure', 'Expenditure'), ('non_attendance_income', 'Non-attendance income'), ('contributions', 'Partner contributions'), ('reserves', 'Reserves brought forward')], max_length=24),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='debit',
            field=models.CharField(choices=[('debtors', 'Agencies’ debt'), ('bank', 'Bank'), ('refunds_due', 'Refunds due'), ('internal_recharge', 'Internal recharge'), ('expenditure', 'Expenditure'), ('non_attendance_income', 'Non-attendance income'), ('contributions', 'Partner contributions'), ('reserves', 'Reserves brought forward')], max_length=24),
        ),
        migrations.AlterField(
            model_name='numberseries',
            name='name',
            field=models.CharField(choices=[('invoice', 'Invoices'), ('journal', 'Journals'), ('credit', 'Credit notes')], max_length=10, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            model_name='journal',
            constraint=models.CheckConstraint(condition=models.Q(('reverses__isnull', False), ('issued_by__isnull', False), _connector='OR'), name='somebody issues what a journal recharges'),
        ),
        migrations.AddField(
            model_name='creditline',
            name='journal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_lines', to='finance.journal'),
        ),
        migrations.AddField(
            model_name='creditline',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credit', to='finance.chargeline'),
        ),
        migrations.AddField(
            model_name='creditnote',
            name='invoice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='finance.invoice'),
        ),
        migrations.AddField(
            model_name='creditnote',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='creditline',
            name='credit_note',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.creditnote'),
        ),
        migrations.AddField(
            model_name='creditnotefile',
            name='credit_note',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='finance.creditnote'),
        ),
        migrations.AddConstraint(
            model_name='creditnote',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='credit note numbers begin at one'),
        ),
        migrations.AddConstraint(
            model_name='creditnote',
            constraint=models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='a credit note gives something back'),
        ),
        migrations.AddConstraint(
            model_name='creditnote',
            constraint=models.CheckConstraint(condition=models.Q(('refund__gte', 0), ('refund__lte', models.F('total'))), name='no more is due back than is credited'),
        ),
        migrations.AddConstraint(
            model_name='creditnote',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a credit note has a reason'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credit_note__isnull', True), ('journal__isnull', False)), models.Q(('credit_note__isnull', False), ('journal__isnull', True)), _connector='OR'), name='a credit is on a credit note or in a journal'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.UniqueConstraint(fields=('credit_note', 'position'), name='one line per place on a credit note'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.UniqueConstraint(fields=('journal', 'position'), name='one credit per place in a journal'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='a credit gives something back'),
        ),
        AppendOnly("finance_journal"),
        AppendOnly("finance_creditnote"),
        AppendOnly("finance_creditline"),
        AppendOnly("finance_creditnotefile"),
    ]

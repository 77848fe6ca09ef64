from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_deeds_written_once'),
        ('bookings', '0009_taps_and_undone_charges'),
        ('training', '0011_registers_reopened_and_chased'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('certified_on__isnull', False), ('earns_certificate', False)), fields=['event'], name='certified_and_unearned'),
        ),
        migrations.AddIndex(
            model_name='charge',
            index=models.Index(condition=models.Q(('state__in', ['invoiced', 'settled']), ('void_since__isnull', False)), fields=['void_since'], name='charges_to_credit'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0014_absences")]

    operations = [
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                fields=["event"],
                condition=models.Q(certified_on__isnull=False, earns_certificate=False),
                name="certified_and_unearned",
            ),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(
                fields=["state", "void_since"],
                condition=models.Q(void_since__isnull=False),
                name="charges_to_credit",
            ),
        ),
    ]

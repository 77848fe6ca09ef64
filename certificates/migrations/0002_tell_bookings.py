from datetime import date

from django.db import migrations

ROWS = 500


def tell(apps, schema_editor):
    """Writes what stands on the certificates of today onto their bookings, where prerequisites look for it."""
    certificates = apps.get_model("certificates", "Certificate").objects.filter(revoked_at=None)
    bookings = apps.get_model("bookings", "Booking").objects
    known = []
    for certificate in certificates.select_related("booking").order_by("pk").iterator(ROWS):
        booking = certificate.booking
        booking.certified_on = date.fromisoformat(certificate.days[-1])
        booking.certified_until = certificate.expires_on
        known.append(booking)
        if len(known) == ROWS:
            bookings.bulk_update(known, ["certified_on", "certified_until"])
            known = []
    bookings.bulk_update(known, ["certified_on", "certified_until"])


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("bookings", "0005_rules_of_booking")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]

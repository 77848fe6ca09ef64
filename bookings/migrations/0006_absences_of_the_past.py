from django.db import migrations
from django.db.models import OuterRef, Subquery


def look_away(apps, schema_editor):
    """Nobody is warned today of what they missed before limits were there; it counts from the next time they miss one."""
    events = apps.get_model("training", "Event").objects.filter(pk=OuterRef("event"))
    missed = apps.get_model("bookings", "Booking").objects.filter(outcome="no_show", absence_counted_at=None)
    missed.update(absence_counted_at=Subquery(events.values("register_closed_at")[:1]))


class Migration(migrations.Migration):
    dependencies = [("bookings", "0005_rules_of_booking")]
    operations = [migrations.RunPython(look_away, migrations.RunPython.noop)]

"""Deliveries that are there already get the agency of their day, as new ones do when they are made."""

from django.db import migrations


def freeze(apps, schema_editor):
    Delivery = apps.get_model("training", "Delivery")
    Employment = apps.get_model("accounts", "Employment")
    rows = Delivery.objects.filter(agency=None).select_related("event", "trainer")
    for delivery in rows.iterator():
        jobs = Employment.objects.filter(person_id=delivery.trainer.person_id).select_related("agency")
        on = delivery.event.starts_at.date()
        then = jobs.filter(starts_on__lte=on).exclude(ends_on__lt=on).order_by("-starts_on").first()
        job = then or jobs.filter(ends_on=None).first()
        if job:
            Delivery.objects.filter(pk=delivery.pk).update(agency=job.agency, agency_name=job.agency.name)


class Migration(migrations.Migration):
    dependencies = [("training", "0005_people_and_places"), ("accounts", "0001_initial")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]

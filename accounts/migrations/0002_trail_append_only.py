from django.db import migrations

from lib.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [AppendOnly("accounts_trailentry")]

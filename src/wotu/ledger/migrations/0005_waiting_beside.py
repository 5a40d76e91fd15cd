"""What a waiting claim holds beside the pool, so that a round holds it too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_hold_at_once")]

    operations = [
        migrations.AddField(
            model_name="waitingclaim", name="beside", field=models.JSONField(blank=True, default=list)
        )
    ]

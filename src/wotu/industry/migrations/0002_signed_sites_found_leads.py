import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("industry", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="signing",
            name="site",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signed_in",
                to="industry.site",
            ),
        ),
        migrations.AddField(
            model_name="signing",
            name="claim",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signed_in",
                to="industry.claim",
            ),
        ),
        migrations.CreateModel(
            name="FoundLeads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("zone", models.CharField(max_length=60)),
                ("product", models.CharField(max_length=90)),
                ("token", models.UUIDField()),
                ("leads", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("zone", "product"),
                        name="found_leads_once",
                        violation_error_message="这个产品的线索已经算过。The leads of it are there already.",
                    )
                ],
            },
        ),
    ]

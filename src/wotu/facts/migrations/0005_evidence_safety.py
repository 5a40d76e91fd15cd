"""What a scanner said of a file, and how long its content is kept; files on record are kept by today's rule."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from wotu.facts.retention import day_of, keep_until


def fill_in(apps: Any, _editor: Any) -> None:
    evidence = apps.get_model("facts", "Evidence")
    for one in evidence.objects.all():
        one.keep_until = keep_until(day_of(one.recorded_at))
        one.save(update_fields=["keep_until"])


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_contests")]

    operations = [
        migrations.AddField(
            "evidence",
            "scan",
            models.CharField(
                max_length=12,
                choices=[
                    ("not_scanned", "未扫描 Not scanned"),
                    ("clean", "已扫描，未发现病毒 Scanned, clean"),
                    ("infected", "发现病毒，已隔离 Infected, in quarantine"),
                ],
                default="not_scanned",
            ),
        ),
        migrations.AddField("evidence", "scanned_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "evidence",
            "scanner",
            models.CharField(max_length=100, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "evidence",
            "found",
            models.CharField(max_length=100, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("evidence", "purged_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("evidence", "keep_until", models.DateField(null=True)),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AlterField("evidence", "keep_until", models.DateField()),
        migrations.AddIndex(
            "evidence",
            models.Index(fields=["keep_until"], condition=Q(purged_at=None), name="evidence_due"),
        ),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=Q(scan="not_scanned", scanned_at=None, found="")
                | Q(scan="clean", scanned_at__isnull=False, found="")
                | (Q(scan="infected", scanned_at__isnull=False) & ~Q(found="")),
                name="evidence_scan_said",
                violation_error_message="扫描结果要写明何时扫描、发现了什么。"
                "A scan says when it was and what it found.",
            ),
        ),
    ]

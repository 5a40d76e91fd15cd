"""The notices the package `chinesecalendar` knows, each with its source; what it learns later is added by
`wotu.workdays.verbs.seed_notices`."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Now

from wotu.workdays.seeding import known_notices, taken_in_by


def seed(apps: Any, _editor: Any) -> None:
    notices, days = apps.get_model("workdays", "Notice"), apps.get_model("workdays", "NoticeDay")
    for known in known_notices():
        notice = notices.objects.create(
            year=known.year,
            document=known.document,
            source=known.source,
            published=True,
            imported_at=Now(),
            imported_by=taken_in_by(),
        )
        days.objects.bulk_create(
            days(notice=notice, date=day.date, kind=day.kind.value, zh=day.zh, en=day.en)
            for day in known.days
        )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_notices")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

"""Taking in a sheet of entries: uploaded, looked through, recorded as a whole."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.facts.imports.sheet import Cells, digest_of, read_sheet
from wotu.refusal import CannotDo
from wotu.services.credit_repair.models import Intake
from wotu.services.credit_repair.sheets import check_sheet
from wotu.services.credit_repair.verbs.entries import record_entries


def open_intake(*, zone: str, name: str, content: bytes, by: str, now: dt.datetime) -> Intake:
    """Take in a sheet; nothing is recorded yet. The same file again is the same upload.

    Raises:
        NotASheet: it cannot be read.
    """
    cells, digest = read_sheet(name, content), digest_of(content)
    with transaction.atomic():
        intake, is_new = Intake.objects.get_or_create(
            zone=zone, digest=digest, undone_at=None,
            defaults={"name": name[:200], "sheet": cells.kept(), "opened_at": now, "opened_by": by},
        )  # fmt: skip
        if is_new:
            note(verb="open_credit_intake", about=zone, by=by, now=now, intake=intake.pk, digest=digest)
    return intake


def commit_intake(*, intake: Intake, by: str, now: dt.datetime, today: dt.date) -> int:
    """Record the good rows of a sheet, all or none; return how many.

    Raises:
        CannotDo: it was recorded already, or no row is good.
    """
    with transaction.atomic():
        found = Intake.objects.select_for_update().get(pk=intake.pk)
        if found.committed_at is not None:
            raise CannotDo("这份表已经登记过。", "This sheet is recorded already.")
        rows = check_sheet(Cells.of(found.sheet), found.zone, today).good
        if not rows:
            raise CannotDo("没有可以登记的行。", "No row can be recorded.")
        record_entries(
            rows=[(row.party, row.values) for row in rows], side="desk", by=by, now=now, today=today,
            intake=found,
        )  # fmt: skip
        found.committed_at = now
        found.save(update_fields=["committed_at"])
        note(verb="commit_credit_intake", about=found.zone, by=by, now=now, intake=found.pk, rows=len(rows))
    return len(rows)

"""Writing what a firm earned in a year."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.industry.models import Enterprise, YearFigure
from wotu.industry.sheets.cells import FIRST_YEAR
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo


def record_income(
    *, enterprise: Enterprise, year: int, income_fen: int, source: str, by: str, now: dt.datetime
) -> YearFigure:
    """Record a firm's income of a year, in fen; what stood before for that year is in the trail.

    Raises:
        CannotDo: the year is not over or too early, the amount negative, or no source is named.
    """
    said = source.strip()
    this_year = timezone.localtime(now).year
    if not FIRST_YEAR <= year <= this_year:
        raise CannotDo(f"年份是{FIRST_YEAR}到{this_year}。", f"A year from {FIRST_YEAR} to {this_year}.")
    if income_fen < 0:
        raise CannotDo("营业收入不能为负数。", "Income is not negative.")
    if not said or len(said) > 300:
        raise CannotDo("请写明数据来源，最多300字。", "Name the source, in 300 characters at most.")
    with transaction.atomic():
        before = YearFigure.objects.filter(enterprise=enterprise, year=year).first()
        figure, _ = YearFigure.objects.update_or_create(
            enterprise=enterprise, year=year, defaults={"income_fen": income_fen, "source": said}
        )
        changed(enterprise.zone)
        note(
            verb="record_income", about=f"{enterprise.zone}/{enterprise.key}", by=by, now=now,
            zone=enterprise.zone, year=year, income_fen=income_fen, source=said,
            before=before.income_fen if before else None,
        )  # fmt: skip
    return figure

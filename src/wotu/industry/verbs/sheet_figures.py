"""Yearly incomes a sheet of firms brings, and what they replaced."""

from collections.abc import Mapping, Sequence
from typing import Any

from wotu.industry.models import Enterprise, YearFigure
from wotu.industry.sheets.checking import Good
from wotu.industry.sheets.columns import INCOME


def write_figures(
    rows: Sequence[Good], firms: Mapping[str, Enterprise], source: str, made: dict[str, Any]
) -> None:
    """Write the yearly incomes of a sheet; what stood before is kept in `made`, for undoing."""
    said = {
        (firms[row.firms["firm"] or ""].pk, year): fen for row in rows for year, fen in _incomes(row).items()
    }
    known = {
        (one.enterprise_id, one.year): one
        for one in YearFigure.objects.filter(enterprise__in={pk for pk, _ in said})
    }
    fresh, mended = [], []
    figures: dict[str, dict[str, list[Any]]] = {}
    for (pk, year), fen in said.items():
        figure = known.get((pk, year))
        if figure is None:
            before = None
            fresh.append(YearFigure(enterprise_id=pk, year=year, income_fen=fen, source=source))
        elif figure.income_fen == fen:
            continue
        else:
            before = [figure.income_fen, figure.source]
            figure.income_fen, figure.source = fen, source
            mended.append(figure)
        figures.setdefault(str(pk), {})[str(year)] = [before, [fen, source]]
    YearFigure.objects.bulk_create(fresh, batch_size=2_000)
    YearFigure.objects.bulk_update(mended, ["income_fen", "source"], batch_size=500)
    made["figures"] = figures


def take_back_figures(made: Mapping[str, Any]) -> None:
    """Bring back the incomes that stood before a sheet; one written by hand since stays."""
    for pk, years in made.get("figures", {}).items():
        for year, (before, (fen, source)) in years.items():
            ours = YearFigure.objects.filter(enterprise=pk, year=year, income_fen=fen, source=source)
            if before is None:
                ours.delete()
            else:
                ours.update(income_fen=before[0], source=before[1])


def _incomes(row: Good) -> dict[int, int]:
    """Return the incomes a row says, in fen by year."""
    return {
        int(name.removeprefix(INCOME)): fen
        for name, fen in row.values.items()
        if name.startswith(INCOME) and fen is not None
    }

"""A check-up as a file to take along: Excel or CSV."""

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from wotu.look.cells import Cell, harmless
from wotu.portal import phrases
from wotu.portal.checkup import CheckUp, Item
from wotu.rules.text import Language, Text

_GROUPS = {
    "entitled": Text("可以享受", "Entitled"), "nearly": Text("差一点", "Nearly"),
    "unknown": Text("待补充信息", "Not known yet"), "not": Text("不符合", "Not entitled"),
}  # fmt: skip
_COLUMNS = (
    (Text("结论", "Answer"), 14),
    (Text("措施", "Measure"), 40),
    (Text("对象", "About"), 28),
    (Text("金额", "Amount"), 24),
    (Text("最低（元）", "Least (yuan)"), 16),
    (Text("最高（元）", "Most (yuan)"), 16),
    (Text("理由", "Reason"), 60),
    (Text("文件", "Document"), 40),
    (Text("文号", "Number"), 24),
    (Text("条款", "Article"), 18),
    (Text("地址", "Address"), 40),
    (Text("细节是否公布", "Detail published"), 14),
    (Text("受理时间", "Window"), 28),
)  # fmt: skip


def as_csv(check: CheckUp, language: Language) -> bytes:
    """Return the check-up as CSV that Excel opens with the right letters."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in _rows(check, language):
        writer.writerow([harmless(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(check: CheckUp, language: Language) -> bytes:
    """Return the check-up as an Excel workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = Text("政策体检", "Check-up")[language]
    for row in _rows(check, language):
        sheet.append([harmless(cell) for cell in row])
    heading = 3
    for index, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.cell(heading, index).font = Font(bold=True)
    for line in sheet.iter_rows(min_row=heading + 1):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.freeze_panes = sheet.cell(heading + 1, 3)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(check: CheckUp, language: Language) -> Iterator[list[Cell]]:
    note = Text(
        f"截至{check.on}；{check.zone.pack.zone.zh}；演示数据，不构成承诺",
        f"As of {check.on}; {check.zone.pack.zone.en}; demonstration data, not a promise",
    )
    yield [check.party.name]
    yield [note[language]]
    yield [label[language] for label, _ in _COLUMNS]
    for group in check.groups.values():
        for item in group.items:
            yield _row(check, item, language)


def _row(check: CheckUp, item: Item, language: Language) -> list[Cell]:
    version, award = item.finding.line.version, item.finding.award
    citation = version.citation
    source = citation.source if citation else None
    published = Text("是", "yes") if item.is_published else Text("否", "no")
    return [
        _GROUPS[item.group][language], item.title[language], item.finding.subject.name,
        item.amount[language] if item.amount else "",
        _yuan(award.low) if item.is_grant else None, _yuan(award.high) if item.is_grant else None,
        item.because[language], source.title[language] if source else "", source.number if source else "",
        citation.article if citation else "", source.address if source else "", published[language],
        phrases.window(version.window, check.on).text[language],
    ]  # fmt: skip


def _yuan(amount: int | None) -> float | int | None:
    if amount is None:
        return None
    return amount // 100 if amount % 100 == 0 else amount / 100

"""What needs tell the zone, as an Excel workbook."""

import datetime as dt
import io
from collections.abc import Sequence

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wotu.measures.zones import Zone
from wotu.needs.counts import by_month, by_topic, clusters, topic_label, unserved, usefulness
from wotu.needs.reads import departments
from wotu.needs.suggest import offers
from wotu.rules.text import Language, Text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDE, _NARROW = 48, 16
Cell = str | int | Text | None
Heads = Sequence[Text]

TOPIC, SENT, UNSERVED = Text("主题", "Topic"), Text("提交", "Sent"), Text("无措施满足", "Unserved")

_TOPIC_HEADS = (TOPIC, SENT, Text("无推荐", "Nothing fitted"), Text("未能解决", "Not served"), UNSERVED)
_MONTH_HEADS = (Text("月份", "Month"), SENT, UNSERVED)
_LACKING_HEADS = (Text("说的是", "What is named"), TOPIC, Text("诉求", "Needs"), Text("企业", "Firms"))
_USEFUL_HEADS = (
    Text("措施或资源", "Measure or resource"), Text("推荐次数", "Shown"), Text("有帮助", "Helped"),
    Text("没帮助", "Did not"),
)  # fmt: skip


def workbook(zone: Zone, today: dt.date, language: Language) -> bytes:
    """Return sheets by topic, month and word, of suggestions, and of every unserved need."""
    book = Workbook()
    book.remove(book.active)
    topics: list[list[Cell]] = [
        [one.label, one.sent, one.nothing_fitted, one.not_served, one.unserved] for one in by_topic(zone.id)
    ]
    months: list[list[Cell]] = [
        [f"{one.first:%Y-%m}", one.sent, one.unserved] for one in by_month(zone.id, today)
    ]
    lacking: list[list[Cell]] = [[one.label, one.topic, one.needs, one.firms] for one in clusters(zone.id)]
    titles = {one.key: one.title for one in offers(zone, today)}
    useful: list[list[Cell]] = [
        [titles.get(one.key, Text(one.key, one.key)), one.shown, one.helpful, one.not_helpful]
        for one in usefulness(zone.id)
    ]
    _sheet(book, Text("按主题", "By topic"), language, _TOPIC_HEADS, topics)
    _sheet(book, Text("按月", "By month"), language, _MONTH_HEADS, months)
    _sheet(book, Text("缺什么", "What is lacking"), language, _LACKING_HEADS, lacking)
    _sheet(book, Text("推荐效果", "Suggestions"), language, _USEFUL_HEADS, useful)
    _needs_sheet(book, zone, language)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _needs_sheet(book: Workbook, zone: Zone, language: Language) -> None:
    names = {one.slug: one.label for one in departments(zone.id)}
    rows: list[list[Cell]] = [
        [
            timezone.localtime(need.submitted_at).strftime("%Y-%m-%d") if need.submitted_at else "",
            need.party.name, need.says, topic_label(need.topic),
            names.get(need.department, Text(need.department, need.department)), need.reason,
        ]
        for need in unserved(zone.id)
    ]  # fmt: skip
    heads = [
        Text("提交日期", "Sent on"), Text("企业", "Firm"), Text("诉求", "Need"), TOPIC,
        Text("部门", "Department"), Text("未能解决的原因", "Why not served"),
    ]  # fmt: skip
    _sheet(book, Text("无措施满足的诉求", "Unserved needs"), language, heads, rows)


def _sheet(
    book: Workbook, title: Text, language: Language, heads: Heads, rows: Sequence[Sequence[Cell]]
) -> None:
    sheet: Worksheet = book.create_sheet(title[language])
    sheet.append([head[language] for head in heads])
    for row in rows:
        sheet.append([_cell(cell, language) for cell in row])
    for index in range(1, len(heads) + 1):
        longest = max(
            (len(str(line[index - 1].value or "")) for line in sheet.iter_rows(min_row=1)), default=0
        )
        sheet.column_dimensions[get_column_letter(index)].width = _WIDE if longest > _NARROW else _NARROW
        sheet.cell(1, index).font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"


def _cell(cell: Cell, language: Language) -> str | int | None:
    """Return a cell in the reader's language; a spreadsheet must not run a text as a formula."""
    written = cell[language] if isinstance(cell, Text) else cell
    return f"'{written}" if isinstance(written, str) and written.startswith(_FORMULA) else written

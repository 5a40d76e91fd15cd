"""Tables to take along: Excel or CSV, with nothing in them that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from django.http import Http404, HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from wotu.look.cells import XLSX, Cell, harmless

_WIDEST = 60
_NOT_IN_A_TITLE = re.compile(rf"[\\/*?:\[\]]|{ILLEGAL_CHARACTERS_RE.pattern}")


def sheet_response(ending: str, name: str, title: str, rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return rows as a file to download; the first row names the columns.

    Raises:
        Http404: the ending is neither csv nor xlsx.
    """
    writers = {"csv": (_csv, "text/csv; charset=utf-8"), "xlsx": (_xlsx, XLSX)}
    if ending not in writers:
        raise Http404
    write, kind = writers[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(write(title, rows), content_type=kind, headers=headers)


def _csv(title: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write CSV that Excel opens with the right letters."""
    del title
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(title: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:30].strip("' ") or None)
    lines = [list(map(_writable, row)) for row in rows]
    for index, width in enumerate(_widths(lines), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        sheet.append([_bold(sheet, cell) for cell in line] if number == 0 else line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _writable(cell: Cell) -> Cell:
    """Leave out the control characters a workbook cannot hold."""
    cell = harmless(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def _bold(sheet: object, text: Cell) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _widths(lines: Sequence[Sequence[Cell]]) -> list[int]:
    """Return widths by the first lines; a Chinese character takes two places."""
    first = lines[:200]
    columns = zip_longest(*([len(str(cell).encode("gb18030", "replace")) for cell in line] for line in first))
    return [min(max(width or 0 for width in column) + 2, _WIDEST) for column in columns]

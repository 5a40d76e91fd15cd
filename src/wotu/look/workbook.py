"""A list as an Excel workbook: written row by row, so that only the packed file is ever in memory."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from wotu.look.cells import Cell, harmless


def workbook(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> io.BytesIO:
    """Write a workbook of one sheet and return it packed, at its beginning.

    Args:
        title: the name of the sheet.
        columns: headings, each with its width in characters.
        rows: the cells of each row.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    headings = []
    for heading, _ in columns:
        cell = WriteOnlyCell(sheet, heading)
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file

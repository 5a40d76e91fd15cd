"""Sheets as officials bring them."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

GOOD = "91110000802100433B"
OTHER = "914403001922038216"
NEW = "91310000132207927C"
HEADINGS = ("企业名称", "统一社会信用代码", "2024年营业收入（万元）", "从业人员", "是否高新技术企业")


def as_csv(
    rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, encoding: str = "gb18030"
) -> bytes:
    """Return a CSV file as Chinese Excel writes it."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *rows])
    return file.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return an Excel workbook."""
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

"""Reading an uploaded sheet into texts that can be kept: columns, numbered rows, lines set aside."""

import hashlib
import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from wotu.match.cells import as_text
from wotu.match.files import open_sheet
from wotu.rules.problems import PackError
from wotu.rules.text import Text

LARGEST = 10 * 1024 * 1024
"""Bytes of the file."""
LARGEST_UNPACKED = 20 * LARGEST
MOST_ROWS = 5_000
MOST_COLUMNS = 100
ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")


class NotASheet(ValueError):
    """A file cannot be imported as a whole; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True)
class Cells:
    """The cells of a sheet as texts. `numbers` are the rows as a person counts them in the file.

    `ragged` are lines with too many or too few cells: their number, text, and what is wrong.
    """

    columns: list[str]
    numbers: list[int]
    rows: list[list[str]]
    ragged: list[tuple[int, str, str]]

    def kept(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"columns": self.columns, "numbers": self.numbers, "rows": self.rows, "ragged": self.ragged}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Cells":
        """Return what was kept as JSON."""
        return cls(**kept)

    def samples(self, most: int = 200) -> dict[str, list[str]]:
        """Return some cells of each column."""
        some = self.rows[:most]
        return {name: [row[index] for row in some] for index, name in enumerate(self.columns)}


def digest_of(content: bytes) -> str:
    """Return what names a file by its content."""
    return hashlib.sha256(content).hexdigest()


def read_sheet(name: str, content: bytes) -> Cells:
    """Read an Excel or CSV file.

    Raises:
        NotASheet: it is too large, empty, or nothing that can be read.
    """
    ending = PurePath(name).suffix.lower()
    _check(ending, content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet{ending}"
        path.write_bytes(content)
        try:
            sheet = open_sheet(path)
        except PackError as error:
            raise NotASheet(_why(error)) from None
    columns, data = sheet.data.column_names, sheet.data
    if data.num_rows > MOST_ROWS:
        raise NotASheet(
            Text(
                f"有{data.num_rows}行，一次最多{MOST_ROWS}行。请分成几份。",
                f"There are {data.num_rows} rows; at most {MOST_ROWS} at a time. Split the sheet.",
            )
        )
    if len(columns) > MOST_COLUMNS:
        raise NotASheet(Text(f"列太多，最多{MOST_COLUMNS}列。", f"Too many columns; at most {MOST_COLUMNS}."))
    by_column = [[as_text(cell).strip() for cell in data.column(name).to_pylist()] for name in columns]
    rows = [list(row) for row in zip(*by_column, strict=True)]
    if not rows:
        raise NotASheet(Text("只有表头，没有数据。", "There are headings but no rows."))
    filled = [index for index, row in enumerate(rows) if any(row)]
    ragged = [(line.number, line.text[:200], line.problem) for line in sheet.ragged]
    return Cells(list(columns), [int(sheet.numbers[i]) for i in filled], [rows[i] for i in filled], ragged)


def _check(ending: str, content: bytes) -> None:
    if not content:
        raise NotASheet(Text("文件是空的。", "The file is empty."))
    if len(content) > LARGEST:
        most = LARGEST // 2**20
        raise NotASheet(
            Text(f"文件超过{most}MB。请分成几份。", f"The file is larger than {most} MB. Split it.")
        )
    if ending not in ENDINGS:
        raise NotASheet(
            Text(
                "只能导入 Excel（.xlsx）或 CSV 文件。旧的 .xls 请先另存为 .xlsx。",
                "Only Excel (.xlsx) or CSV files can be imported. Save an old .xls as .xlsx first.",
            )
        )
    if ending == ".xlsx":
        _check_workbook(content)


def _check_workbook(content: bytes) -> None:
    """Refuse what would unpack into far more than it is."""
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile:
        raise NotASheet(
            Text(
                "这不是 Excel 工作簿，可能只改了后缀。", "This is no Excel workbook; only its ending says so."
            )
        ) from None
    if size > LARGEST_UNPACKED:
        raise NotASheet(Text("工作簿解开后太大。请分成几份。", "The workbook is too large. Split it."))


def _why(error: PackError) -> Text:
    said = "; ".join(f"{p.message} ({p.hint})" if p.hint else p.message for p in error.problems)
    if "stands twice" in said:
        return Text("有两列的列名相同（或都没有列名）。请给每一列不同的列名。", said)
    if "empty" in said:
        return Text("表是空的。第一行要写列名。", said)
    if "encoding" in said:
        return Text("读不出文字编码。请另存为 UTF-8 的 CSV。", said)
    return Text("读不出这份文件。请另存为 .xlsx 再试。", said)

"""Reading a file of receipts (回单): each row as what the bank says, or as what is wrong with it."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wotu.payments.bank_file import fen
from wotu.payments.models import RESULTS
from wotu.rules.text import Text

LARGEST: Final = 5 * 2**20
MOST_ROWS: Final = 20_000
COLUMNS: Final[dict[str, Text]] = {
    "reference": Text("付款编号", "reference"),
    "result": Text("结果", "result"),
    "amount": Text("金额（元）", "amount"),
    "on": Text("日期", "date"),
    "serial": Text("银行流水号", "serial"),
    "reason": Text("原因", "reason"),
}
_HEADINGS: Final = {
    heading: name
    for name, text in COLUMNS.items()
    for heading in (text.zh, text.en, f"{text.zh} {text.en}", name)
} | {"金额": "amount", "amount（yuan）": "amount"}
_RESULTS: Final = {text: name for name, label in RESULTS.items() for text in (name, label.zh)} | {
    "成功": "paid", "支付成功": "paid", "失败": "returned", "退回": "returned", "已退票": "returned",
}  # fmt: skip


class NotReceipts(ValueError):
    """The file cannot be read as receipts; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a row: which row and field, and how to mend it."""

    row: int
    field: Text
    value: str
    problem: Text


@dataclass(frozen=True)
class Said:
    """What the bank says of one order; the amount in fen."""

    row: int
    reference: str
    result: str
    amount: int
    on: dt.date
    serial: str
    reason: str


def read_receipts(content: bytes) -> tuple[list[Said], list[Wrong], int]:
    """Return what can be read, what cannot, and the number of rows.

    Raises:
        NotReceipts: it is too large, no text, or columns are missing.
    """
    rows = _rows(content)
    said: list[Said] = []
    wrong: list[Wrong] = []
    for number, cells in rows:
        problems = list(_problems(number, cells))
        if problems:
            wrong += problems
        else:
            said.append(_said(number, cells))
    twice = _twice(said)
    return [one for one in said if one.row not in {w.row for w in twice}], [*wrong, *twice], len(rows)


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise NotReceipts(Text("文件超过5MB，请分成几份。", "The file is larger than 5 MB; split it."))
    lines = list(csv.reader(io.StringIO(_text(content), newline="")))
    if not lines:
        raise NotReceipts(Text("文件是空的。", "The file is empty."))
    head = [_HEADINGS.get(cell.strip().strip("\t'").lower(), "") for cell in lines[0]]
    missing = [text for name, text in COLUMNS.items() if name not in head and name != "reason"]
    if missing:
        raise NotReceipts(
            Text(
                f"第一行缺少列：{'、'.join(t.zh for t in missing)}。请按说明里的格式另存为 CSV。",
                f"The first row lacks: {', '.join(t.en for t in missing)}. Save it as CSV, as described.",
            )
        )
    if len(lines) - 1 > MOST_ROWS:
        raise NotReceipts(
            Text(f"一次最多{MOST_ROWS}行，请分成几份。", f"At most {MOST_ROWS} rows; split the file.")
        )
    found = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {
            name: cell.strip().lstrip("'").strip() for name, cell in zip(head, line, strict=False) if name
        }
        if any(cells.values()):
            found.append((number, cells))
    return found


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReceipts(Text("文件不是文本，请另存为 CSV。", "The file is no text; save it as CSV."))


def _problems(row: int, cells: dict[str, str]) -> Iterator[Wrong]:
    def wrong(name: str, zh: str, en: str) -> Wrong:
        return Wrong(row, COLUMNS[name], cells.get(name, "")[:60], Text(zh, en))

    if not cells.get("reference"):
        yield wrong("reference", "请填写银行文件里的付款编号。", "Give the reference of the bank file.")
    result = _RESULTS.get(cells.get("result", "").lower())
    if result is None:
        yield wrong("result", "写“已支付”或“退票”。", "Write paid or returned.")
    if not fen(cells.get("amount", "")):
        yield wrong(
            "amount", "写成元，最多两位小数，如 1234.56。", "Write yuan with two decimals, as 1234.56."
        )
    if _date(cells.get("on", "")) is None:
        yield wrong("on", "写成 2026-03-02。", "Write 2026-03-02.")
    if not cells.get("serial") or len(cells["serial"]) > 60:
        yield wrong(
            "serial", "请填写银行流水号，最多60个字符。", "Give the bank's serial, at most 60 characters."
        )
    if result == "returned" and not cells.get("reason"):
        yield wrong("reason", "退票要写明原因。", "A return says why.")


def _said(row: int, cells: dict[str, str]) -> Said:
    on = _date(cells["on"]) or dt.date.min
    return Said(
        row, cells["reference"], _RESULTS[cells["result"].lower()], fen(cells["amount"]) or 0, on,
        cells["serial"], cells.get("reason", "")[:300],
    )  # fmt: skip


def _date(text: str) -> dt.date | None:
    plain = text.replace("/", "-").replace(".", "-")
    if len(plain) == 8 and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        return dt.date.fromisoformat(plain)
    except ValueError:
        return None


def _twice(said: Sequence[Said]) -> list[Wrong]:
    """Return what stands twice in one file: neither row is taken, since nobody knows which is right.

    A payment and its later return are two rows of one reference, and no contradiction.
    """
    serials = Counter(one.serial for one in said)
    results = Counter((one.reference, one.result) for one in said)
    found = []
    for one in said:
        if serials[one.serial] > 1:
            problem = Text(
                "同一流水号在文件里出现多次，请只留一行。", "This serial stands several times; keep one row."
            )
            found.append(Wrong(one.row, COLUMNS["serial"], one.serial, problem))
        elif results[one.reference, one.result] > 1:
            problem = Text(
                "同一付款编号在文件里出现多次，请只留一行。",
                "This reference stands several times; keep one row.",
            )
            found.append(Wrong(one.row, COLUMNS["reference"], one.reference, problem))
    return found

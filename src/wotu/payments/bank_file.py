"""The bank file (支付指令文件): its layout, written and read back. docs/payments.md describes it.

UTF-8 with a byte-order mark, so that a spreadsheet shows Chinese; lines end with CRLF. The first line is
the head with batch, count and total, the second names the columns, then one line an order.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

LAYOUT: Final = "WOTU-PAY-1"
"""The name of the layout; another layout takes another name."""
COLUMNS: Final = (
    "付款编号 reference", "户名 payee", "账号 account", "开户行 bank", "金额（元） amount", "用途 purpose",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class PayLine:
    """One payment: to whom, where, how much in fen, and for what."""

    reference: str
    name: str
    account: str
    bank: str
    amount: int
    purpose: str


class NotABankFile(ValueError):
    """The bytes are not a bank file, or do not add up."""


def write_bank_file(number: str, lines: Sequence[PayLine]) -> bytes:
    """Return the bytes of the bank file of a batch; the same lines give the same bytes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    total = sum(line.amount for line in lines)
    writer.writerow([LAYOUT, number, len(lines), yuan(total)])
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([
            line.reference, _plain(line.name), line.account, _plain(line.bank), yuan(line.amount),
            _plain(line.purpose),
        ])  # fmt: skip
    return file.getvalue().encode("utf-8-sig")


def read_bank_file(content: bytes) -> tuple[str, dict[str, int]]:
    """Return the batch number and the amount in fen by reference.

    Raises:
        NotABankFile: it is not one of ours, or its head does not agree with its lines.
    """
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if len(rows) < 2 or rows[0][0] != LAYOUT:
        raise NotABankFile(f"the first line does not begin with {LAYOUT}")
    amounts = {row[0]: fen(row[4]) or 0 for row in rows[2:]}
    count, total = int(rows[0][2]), fen(rows[0][3])
    if len(rows) - 2 != count or len(amounts) != count or sum(amounts.values()) != total:
        raise NotABankFile("count and total of the head are not those of the lines")
    return rows[0][1], amounts


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(content).hexdigest()


def yuan(amount: int) -> str:
    """Write fen as yuan with two decimals, without grouping."""
    return f"{amount // 100}.{amount % 100:02}"


def fen(text: str) -> int | None:
    """Read yuan with at most two decimals, as people and banks write them, into fen; None where it is not."""
    plain = (
        text.strip()
        .replace(",", "")
        .replace("，", "")
        .removeprefix("¥")
        .removeprefix("￥")
        .removesuffix("元")
    )
    whole, _, part = plain.strip().partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 13 and len(part) <= 2):
        return None
    if part and not (part.isascii() and part.isdigit()):
        return None
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def _plain(text: str) -> str:
    """Keep a text in its cell, and a spreadsheet from running it as a formula."""
    one_line = " ".join(text.split())
    return f"'{one_line}" if one_line.startswith(_FORMULA) else one_line

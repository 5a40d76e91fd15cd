"""The statement of an account as rows of a table to take along."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils import timezone

from wotu.ledger.models import UNITS, Account
from wotu.ledger.statement import statement
from wotu.look.cells import Cell
from wotu.rules.text import Language, Text

HEADS = (
    Text("序号", "Number"), Text("时间", "When"), Text("摘要", "What"), Text("说明", "Explained"),
    Text("办件", "Case"), Text("依据或备注", "Document or note"), Text("经手人", "By"),
    Text("额度变动", "Limit +/−"), Text("预留变动", "Reserved +/−"), Text("占用变动", "Held +/−"),
    Text("核销变动", "Posted +/−"), Text("额度", "Limit"), Text("预留", "Reserved"), Text("占用", "Held"),
    Text("核销", "Posted"), Text("剩余", "Left"), Text("单位", "Unit"),
)  # fmt: skip


def statement_rows(account: Account, language: Language) -> Iterator[list[Cell]]:
    """Yield the headings, and a row for each entry; money in yuan, everything else in its smallest unit."""
    unit = Text("元", "yuan") if account.unit == "fen" else UNITS[account.unit]
    yield [head[language] for head in HEADS]
    for line in statement(account):
        entry = line.entry
        counted = (
            entry.limit, entry.reserved, entry.held, entry.posted, line.limit, line.reserved, line.held,
            line.posted, line.left,
        )  # fmt: skip
        yield [
            entry.pk, timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"), line.code[language],
            line.sentence[language], entry.case, entry.note, entry.by,
            *(_figure(amount, account.unit) for amount in counted), unit[language],
        ]  # fmt: skip


def _figure(amount: int, unit: str) -> Cell:
    if unit != "fen":
        return amount
    yuan = Fraction(amount, 100)
    return int(yuan) if yuan.denominator == 1 else float(yuan)

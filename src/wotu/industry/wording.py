"""What a firm typed about what it makes and needs, read field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wotu.chain.names.normal import normal
from wotu.industry.models import BOUGHT_AT, STATED, USES
from wotu.industry.sheets.cells import FIRST_YEAR
from wotu.industry.wan import fen_of
from wotu.rules.text import Text

LONGEST = 200


class Unclear(ValueError):
    """A statement cannot be taken: `mistakes` says what to mend, by field."""

    def __init__(self, mistakes: Mapping[str, Text]) -> None:
        super().__init__("; ".join(said.zh for said in mistakes.values()))
        self.mistakes = dict(mistakes)


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words; the fields are those of `wotu.industry.models.Statement`."""

    says: str
    product: str
    amount_fen: int | None = None
    year: int | None = None
    use: str = ""
    bought_at: str = ""
    seller: str = ""


def read_wording(typed: Mapping[str, str], this_year: int) -> Wording:
    """Read what was typed. Amounts are in 万元; a year is asked for where an amount was bought.

    Raises:
        Unclear: a field is missing or cannot be read; every one that is, at once.
    """
    said = {name: value.strip() for name, value in typed.items()}
    mistakes: dict[str, Text] = {}
    says = said.get("says", "")
    if says not in dict(STATED):
        mistakes["says"] = Text("请选择是生产还是需要。", "Choose whether you make it or need it.")
    product = said.get("product", "")
    if wrong := _wrong_name(product):
        mistakes["product"] = wrong
    amount = said.get("amount", "")
    fen = fen_of(amount) if amount else None
    if amount and fen is None:
        mistakes["amount"] = _AMOUNT
    if says == "makes":
        return _clear(mistakes, Wording(says, product, fen))
    if len(said.get("seller", "")) > LONGEST:
        mistakes["seller"] = Text(f"最多{LONGEST}字。", f"{LONGEST} characters at most.")
    year = _year(said.get("year", ""), this_year)
    if amount and year is None:
        mistakes["year"] = Text(
            f"请写明是哪一年的采购额，例如{this_year - 1}。",
            f"Say of which year the amount is, such as {this_year - 1}.",
        )
    for name, choices in _CHOICES.items():
        if said.get(name) and said[name] not in choices:
            mistakes[name] = Text("请从列出的里面选。", "Choose one of those listed.")
    return _clear(
        mistakes,
        Wording(
            says, product, fen, year if amount else None, said.get("use", ""), said.get("bought_at", ""),
            said.get("seller", ""),
        ),
    )  # fmt: skip


_AMOUNT = Text(
    "没有读懂这个金额。请按万元只填数字，例如 1200。",
    "This amount could not be read. Give a number in 10,000 yuan, such as 1200.",
)
_CHOICES: Final = {"use": dict(USES), "bought_at": dict(BOUGHT_AT)}


def _clear(mistakes: Mapping[str, Text], wording: Wording) -> Wording:
    if mistakes:
        raise Unclear(mistakes)
    return wording


def _wrong_name(product: str) -> Text | None:
    if not product:
        return Text("请填写产品名称，按你们自己的叫法就行。", "Name the product, as you call it yourselves.")
    if len(product) > LONGEST:
        return Text(f"最多{LONGEST}字。", f"{LONGEST} characters at most.")
    if not normal(product):
        return Text("这不像产品名称，请用文字写。", "This is no name; write it in words.")
    return None


def _year(typed: str, this_year: int) -> int | None:
    digits = typed.removesuffix("年")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        return None
    return int(digits) if FIRST_YEAR <= int(digits) <= this_year else None

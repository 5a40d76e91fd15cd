"""The local sourcing ratio to take along: buyers, claims, and the places to find out."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from wotu.chain.counted import Hidden, hidden
from wotu.chain.ratio import sourcing_by_buyer
from wotu.desk.chain.naming import firm_name
from wotu.desk.chain.ratio_asking import SORTS, Asking, paper_row, place_row
from wotu.desk.chain.words import source_words
from wotu.industry.sheets.columns import FIRMS
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.look.templatetags.figures import share, yuan
from wotu.rules.text import Text

Sheet = tuple[list[Text], Iterable[list[Cell]]]


def _buyers_sheet(asking: Asking) -> Sheet:
    heads = [
        Text("企业代码", "Code"), Text("采购企业", "Buyer"), Text("材料采购额（元）", "Materials, yuan"),
        Text("所在地已知（元）", "Place known, yuan"), Text("区内（元）", "Inside, yuan"),
        Text("本地配套率", "Ratio"), Text("覆盖率", "Coverage"), Text("不出比率的原因", "Why there is none"),
        Text("口径", "Basis"),
    ]  # fmt: skip
    language = current()
    basis = Text("已确认主张", "confirmed claims")
    if asking.estimate:
        basis = Text("估算，含待确认主张", "estimate, with proposed claims")
    rows: list[list[Cell]] = [
        [
            firm, firm_name(asking.found, firm), yuan(one.materials.total_fen), yuan(one.materials.known_fen),
            yuan(one.materials.local_fen), share(one.materials.ratio), share(one.materials.coverage),
            one.materials.refused[language] if one.materials.refused else "", basis[language],
        ]
        for firm, one in asking.found.answer(sourcing_by_buyer, **asking.terms)
    ]  # fmt: skip
    return heads, rows


def _claims_sheet(asking: Asking) -> Sheet:
    heads = [
        Text("主张", "Claim"), Text("采购企业", "Buyer"), Text("供应商", "Seller"), Text("产品", "Product"),
        Text("类别", "Sort"), Text("金额（元）", "Amount, yuan"), Text("起", "From"), Text("止", "To"),
        Text("供应商在区内", "Seller inside"), Text("所在地已知", "Place known"), Text("计入", "Counted"),
        Text("来源种类", "Kind"), Text("状态", "State"), Text("来源", "Source"),
    ]  # fmt: skip
    language = current()
    yes = {True: Text("是", "yes")[language], False: Text("否", "no")[language]}
    rows: list[list[Cell]] = [
        [
            one.claim, row["buyer"].name, _seller(row), row["product"].name[language],
            SORTS[one.sort][language], None if one.amount_fen is None else yuan(one.amount_fen),
            str(one.begins), str(one.ends),
            yes[one.local], yes[one.known], yes[one.counts], row["kind"][language], row["state"][language],
            source_words(one.source or "")[language],
        ]
        for one in asking.papers
        if (row := paper_row(asking.found, one))
    ]  # fmt: skip
    return heads, rows


def _places_sheet(asking: Asking) -> Sheet:
    """Return each seller whose place is to be found out, headed as a sheet of firms: filled in, it is one.

    What is bought of sellers nobody named comes last, to ask the buyers about.
    """
    heads = [
        *(FIRMS.columns[name].label for name in ("firm_code", "firm_name", "firm_place", "in_zone")),
        Text("采购企业", "Buyer"), Text("采购的产品", "What is bought"), Text("金额（元）", "Amount, yuan"),
    ]  # fmt: skip
    language = current()
    between = "；" if language == "zh" else "; "
    by_seller: dict[str, list[Hidden]] = {}
    for one in hidden(asking.papers):
        by_seller.setdefault(one.seller or "", []).append(one)
    unknown = [[one] for one in by_seller.pop("", [])]
    rows: list[list[Cell]] = []
    for several in [*by_seller.values(), *unknown]:
        named = [place_row(asking.found, one) for one in several]
        buyers = dict.fromkeys(row["buyer"].name for row in named)
        products = dict.fromkeys(row["product"].name[language] for row in named)
        rows.append(
            [several[0].seller or "", _seller(named[0]), "", "", between.join(buyers),
             between.join(products), yuan(sum(one.amount_fen for one in several))]
        )  # fmt: skip
    return heads, rows


def _seller(row: dict[str, Any]) -> str:
    return row["seller"].name if row["seller"] else ""


SHEETS: Final[dict[str, Callable[[Asking], Sheet]]] = {
    "buyers": _buyers_sheet, "claims": _claims_sheet, "places": _places_sheet,
}  # fmt: skip

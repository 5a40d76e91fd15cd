"""A real map from two sheets: listed companies 上市公司 and their main products, as relations of the graph.

The sheet of products has `company_code` (of which the first six characters are the stock code), `product`,
in the company's own words, and `weight`, its share of income. The sheet of companies has `stock_code` and
`name`, and may have `industry`, `province`, `revenue_yuan` and `revenue_growth_pct`.

Two names are one product only if they have the same normal form, or stand for the same product of a chain
that is given. Names that are alike are listed for a person to look at.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from wotu.chain.graph.reading import ChainMistakes, Mistake
from wotu.chain.graph.relations import RELATIONS, Graph, Row
from wotu.chain.names.aliases import Aliases
from wotu.chain.names.alike import LEAST, Alike, alike
from wotu.chain.names.normal import normal

CODE = 6
"""Characters of a stock code; what follows it in a sheet names the exchange."""
CONFIDENCE = 70
"""In percent: published by the company itself, copied by somebody into a sheet."""
_BOOKKEEPING = re.compile(r"抵[销消銷减減]|^平衡项|^调整项|^未分配|(?:小|合|总)计$")
_NOTHING = re.compile(
    r"(?:销售|商品|产品|材料|原材料|业务|主营|收入|其他|其它|自产|外购|配套|项目|分部|境内|境外|国内|国外|内销|外销|出口)+"
)
"""Words that, alone or together, name no product."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the rows of a sheet of products.

    `bookkeeping` are lines that balance accounts, `nothing` names that say nothing of a product; neither is
    in the graph. `merged` are written names that joined a product by their normal form alone, `known` the
    products that were in the given chain, `unnamed` firms that the sheet of companies does not have.
    """

    rows: int
    bookkeeping: int
    nothing: int
    repeated: int
    firms: int
    unnamed: int
    products: int
    merged: int
    known: int
    claims: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The relations, the pairs of product names to look at, and the report."""

    relations: dict[str, list[Row]]
    candidates: list[Alike]
    report: Report


@dataclass(frozen=True, slots=True)
class _Said:
    """One row of the sheet of products that names one."""

    row: int
    firm: str
    name: str
    weight: Decimal


def read_listed(
    products: Path, companies: Path, *, chain: Graph | None = None, least: float = LEAST
) -> Listed:
    """Return the map told by the two sheets; with a chain, that chain and the listed makers of its products.

    What a company says it makes is a claim to be confirmed. Revenue and growth are taken as the sheet has
    them, whatever period they are of. Product names are in Chinese only, so `en` repeats `zh`.

    Raises:
        ChainMistakes: a sheet lacks a column or has a number that cannot be read.
    """
    mistakes: list[Mistake] = []
    known_firms = {str(row["id"]): row for row in _firms(companies, mistakes)}
    rows, said, left_out = 0, list[_Said](), Counter[str]()
    for one in _said(products, mistakes):
        rows += 1
        sort = _sort(one.name)
        left_out[sort] += 1
        if sort == "product":
            said.append(one)
    if mistakes:
        raise ChainMistakes(mistakes)

    relations = {name: chain.rows(name) if chain else [] for name in RELATIONS}
    names = [(row["zh"], row["id"]) for row in relations["products"]]
    names += [(row["name"], row["product"]) for row in relations["product_names"]]
    known = Aliases(names)
    taken = {row["id"] for row in relations["products"]}
    meaning = {name: known.product(name) or _free(normal(name), taken) for name in {one.name for one in said}}
    written = _written(said, meaning, taken)
    claims = _claims(said, meaning, products.name)
    firms = dict.fromkeys(one.firm for one in said)

    relations["firms"] += [known_firms.get(firm, {"id": firm, "name": firm}) for firm in firms]
    relations["products"] += [{"id": id_, "zh": names[0], "en": names[0]} for id_, names in written.items()]
    relations["product_names"] += [
        {"name": name, "product": id_} for id_, names in written.items() for name in names[1:]
    ]
    relations["makes"] += claims
    report = Report(
        rows=rows,
        bookkeeping=left_out["bookkeeping"],
        nothing=left_out["nothing"],
        repeated=len(said) - len(claims),
        firms=len(firms),
        unnamed=len(firms.keys() - known_firms.keys()),
        products=len(written),
        merged=sum(len(names) - 1 for names in written.values()),
        known=len(taken & {*meaning.values()}),
        claims=len(claims),
    )
    return Listed(relations, _candidates([name for name, _ in names], written, least), report)


def _sort(name: str) -> str:
    if _BOOKKEEPING.search(name):
        return "bookkeeping"
    return "nothing" if _NOTHING.fullmatch(name) else "product"


def _free(key: str, taken: set[str]) -> str:
    """Return an id the given chain does not use for something else."""
    while key in taken:
        key += "_"
    return key


def _written(said: list[_Said], meaning: dict[str, str], known: set[str]) -> dict[str, list[str]]:
    """Return how each new product is written, the most usual form first."""
    times: dict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        if meaning[one.name] not in known:
            times[meaning[one.name]][one.name] += 1
    return {product: [name for name, _ in names.most_common()] for product, names in times.items()}


def _candidates(known: list[str], written: dict[str, list[str]], least: float) -> list[Alike]:
    """Return pairs of new names, and of a new name and one of the given chain: those are settled."""
    new = [names[0] for names in written.values()]
    fresh = set(new)
    return [pair for pair in alike([*known, *new], least=least) if pair.other in fresh]


def _claims(said: list[_Said], meaning: dict[str, str], file: str) -> list[Row]:
    """Return one claim for each firm and product, from the row with the largest share."""
    largest: dict[tuple[str, str], _Said] = {}
    for one in said:
        key = one.firm, meaning[one.name]
        if key not in largest or one.weight > largest[key].weight:
            largest[key] = one
    return [
        {
            "firm": firm,
            "product": product,
            "kind": "filing",
            "state": "proposed",
            "confidence": CONFIDENCE,
            "source": f"{file} 第 {one.row} 行，占收入 {one.weight:.1%}",
        }
        for (firm, product), one in largest.items()
    ]


def _said(path: Path, mistakes: list[Mistake]) -> Iterator[_Said]:
    for number, line in _lines(path, ("company_code", "product", "weight"), mistakes):
        weight = _number(path, number, "weight", line, mistakes)
        if weight is not None:
            yield _Said(number, line["company_code"][:CODE], line["product"], weight)


def _firms(path: Path, mistakes: list[Mistake]) -> Iterator[Row]:
    for number, line in _lines(path, ("stock_code", "name"), mistakes):
        income = _number(path, number, "revenue_yuan", line, mistakes)
        growth = _number(path, number, "revenue_growth_pct", line, mistakes)
        yield {
            "id": line["stock_code"].zfill(CODE),
            "name": line["name"],
            "place": line.get("province") or None,
            "industry": line.get("industry") or None,
            "size_fen": None if income is None else int(income * 100),
            "growth_bp": None if growth is None else int(growth * 100),
            "dissolved": False,
        }


def _lines(
    path: Path, needed: tuple[str, ...], mistakes: list[Mistake]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with their numbers, and note what is needed and not there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [field for field in needed if field not in (reader.fieldnames or ())]:
            mistakes += [
                Mistake(path.name, 1, field, "缺这一列", "there is no such column") for field in missing
            ]
            return
        for number, line in enumerate(reader, start=2):
            read = {field: (text or "").strip() for field, text in line.items() if isinstance(field, str)}
            empty = [field for field in needed if not read[field]]
            mistakes += [Mistake(path.name, number, field, "必填", "is needed") for field in empty]
            if not empty:
                yield number, read


def _number(
    path: Path, number: int, field: str, line: dict[str, str], mistakes: list[Mistake]
) -> Decimal | None:
    if not (text := line.get(field)):
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite():
        return value
    mistakes.append(Mistake(path.name, number, field, f"看不懂“{text}”", f"cannot read {text!r}"))
    return None

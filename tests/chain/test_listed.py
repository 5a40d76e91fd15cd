"""A map from two sheets: what a product is, what is none, what stays only alike."""

from pathlib import Path

import pytest

from tests.chain.small import firm, product
from tests.house.files import ROOT
from wotu.chain.graph.reading import ChainMistakes
from wotu.chain.graph.relations import Graph
from wotu.chain.links import links
from wotu.chain.listed import read_listed

COMPANIES = """stock_code,name,industry,province,revenue_yuan,revenue_growth_pct,shareholders
000001,甲光电,半导体,江西,1234567890.12,8.5,100
000002,乙照明,家用电器,广东,,-2.25,100
"""
PRODUCTS = """company_code,product,weight
000001SZ,LED 芯片,0.6
000001SZ,ＬＥＤ芯片,0.7
000001SZ,外延片,0.3
000001SZ,分部间抵销,-0.1
000001SZ,平衡项目,0.01
000002SZ,LED芯片产品,0.2
000002SZ,LED芯片销售,0.2
000002SZ,其他业务收入,0.1
688999SH,蒸汽,0.9
"""


def _sheets(folder: Path, products: str = PRODUCTS, companies: str = COMPANIES) -> tuple[Path, Path]:
    (folder / "products.csv").write_text(products, encoding="utf-8")
    (folder / "companies.csv").write_text(companies, encoding="utf-8")
    return folder / "products.csv", folder / "companies.csv"


def test_spellings_are_one_product_and_names_that_are_only_alike_are_not(tmp_path: Path) -> None:
    found = read_listed(*_sheets(tmp_path), least=0.5)

    assert [row["zh"] for row in found.relations["products"]] == ["LED 芯片", "外延片", "LED芯片销售", "蒸汽"]
    assert {row["name"] for row in found.relations["product_names"]} == {"ＬＥＤ芯片", "LED芯片产品"}
    assert ("LED 芯片", "LED芯片销售") in [(pair.name, pair.other) for pair in found.candidates]


def test_what_names_no_product_is_counted_and_left_out(tmp_path: Path) -> None:
    report = read_listed(*_sheets(tmp_path)).report

    assert (report.rows, report.bookkeeping, report.nothing, report.repeated) == (9, 2, 1, 1)
    assert (report.products, report.merged, report.claims) == (4, 2, 5)


def test_firms_come_by_the_first_six_characters_of_the_code(tmp_path: Path) -> None:
    found = read_listed(*_sheets(tmp_path))

    first, second, third = found.relations["firms"]
    assert (first["id"], first["name"], first["place"]) == ("000001", "甲光电", "江西")
    assert (first["size_fen"], first["growth_bp"]) == (123_456_789_012, 850)
    assert (second["size_fen"], second["growth_bp"]) == (None, -225)
    assert third == {"id": "688999", "name": "688999"}
    assert found.report.unnamed == 1


def test_each_claim_is_proposed_and_names_its_row_and_share(tmp_path: Path) -> None:
    claims = read_listed(*_sheets(tmp_path)).relations["makes"]

    assert {row["state"] for row in claims} == {"proposed"}
    assert claims[0]["source"] == "products.csv 第 3 行，占收入 70.0%"


def test_onto_a_chain_a_known_name_is_the_chain_s_product(tmp_path: Path) -> None:
    chain = Graph(
        {
            "firms": [firm("inside", "Z")],
            "products": [product("chip", zh="LED 芯片"), product("蒸汽", zh="工业蒸汽")],
            "product_names": [{"name": "LED 外延片", "product": "chip"}],
        }
    )

    found = read_listed(*_sheets(tmp_path), chain=chain, least=0.5)

    made = {(row["firm"], row["product"]) for row in found.relations["makes"]}
    assert {("000001", "chip"), ("000002", "chip"), ("688999", "蒸汽_")} <= made
    assert found.report.known == 1
    pairs = [{pair.name, pair.other} for pair in found.candidates]
    assert {"LED 外延片", "外延片"} in pairs
    assert {"LED 芯片", "LED 外延片"} not in pairs
    assert links(Graph(found.relations), "Z") == []


def test_what_cannot_be_read_is_named_and_nothing_is_given(tmp_path: Path) -> None:
    sheets = _sheets(
        tmp_path,
        "company_code,product,weight\n1,,0.5\n2,氨,viel\n3,氨,nan\n",
        "stock_code,industry\n1,化工\n",
    )

    with pytest.raises(ChainMistakes) as caught:
        read_listed(*sheets)

    assert [(one.file, one.row, one.field) for one in caught.value.mistakes] == [
        ("companies.csv", 1, "name"),
        ("products.csv", 2, "product"),
        ("products.csv", 3, "weight"),
        ("products.csv", 4, "weight"),
    ]


DATA = ROOT.parent / "shared" / "data"
REAL = (
    DATA / "chain" / "listed-company-products" / "company_product.csv",
    DATA / "listed-companies" / "companies.csv",
)


@pytest.mark.skipif(not all(path.is_file() for path in REAL), reason="the real sheets are not here")
def test_the_real_sheets_give_a_map_of_nearly_four_thousand_firms() -> None:
    found = read_listed(*REAL)

    assert found.report.firms > 3_800
    assert found.report.products > 38_000
    assert found.report.merged > 300
    assert not any("抵销" in row["zh"] for row in found.relations["products"])
    Graph(found.relations)

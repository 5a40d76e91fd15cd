"""`wotu chain listed` writes a folder that can be read, or says what is wrong with a sheet."""

from pathlib import Path

from typer.testing import CliRunner

from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.cli.app import app

COMPANIES = "stock_code,name\n000001,甲光电\n"


def _run(folder: Path, products: str, *more: str) -> tuple[int, str]:
    (folder / "products.csv").write_text(products, encoding="utf-8")
    (folder / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    sheets = [str(folder / "products.csv"), str(folder / "companies.csv")]
    done = CliRunner().invoke(app, ["chain", "listed", *sheets, "-o", str(folder / "map"), *more])
    return done.exit_code, done.output


def test_the_map_is_written_with_the_pairs_to_look_at_and_a_report(tmp_path: Path) -> None:
    products = "company_code,product,weight\n000001SZ,压片机,0.5\n000001SZ,高速压片机,0.5\n"

    code, said = _run(tmp_path, products)

    assert code == 0
    assert ["firms", "1"] in [line.split() for line in said.splitlines()]
    assert [row["zh"] for row in read_graph(tmp_path / "map").rows("products")] == ["压片机", "高速压片机"]
    head = (tmp_path / "map" / "candidates.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "name,other,score"


def test_onto_a_zone_s_chain_its_listed_makers_join_it(tmp_path: Path) -> None:
    chain = ROOT / "packs" / "nanchang" / "chain"

    code, _ = _run(tmp_path, "company_code,product,weight\n000001SZ,mocvd,1\n", "--onto", str(chain))

    assert code == 0
    graph = read_graph(tmp_path / "map")
    assert len(graph.rows("products")) == len(read_graph(chain).rows("products"))
    assert graph.rows("makes")[-1]["product"] == "mocvd"


def test_a_sheet_that_cannot_be_used_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    code, said = _run(tmp_path, "company_code,product,weight\n000001SZ,压片机,half\n")

    assert code == 2
    assert "products.csv, row 2, weight: cannot read 'half'" in said
    assert not (tmp_path / "map").exists()

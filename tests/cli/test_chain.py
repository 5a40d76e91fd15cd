"""`wotu chain listed` writes a folder that can be read, or says what is wrong with a sheet."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.cli.app import app
from wotu.industry.models import Claim

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


@pytest.mark.django_db
def test_a_folder_joins_a_zone_once(tmp_path: Path) -> None:
    _run(tmp_path, "company_code,product,weight\n000001SZ,压片机,1\n")
    line = ["chain", "join", str(tmp_path / "map"), "--zone", "nanchang", "--source", "上市公司年报"]

    done = CliRunner().invoke(app, line)
    assert (done.exit_code, done.output.strip()) == (
        0, "1 firms, 1 names for the queue, 1 claims proposed.",
    )  # fmt: skip
    assert "0 firms, 0 names" in CliRunner().invoke(app, line).output
    assert Claim.objects.get().source == "上市公司年报"


@pytest.mark.django_db
def test_nobody_joins_a_zone_that_is_not_there(tmp_path: Path) -> None:
    line = ["chain", "join", str(tmp_path), "--zone", "atlantis", "--source", "x"]

    done = CliRunner().invoke(app, line)

    assert done.exit_code == 2
    assert "no zone atlantis" in done.output

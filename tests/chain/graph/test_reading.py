"""A graph from CSV files: read strictly, every mistake named."""

from pathlib import Path

import pytest
import yaml

from tests.house.files import ROOT
from wotu.chain.gaps import gaps
from wotu.chain.graph.reading import ChainMistakes, read_graph

DEMO = ROOT / "packs" / "nanchang" / "chain"
BIOMED = ROOT / "packs" / "changchun" / "chain"


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_demonstration_chain_is_read() -> None:
    graph = read_graph(DEMO)

    assert len(graph.rows("products")) == 38
    assert {row["use"] for row in graph.rows("input_of")} == {
        "material", "component", "equipment", "energy", "service",
    }  # fmt: skip


def test_the_bio_medicine_chain_is_read_and_lacks_its_reactors() -> None:
    graph = read_graph(BIOMED)

    first = gaps(graph, "changchun")[0]
    assert first.link.product == "bioreactor"
    assert "全部依赖进口" in first.why.zh
    assert all("演示" in row["name"] for row in graph.rows("firms"))


@pytest.mark.parametrize("folder", [DEMO, BIOMED], ids=["led", "biomed"])
def test_every_product_of_a_demonstration_has_its_place_in_a_chain(folder: Path) -> None:
    graph = read_graph(folder)
    about = yaml.safe_load((folder / "chain.yaml").read_text(encoding="utf-8"))

    assert {row["product"] for row in graph.rows("stages")} == {row["id"] for row in graph.rows("products")}
    assert {row["chain"] for row in graph.rows("stages")} == {chain["id"] for chain in about["chains"]}
    places = [(row["chain"], row["stage"], row["place"]) for row in graph.rows("stages")]
    assert len(set(places)) == len(places)


def test_every_invented_firm_of_the_demonstration_says_so() -> None:
    firms = read_graph(DEMO).rows("firms")

    assert [row["id"] for row in firms if "演示" not in row["name"]] == ["ZHONGWEI"]


def test_of_the_firm_the_article_names_nothing_else_is_claimed() -> None:
    graph = read_graph(DEMO)
    (named,) = (row for row in graph.rows("firms") if row["id"] == "ZHONGWEI")

    assert not any(named[field] for field in ("zone", "place", "size_fen", "growth_bp", "signs"))
    (made,) = (row for row in graph.rows("makes") if row["firm"] == "ZHONGWEI")
    assert made["source"].startswith("stdaily-2024")
    assert "通识" in made["source"]
    assert not [row for row in graph.rows("supplies") if "ZHONGWEI" in (row["seller"], row["buyer"])]


def test_all_mistakes_are_named_by_file_row_and_field(tmp_path: Path) -> None:
    folder = _written(
        tmp_path,
        firms="id,name,colour\na,甲,red\n",
        products="id,zh,en\nchip,芯片,Chips\n",
        stages="chain,product,stage\nled,chip,9\n",
        supplies="id,buyer,kind,amount_fen,begins\n1,,rumour,1.5,2025-13-01\n",
    )

    with pytest.raises(ChainMistakes) as caught:
        read_graph(folder)

    found = {(mistake.file, mistake.row, mistake.field) for mistake in caught.value.mistakes}
    assert found == {
        ("firms.csv", 1, "colour"),
        ("stages.csv", 2, "stage"),
        ("supplies.csv", 2, "buyer"),
        ("supplies.csv", 2, "kind"),
        ("supplies.csv", 2, "amount_fen"),
        ("supplies.csv", 2, "begins"),
    }
    assert caught.value.mistakes[0].text.zh == "firms.csv 第 1 行，colour：没有这一列"


def test_what_is_spoken_of_has_to_be_there_and_only_once(tmp_path: Path) -> None:
    folder = _written(
        tmp_path,
        firms="id,name\na,甲\na,乙\n",
        products="id,zh,en\nchip,芯片,Chips\ndie,晶粒,Dies\n",
        makes="firm,product\nb,chip\n",
        names="name,product\n芯 片,die\n",
    )

    with pytest.raises(ChainMistakes) as caught:
        read_graph(folder)

    found = {(mistake.file, mistake.row, mistake.field) for mistake in caught.value.mistakes}
    assert found == {("firms.csv", 3, "id"), ("makes.csv", 2, "firm"), ("names.csv", 2, "name")}


def test_two_products_of_one_name_are_named(tmp_path: Path) -> None:
    folder = _written(tmp_path, products="id,zh,en\nchip,LED 芯片,Chips\ndie,led芯片,Dies\n")

    with pytest.raises(ChainMistakes) as caught:
        read_graph(folder)
    assert [(one.row, one.field) for one in caught.value.mistakes] == [(3, "zh")]


def test_a_product_stands_once_in_a_chain_and_may_stand_in_several(tmp_path: Path) -> None:
    folder = _written(
        tmp_path,
        products="id,zh,en\nchip,芯片,Chips\n",
        stages="chain,product,stage,place\nled,chip,2,1\nphone,chip,1,1\nled,chip,3,2\n,chip,1,1\n",
    )

    with pytest.raises(ChainMistakes) as caught:
        read_graph(folder)
    assert [(one.row, one.field) for one in caught.value.mistakes] == [(5, "chain")]

    _written(folder, stages="chain,product,stage,place\nled,chip,2,1\nphone,chip,1,1\nled,chip,3,2\n")
    with pytest.raises(ChainMistakes) as caught:
        read_graph(folder)
    assert [mistake.text.en for mistake in caught.value.mistakes] == [
        "stages.csv, row 4, product: led chip stands twice"
    ]


@pytest.mark.parametrize("folder", [DEMO, BIOMED], ids=["led", "biomed"])
def test_a_demonstration_says_that_nobody_published_it(folder: Path) -> None:
    about = yaml.safe_load((folder / "chain.yaml").read_text(encoding="utf-8"))

    assert about["published"] is False
    assert all(about["assumption"][language] for language in ("zh", "en"))

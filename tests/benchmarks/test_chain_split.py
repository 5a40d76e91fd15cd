"""The benchmark of the chain hides what it asks for, in every text it stands in."""

from pathlib import Path

import pytest
from benchmarks.chain import data
from benchmarks.chain.data import Statements, drawn, graph

FIRMS = "ticker,name,industry,sector\n1,甲,A,S\n2,乙,B,S\n3,丙,B,S\n"
MENTIONS = """focal_ticker,role,tier_header,category,entity,entity_ticker
1,supplier,,芯片,乙,2
1,up,上游 (材料):,LED 芯片,乙,2
2,customer,,封装,甲,1
1,supplier,,氨,某气体厂,
1,mid,中游 (封装):,灯珠,,
3,supplier,,设备,,
"""


@pytest.fixture
def statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Statements:
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    (tmp_path / "mentions.csv").write_text(MENTIONS, encoding="utf-8")
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    return Statements()


def test_a_pair_is_found_from_either_side_and_asked_in_the_buyers_words(statements: Statements) -> None:
    assert statements.pairs == [("2", "1"), ("某气体厂", "1")]
    assert statements.wanted({("2", "1")}) == {("2", "1"): "芯片"}


def test_a_hidden_pair_stands_in_no_text_that_is_left(statements: Statements) -> None:
    left = statements.without([("2", "1")])

    assert len(left) == 3
    assert [edge["seller"] for edge in graph(statements, left).ask("edges")] == ["某气体厂"]


def test_the_same_seed_hides_the_same_pairs(statements: Statements) -> None:
    assert drawn(statements.pairs, 1, 0.5) == drawn(reversed(statements.pairs), 1, 0.5)
    assert len(drawn(statements.pairs, 1, 0.5)) == 1


def test_a_need_without_a_named_seller_stays_a_need(statements: Statements) -> None:
    known = graph(statements, statements.rows, zone={"3"})

    assert [(row["product"], row["buyers"]) for row in known.ask("links", zone="Z")] == [("设备", 1)]

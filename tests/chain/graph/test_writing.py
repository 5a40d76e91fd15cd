"""A graph as CSV files, and back."""

from pathlib import Path

import pytest

from tests.house.files import ROOT
from wotu.chain.graph.reading import read_graph
from wotu.chain.graph.relations import RELATIONS
from wotu.chain.graph.writing import write_graph


@pytest.mark.parametrize("zone", ["nanchang", "changchun"])
def test_what_is_written_is_read_back(zone: str, tmp_path: Path) -> None:
    graph = read_graph(ROOT / "packs" / zone / "chain")

    write_graph({name: graph.rows(name) for name in RELATIONS}, tmp_path / "new")

    again = read_graph(tmp_path / "new")
    assert all(again.rows(name) == graph.rows(name) for name in RELATIONS)


def test_a_relation_that_is_empty_now_leaves_no_old_file_behind(tmp_path: Path) -> None:
    write_graph({"firms": [{"id": "a", "name": "甲"}], "zones": [{"id": "z", "name": "区"}]}, tmp_path)
    write_graph({"firms": [{"id": "a", "name": "甲"}]}, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["firms.csv"]

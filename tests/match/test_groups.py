"""Enterprises are sorted by a definition of the packs, in the order people know."""

from pathlib import Path

from tests.match.small import FIRMS, ON, load, write_csv
from wotu.match.groups import LABELS, group_by
from wotu.match.plan import make_plan
from wotu.match.read import read_facts


def test_rows_are_grouped_and_the_unknown_come_last(tmp_path: Path) -> None:
    packs = load(tmp_path)
    table = read_facts(write_csv(tmp_path / "f.csv", FIRMS), packs.vocabulary, ON).table

    grouping = group_by(make_plan(packs, ON), table, "size_class")

    assert grouping is not None
    assert [str(grouping.labels[code]) for code in grouping.codes] == ["大型", "小型", "小型", "未知"]
    assert group_by(make_plan(packs, ON), table, "nothing") is None


def test_every_section_has_a_name() -> None:
    assert "".join(LABELS["section"]) == "ABCDEFGHIJKLMNOPQRST"
    assert LABELS["section"]["I"].en == "Information technology"

"""A mapping says which column is which fact, and is refused where it makes no sense."""

from pathlib import Path

import pytest

from tests.match.small import load
from wotu.match.mapping import FileMapping, default_mapping, read_mapping
from wotu.rules.model import PackSet
from wotu.rules.problems import PackError


@pytest.fixture
def packs(tmp_path: Path) -> PackSet:
    return load(tmp_path)


def _read(tmp_path: Path, packs: PackSet, text: str) -> FileMapping:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, packs.vocabulary)


def test_a_mapping_is_read(tmp_path: Path, packs: PackSet) -> None:
    mapping = _read(
        tmp_path, packs,
        """
        about: project
        id: no
        name: title
        owner: firm
        columns:
          cost: {column: c, unit: 万元, round: true}
          revenue: [{column: r23, period: 2023}, {column: r22, period: -2}]
          hightech: {column: h, since: h_from, until: h_to}
          industry: {column: trade, values: {半导体: C3973}}
        constants: {zone: demo, staff: 5人}
        ignore: [x]
        """,
    )  # fmt: skip

    assert (mapping.about, mapping.id, mapping.owner) == ("project", "no", "firm")
    assert [(r.fact.name, r.column, r.period) for r in mapping.rules][1:3] == [
        ("revenue", "r23", "2023"), ("revenue", "r22", "-2"),
    ]  # fmt: skip
    assert mapping.rules[0].how.rounding
    assert mapping.constants == {"zone": "demo", "staff": 5}
    assert mapping.columns() == {
        "no",
        "title",
        "firm",
        "c",
        "r23",
        "r22",
        "h",
        "h_from",
        "h_to",
        "trade",
        "x",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: {revenue: r}", "`id` is missing"),
        ("id: a\ncolumns: {revenu: r}", "did you mean revenue?"),
        ("id: a\ncolums: {revenue: r}", "unknown key `colums`"),
        ("id: a\nabout: project", "`owner` is missing"),
        ("id: a\nabout: firm", "`about: firm` is not known"),
        ("id: a\ncolumns: {revenue: {column: r, unit: 人}}", "人 is not a unit of revenue"),
        ("id: a\ncolumns: {revenue: {column: r, period: 2023Q1}}", "not a year"),
        ("id: a\ncolumns: {founded_on: {column: r, period: 2023}}", "no column of one period"),
        ("id: a\ncolumns: {founded_on: {column: r, since: s}}", "not since"),
        ("id: a\ncolumns: {industry: {column: r, unit: 元}}", "has no unit"),
        ("id: a\ncolumns: {degree: {column: r, values: {硕: mster}}}", "did you mean"),
        ("id: a\nconstants: {staff: many}", "not a quantity"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(
    tmp_path: Path, packs: PackSet, text: str, words: str
) -> None:
    with pytest.raises(PackError) as error:
        _read(tmp_path, packs, text)

    assert words in str(error.value)
    assert "m.yaml:" in str(error.value)


def test_columns_named_as_facts_need_no_mapping(packs: PackSet) -> None:
    names = [
        "id",
        "name",
        "revenue",
        "revenue@-1",
        "revenue@2020",
        "output@2024Q2",
        "hightech",
        "hightech@since",
        "研发费用",
    ]

    mapping = default_mapping(names, packs.vocabulary)

    assert mapping.about == "enterprise"
    assert [(r.fact.name, r.period, r.since) for r in mapping.rules] == [
        ("revenue", "", ""), ("revenue", "-1", ""), ("revenue", "2020", ""), ("output", "2024Q2", ""),
        ("hightech", "", "hightech@since"), ("rd", "", ""),
    ]  # fmt: skip
    assert mapping.notes == ()


def test_unknown_columns_are_named_with_what_may_have_been_meant(packs: PackSet) -> None:
    mapping = default_mapping(["id", "revenues", "founded_on@2020"], packs.vocabulary)

    assert "did you mean revenue?" in mapping.notes[0]
    assert "founded_on@2020" in mapping.notes[1]


def test_rows_with_an_owner_are_of_the_kind_their_facts_are_about(packs: PackSet) -> None:
    assert default_mapping(["id", "enterprise", "cost"], packs.vocabulary).about == "project"
    assert default_mapping(["id", "fact", "value"], packs.vocabulary).layout == "long"
    assert default_mapping(["credit_code", "revenue"], packs.vocabulary).id == "credit_code"


def test_without_an_id_a_file_is_refused(packs: PackSet) -> None:
    with pytest.raises(PackError, match="no column names the subjects"):
        default_mapping(["revenue"], packs.vocabulary)

"""The relations, and the SQL asked of them."""

import re

import pytest
import sqlglot
from sqlglot import expressions as sql

from tests.chain.small import firm, graph, makes, product, sale
from tests.house.files import SOURCE
from wotu.chain.graph.relations import query

QUESTIONS = sorted(path.stem for path in (SOURCE / "chain" / "graph" / "queries").glob("*.sql"))
PLAIN = (
    sql.Sum,
    sql.Count,
    sql.Min,
    sql.Max,
    sql.Coalesce,
    sql.Cast,
    sql.TryCast,
    sql.Case,
    sql.If,
    sql.And,
    sql.Or,
    sql.Exists,
    sql.Extract,
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_plain_sql_that_spark_reads_too(question: str) -> None:
    read = [sqlglot.parse_one(query(question), dialect=dialect) for dialect in ("duckdb", "spark")]

    for tree in read:
        assert not {type(found).__name__ for found in tree.find_all(sql.Func) if not isinstance(found, PLAIN)}
        assert not list(tree.find_all(sql.Qualify, sql.Lateral, sql.Bracket, sql.Lambda))
    assert "::" not in query(question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_in_its_first_line_what_it_asks(question: str) -> None:
    assert re.match(r"-- [A-Z].+", query(question))


def test_an_unknown_relation_or_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no such relation: robots"):
        graph(robots=[])
    with pytest.raises(ValueError, match="firms has no column colour"):
        graph(firms=[firm("a", colour="red")])


def test_a_maker_of_a_part_of_a_family_makes_of_the_family() -> None:
    products = [
        product("machines"),
        product("epitaxy", parent="machines"),
        product("mocvd", parent="epitaxy"),
    ]
    found = graph(
        firms=[firm("a", "Z"), firm("b", "Z")],
        products=products,
        makes=[makes("a", "mocvd")],
        supplies=[sale(1, None, "b", "machines")],
    ).ask("links", zone="Z")

    assert {row["product"]: row["makers_inside"] for row in found} == {
        "machines": 1,
        "epitaxy": 1,
        "mocvd": 1,
    }


def test_a_rejected_claim_and_a_dissolved_firm_make_nothing() -> None:
    found = graph(
        firms=[firm("a", "Z"), firm("b", "Z", dissolved=True), firm("c", "Z")],
        products=[product("chip")],
        makes=[makes("a", "chip", "rejected"), makes("b", "chip")],
        supplies=[sale(1, None, "c", "chip")],
    ).ask("links", zone="Z")

    assert [row["makers_inside"] for row in found] == [0]

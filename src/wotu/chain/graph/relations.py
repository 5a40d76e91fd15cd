"""The relations and the questions asked of them.

A statement is a claim 主张, not an edge: one row per statement, with its kind, its confidence and its
state. Two papers about one delivery are two rows; what a question counts, it says in its SQL. The questions
are plain SQL in `queries/`, run here by DuckDB and written so that Spark can run them unchanged.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

Row = dict[str, Any]

USES = ("material", "component", "equipment", "energy", "service")
"""How an input is used 投入类型. Equipment is investment: no input-output table shows it."""
KINDS = ("invoice", "customs", "filing", "statement", "expert", "extracted", "inferred")
"""Where a claim comes from, the strongest first. An inferred claim never enters a ratio."""
STATES = ("proposed", "confirmed", "rejected")

_TYPES = {
    "text": pa.string(),
    "whole": pa.int64(),
    "real": pa.float64(),
    "yes": pa.bool_(),
    "day": pa.date32(),
}


def _columns(**names: str) -> dict[str, Any]:
    return {name: _TYPES[sort] for sort, listed in names.items() for name in listed.split()}


RELATIONS: dict[str, dict[str, Any]] = {
    # `id` is the unified social credit code or the ticker, never a short name. Size is the year's income in
    # fen, growth its change in hundredths of a percent. No place: unknown where.
    "firms": _columns(
        text="id name zone place group_id industry sector signs distress source",
        whole="size_fen growth_bp controls",
        real="lat lon",
        yes="dissolved",
    ),
    "zones": _columns(text="id name", real="lat lon"),
    # A maker of a product makes its parent too.
    "products": _columns(text="id zh en parent hs"),
    "product_names": _columns(text="name product"),
    # Where a product stands in a chain that is drawn; a product may stand in several.
    # Stage: 1 upstream, 2 midstream, 3 downstream.
    "stages": _columns(text="chain product", whole="stage place"),
    # Capacity: what the firm can make of it in a year, in fen.
    "makes": _columns(text="firm product kind state source", whole="confidence capacity_fen"),
    # Criticality and substitutability from 1 (low) to 3 (high).
    "input_of": _columns(text="input output use source", whole="criticality substitutability"),
    # No seller: the buyer buys it, from whom is not known. Confidence in percent.
    "supplies": _columns(
        text="id seller buyer product use kind state source",
        whole="confidence amount_fen",
        day="begins ends",
        yes="imported",
    ),
    # A firm's income in a year, in fen.
    "figures": _columns(text="firm source", whole="year income_fen"),
    # What a firm says of its customers, in words.
    "serves": _columns(text="firm whom"),
    # What others call a firm, or its register entry says it does (经营范围), in words.
    "described": _columns(text="firm words source"),
}

_QUERIES = Path(__file__).parent / "queries"
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


class Graph:
    """The relations in DuckDB, in memory."""

    def __init__(self, relations: Mapping[str, Iterable[Row]]) -> None:
        """Take rows by relation; a column that is left out is unknown.

        Raises:
            ValueError: a relation or a column is not known.
        """
        if unknown := relations.keys() - RELATIONS.keys():
            raise ValueError(f"no such relation: {', '.join(sorted(unknown))}")
        self._connection = duckdb.connect()
        for name, columns in RELATIONS.items():
            rows = list(relations.get(name, ()))
            _check_columns(name, rows, columns)
            table = pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items())))
            self._connection.register("handed_in", table)
            self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_in")  # noqa: S608
            self._connection.unregister("handed_in")
        for view in ("within", "made", "heads", "papers", "purchases", "delivered"):
            self._connection.execute(query(view))

    def rows(self, relation: str) -> list[Row]:
        """Return every row of a relation, in the order it was handed in."""
        if relation not in RELATIONS:
            raise ValueError(f"no such relation: {relation}")
        return self._fetched(f"SELECT * FROM {relation}", {})  # noqa: S608

    def ask(self, question: str, **parameters: Any) -> list[Row]:
        """Return the answer to the question `queries/<question>.sql`."""
        return self._fetched(query(question), parameters)

    def _fetched(self, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        found = self._connection.execute(_PARAMETER.sub(r"$\1", sql), parameters)
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


@cache
def query(name: str) -> str:
    """Return the SQL of a question; parameters are written `:name`."""
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _check_columns(relation: str, rows: list[Row], columns: Mapping[str, Any]) -> None:
    unknown = {key for row in rows for key in row} - columns.keys()
    if unknown:
        raise ValueError(f"{relation} has no column {', '.join(sorted(unknown))}")

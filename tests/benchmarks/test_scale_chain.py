"""The country that is generated for measuring is always the same, and has what a country has."""

from pathlib import Path

import duckdb
import pytest
from benchmarks.scale.chain_data import Size, make

SIZE = Size(20_000)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("country")
    make(SIZE, folder)
    connection = duckdb.connect()
    for relation in folder.iterdir():
        connection.execute(f"CREATE VIEW {relation.name} AS FROM read_parquet('{relation}/*.parquet')")
    return connection


def _one(country: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    (row,) = country.execute(sql).fetchall()
    return row


def test_it_has_as_many_rows_as_it_should(country: duckdb.DuckDBPyConnection) -> None:
    assert _one(country, "SELECT COUNT(*), COUNT(DISTINCT id) FROM firms") == (20_000, 20_000)
    assert _one(country, "SELECT COUNT(*), COUNT(DISTINCT id) FROM supplies") == (60_000, 60_000)


def test_whoever_sells_a_product_is_claimed_to_make_it(country: duckdb.DuckDBPyConnection) -> None:
    strange = """
        SELECT COUNT(*) FROM supplies AS s ANTI JOIN makes AS m ON m.firm = s.seller AND m.product = s.product
        WHERE s.seller IS NOT NULL AND s.product IS NOT NULL
    """
    assert _one(country, strange) == (0,)


def test_products_are_heavy_tailed(country: duckdb.DuckDBPyConnection) -> None:
    shape = """
        SELECT COUNT(*), MAX(makers) > 5 * MEDIAN(makers)
        FROM (SELECT product, COUNT(*) AS makers FROM makes GROUP BY product)
    """
    assert _one(country, shape) == (SIZE.products, True)


def test_the_same_size_gives_the_same_country(country: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    make(SIZE, tmp_path)
    country.read_parquet(f"{tmp_path}/supplies/*.parquet").create_view("again")

    assert _one(country, "SELECT COUNT(*) FROM (FROM supplies EXCEPT FROM again)") == (0,)

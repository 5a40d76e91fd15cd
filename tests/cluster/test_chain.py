"""Spark answers the questions about a country as DuckDB does."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from tests.chain.country.invented import built, country
from wotu.chain.country.gaps import write_all_gaps
from wotu.chain.country.leads import leads_sql
from wotu.chain.country.store import Store
from wotu.cluster.chain import write_all_gaps as write_all_gaps_on_spark
from wotu.cluster.spark_session import session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than these few rows
}


@pytest.fixture(scope="module")
def spark() -> Iterator["SparkSession"]:
    with session("local[2]", SETTINGS) as started:
        yield started


def test_both_engines_answer_the_same_of_one_store(spark: "SparkSession", tmp_path: Path) -> None:
    folder = tmp_path / "全国 [1]{2}"
    folder.mkdir()
    path = built(country(4), folder)
    with Store(path, memory="300MB") as store:
        by_duckdb = write_all_gaps(store, tmp_path / "duckdb")
        by_spark = write_all_gaps_on_spark(spark, path, folder / "spark")

        assert by_duckdb == by_spark > 0
        _assert_alike(_rows(tmp_path / "duckdb"), _rows(folder / "spark"))

        products = [row["product"] for row in store.products.values()]
        sql = leads_sql(store.zone_number("Z2"), products, depth=5, limit=4)
        _assert_alike(store.ask(sql), [row.asDict() for row in spark.sql(sql).collect()])


def _rows(folder: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder).to_pylist()
    return sorted(rows, key=lambda row: (str(row["zone"]), row["place"]))


def _assert_alike(found: list[dict[str, object]], expected: list[dict[str, object]]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.keys() == other.keys()
        for name, value in one.items():
            told = pytest.approx(value, rel=0, abs=1e-9) if isinstance(value, float) else value
            assert other[name] == told, name

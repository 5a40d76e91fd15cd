"""Parquet of the relations is read as strictly as CSV."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wotu.chain.country.source import CountryMistakes, read_source

PRODUCTS: dict[str, list[object]] = {"id": ["p"], "zh": ["产品"], "en": ["product"]}


def _write(file: Path, **columns: list[object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), file)


def test_columns_that_are_not_known_or_missing_are_named_together(tmp_path: Path) -> None:
    _write(tmp_path / "firms.parquet", id=["f"], colour=["red"])
    _write(tmp_path / "products.parquet", **PRODUCTS)

    with duckdb.connect() as connection, pytest.raises(CountryMistakes) as refused:
        read_source(tmp_path).create_views(connection)

    assert [mistake.en for mistake in refused.value.mistakes] == [
        "firms, colour: there is no such column",
        "firms, name: this column is missing",
    ]


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "products.parquet", **PRODUCTS)
    (tmp_path / "firms.parquet").write_text("id,name\n", encoding="utf-8")

    with duckdb.connect() as connection, pytest.raises(CountryMistakes, match="firms: cannot be read"):
        read_source(tmp_path).create_views(connection)


def test_a_folder_of_files_is_one_relation_and_what_is_not_there_is_empty(tmp_path: Path) -> None:
    _write(tmp_path / "products.parquet", **PRODUCTS)
    for name in ("a", "b"):
        _write(tmp_path / f"firms/province={name}/0.parquet", id=[name], name=[name])

    with duckdb.connect() as connection:
        read_source(tmp_path).create_views(connection)
        found = connection.execute("SELECT id, zone, dissolved FROM source_firms ORDER BY id").fetchall()
        assert found == [("a", None, None), ("b", None, None)]
        assert connection.execute("SELECT * FROM source_supplies").fetchall() == []


def test_without_firms_or_products_it_says_which_files_to_write(tmp_path: Path) -> None:
    with pytest.raises(CountryMistakes) as refused:
        read_source(tmp_path)

    assert [mistake.en.split(" in ")[0] for mistake in refused.value.mistakes] == [
        "there is no firms.parquet or firms/",
        "there is no products.parquet or products/",
    ]

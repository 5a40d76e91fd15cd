"""`wotu chain country` builds a store once and answers for one zone or for all."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from tests.chain.country.invented import country, write
from wotu.cli.app import app


def _run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["chain", "country", *map(str, words)])
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    write(country(5), folder / "source")
    code, said = _run("build", folder / "source", "-o", folder / "store")
    assert code == 0, said
    assert "17/17 生产者，逐产品排序 makers, product by product" in said
    return folder / "store"


def test_a_zone_s_missing_links_are_shown_with_reasons_and_leads(store: Path) -> None:
    code, said = _run("gaps", store, "--zone", "Z1", "--leads", 2, "--lang", "en")

    assert code == 0
    assert "nobody inside makes it" in said
    assert "Confirmed" in said


def test_all_zones_are_written(store: Path, tmp_path: Path) -> None:
    code, said = _run("gaps", store, "--all", "-o", tmp_path / "out", "--top", 1)

    assert code == 0
    assert {row["place"] for row in pq.read_table(tmp_path / "out").to_pylist()} == {1}
    assert "rows →" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Give --zone ZONE, or --all."),
        (("--zone", "Z1", "--all"), "Give --zone ZONE, or --all."),
        (("--all",), "--all and -o FOLDER go together."),
        (("--zone", "Z1", "-o", "x"), "--all and -o FOLDER go together."),
        (("--zone", "Z1", "--engine", "oracle"), "--engine is duckdb or spark."),
        (("--all", "-o", "x", "--engine", "spark"), "--engine spark and --master go together"),
        (("--zone", "atlantis"), "There is no zone atlantis."),
        (("--zone", "Z1", "--memory", "plenty"), "DuckDB gave up: Parser Error: Memory must have a number"),
        (("--all", "-o", "x", "--memory", "2MB"), "DuckDB gave up: Out of Memory"),
    ],
)
def test_options_that_do_not_go_together_are_refused(store: Path, words: tuple[str, ...], says: str) -> None:
    code, said = _run("gaps", store, *words)

    assert code == 2
    assert says in said


def test_spark_is_not_started_for_a_store_or_an_output_that_is_no_use(store: Path, tmp_path: Path) -> None:
    spark = ("--engine", "spark", "--master", "local[1]")

    code, said = _run("gaps", tmp_path, "--all", "-o", tmp_path / "out", *spark)
    assert (code, "run wotu chain country build first" in said) == (2, True)

    code, said = _run("gaps", store, "--all", "-o", tmp_path, *spark)
    assert (code, "is there already" in said) == (2, True)


def test_what_cannot_be_used_is_said_in_both_languages(store: Path, tmp_path: Path) -> None:
    code, said = _run("build", tmp_path, "-o", tmp_path / "store")
    assert code == 2
    assert "there is no firms.parquet or firms/" in said
    assert "请把这张表写成 Parquet" in said

    code, said = _run("gaps", tmp_path, "--zone", "Z1")
    assert code == 2
    assert "run wotu chain country build first" in said

    code, said = _run("build", store.parent / "source", "-o", store)
    assert code == 2
    assert "is there already" in said

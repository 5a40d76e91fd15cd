"""The missing links of a whole country on Spark: DuckDB's question, word for word, of the same files."""

from pathlib import Path
from typing import TYPE_CHECKING

from wotu.chain.country.folders import new_folder
from wotu.chain.country.gaps import gaps_sql
from wotu.chain.country.store import LAYOUTS, check_store
from wotu.cluster.spark_files import to_read, to_write

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def show_layouts(spark: "SparkSession", store: Path) -> None:
    """Give the layouts of a store the names the questions know.

    Raises:
        CountryMistakes: there is no store, or it was built by another version.
    """
    check_store(store)
    for name in LAYOUTS:
        spark.read.parquet(to_read(store / name)).createOrReplaceTempView(name)


def write_all_gaps(spark: "SparkSession", store: Path, folder: Path, *, limit: int | None = None) -> int:
    """Write the missing links of every zone as Parquet files; return how many there are.

    Store and folder have to be seen by every worker under the same name.

    Args:
        spark: a session.
        store: the country.
        folder: the folder to make; it is there when all is written.
        limit: the most for a zone.

    Raises:
        CountryMistakes: there is no store, or the folder is there already.
    """
    show_layouts(spark, store)
    last = spark.table("zones").count()
    with new_folder(folder) as partial:
        spark.sql(gaps_sql(1, last, limit)).write.mode("append").parquet(to_write(partial))
        return spark.read.parquet(to_read(partial)).count()

"""A country's relations as Parquet: a file or a folder of files each, named and made up as the CSV files are.

Read as strictly as those: a column that is not known is a mistake, and so is one that is missing and needed.
"""

import glob
import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from wotu.chain.country.questions import quoted
from wotu.chain.graph.reading import FILES, NEEDED
from wotu.chain.graph.relations import RELATIONS
from wotu.rules.text import Text

READ = ("firms", "zones", "products", "input_of", "makes", "supplies")
"""The relations the questions rest on; names, stages and what is said of a firm in words are left aside."""
_SQL = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
}


class CountryMistakes(Exception):
    """The files cannot be used, or the store cannot be built or read; `mistakes` say why, and what to do."""

    def __init__(self, *mistakes: Text) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistake.en for mistake in mistakes))


@dataclass(frozen=True, slots=True)
class Source:
    """The files of each relation, in order; none for a relation nobody wrote down."""

    files: dict[str, tuple[Path, ...]]

    def fingerprint(self) -> str:
        """Return a word that differs when a file was exchanged."""
        seen = [
            f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}"
            for files in self.files.values()
            for file in files
        ]
        return hashlib.sha256("\n".join(seen).encode()).hexdigest()

    def create_views(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Give each relation as the view `source_<file name>`, with every column of the relation.

        Raises:
            CountryMistakes: a column is not known, missing, or a file is not Parquet.
        """
        mistakes: list[Text] = []
        for relation in READ:
            given = self._columns(connection, relation, mistakes)
            mistakes += _columns_amiss(relation, given, files=bool(self.files[relation]))
            columns = ", ".join(
                f"CAST({name if name in given else 'NULL'} AS {_SQL[type_]}) AS {name}"
                for name, type_ in RELATIONS[relation].items()
            )
            rows = f"FROM {self._parquet(relation)}" if given else "WHERE FALSE"
            connection.execute(f"CREATE VIEW source_{FILES[relation]} AS SELECT {columns} {rows}")
        if mistakes:
            raise CountryMistakes(*mistakes)

    def _columns(
        self, connection: duckdb.DuckDBPyConnection, relation: str, mistakes: list[Text]
    ) -> list[str]:
        if not self.files[relation]:
            return []
        try:
            found = connection.execute(f"DESCRIBE FROM {self._parquet(relation)}").fetchall()
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            name = FILES[relation]
            mistakes.append(Text(f"{name}：无法读取（{first}）", f"{name}: cannot be read ({first})"))
            return []
        return [row[0] for row in found]

    def _parquet(self, relation: str) -> str:
        files = ", ".join(quoted(glob.escape(str(file))) for file in self.files[relation])
        return f"read_parquet([{files}], hive_partitioning = false)"


def read_source(folder: Path) -> Source:
    """Return the files of a folder.

    Raises:
        CountryMistakes: there are no firms or no products.
    """
    files = {relation: _files(folder, FILES[relation]) for relation in READ}
    missing = [FILES[relation] for relation in ("firms", "products") if not files[relation]]
    if missing:
        raise CountryMistakes(
            *(
                Text(
                    f"{folder} 中没有 {name}.parquet 或 {name}/：请把这张表写成 Parquet 放入",
                    f"there is no {name}.parquet or {name}/ in {folder}: write it there as Parquet",
                )
                for name in missing
            )
        )
    return Source(files)


def _files(folder: Path, name: str) -> tuple[Path, ...]:
    single = folder / f"{name}.parquet"
    return (single,) if single.is_file() else tuple(sorted((folder / name).glob("**/*.parquet")))


def _columns_amiss(relation: str, given: list[str], *, files: bool) -> list[Text]:
    if not files or not given:
        return []
    name = FILES[relation]
    strange = sorted(set(given) - RELATIONS[relation].keys() - {"source"})
    missing = [column for column in NEEDED[relation] if column not in given]
    return [
        *(Text(f"{name}，{one}：没有这一列", f"{name}, {one}: there is no such column") for one in strange),
        *(Text(f"{name}，{one}：缺少这一列", f"{name}, {one}: this column is missing") for one in missing),
    ]

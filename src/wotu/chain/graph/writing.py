"""A graph as a folder of CSV files, one per relation: the form `reading` reads."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wotu.chain.graph.reading import FILES
from wotu.chain.graph.relations import RELATIONS, Row


def write_graph(relations: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """Write the relations that have rows; a relation without any gets no file, and an old one of it goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for relation, file in FILES.items():
        path, rows = folder / f"{file}.csv", list(relations.get(relation, ()))
        if rows:
            _write(path, list(RELATIONS[relation]), rows)
        else:
            path.unlink(missing_ok=True)


def _write(path: Path, columns: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_text(row.get(column)) for column in columns] for row in rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)

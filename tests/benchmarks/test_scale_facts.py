"""The files of the scale benchmark say what the matching benchmark's tables say."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.matching import data, pack, spec
from benchmarks.matching.ours import ON
from benchmarks.scale.facts import as_people_write, mapping
from benchmarks.scale.matching import COLUMNS, content_of

from wotu.match.read import read_facts
from wotu.rules.load import load_packs


def test_reading_a_file_gives_the_kernel_the_same_columns(tmp_path: Path) -> None:
    made = data.make(500)
    pq.write_table(as_people_write(made, 0), tmp_path / "f.parquet")
    (tmp_path / "m.yaml").write_text(json.dumps(mapping()), encoding="utf-8")
    vocabulary = load_packs([pack.write(spec.workload(3))]).vocabulary

    reading = read_facts(tmp_path / "f.parquet", vocabulary, ON, tmp_path / "m.yaml")

    expected = pack.table(made)
    assert not reading.rejected
    for row in range(500):
        assert expected.facts_of(row, vocabulary).items() <= reading.table.facts_of(row, vocabulary).items()


def test_the_checksum_of_answers_does_not_depend_on_their_order_or_their_files(tmp_path: Path) -> None:
    rows = [dict.fromkeys(COLUMNS, text) for text in ("a", "b", "b", "c")]
    for name, some in {"one": rows, "x": rows[2:], "y": rows[1::-1], "z": [*rows[:3], rows[2]]}.items():
        pq.write_table(pa.Table.from_pylist(some), tmp_path / f"{name}.parquet")

    def content(*files: str) -> tuple[int, str]:
        return content_of([tmp_path / f"{name}.parquet" for name in files])

    assert content("one") == content("x", "y") != content("z")

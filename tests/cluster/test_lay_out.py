"""Facts laid out in parts: every enterprise with its rows in one, the same in every run."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.match.small import FIRMS, PROJECTS, load, write_csv
from wotu.cluster.lay_out import Source, lay_out
from wotu.cluster.parts import find_facts
from wotu.match.files import open_sheet
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import Vocabulary


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return load(tmp_path).vocabulary


def _sources(folder: Path) -> list[Source]:
    many = [[f"f{n}", "", "3000万元", "", n, "是", ""] for n in range(40)]
    owned = [[f"q{n}", f"f{n % 40}", "50万元"] for n in range(90)]
    firms = write_csv(folder / "firms.csv", [*FIRMS, *many])
    return [Source(firms), Source(write_csv(folder / "projects.csv", [*PROJECTS, *owned]))]


def test_every_row_stands_once_with_its_enterprise_and_in_its_order(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sources = _sources(tmp_path)

    done = lay_out(sources, vocabulary, tmp_path / "facts", 4)

    facts = find_facts(tmp_path / "facts")
    assert (done.rows, done.parts, len(facts.parts)) == ({"enterprise": 44, "project": 93}, 4, 4)
    assert facts.kinds == ("enterprise", "project")
    home: dict[str, int] = {}
    for part in facts.parts:
        rows = pq.ParquetFile(part.files["enterprise"]).read().to_pylist()
        home |= {row["id"]: part.number for row in rows}
        assert [row for row in open_sheet(sources[0].path).data.to_pylist() if row in rows] == rows
        owners = pq.ParquetFile(part.files["project"]).read().column("enterprise").to_pylist()
        assert {home.get(owner, part.number) for owner in owners} <= {part.number}
    assert len(home) == 44


def test_laid_out_again_only_the_parts_that_changed_differ(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    lay_out(sources, vocabulary, tmp_path / "facts", 4)
    before = _bytes(tmp_path / "facts")
    text = sources[0].path.read_text(encoding="utf-8")
    sources[0].path.write_text(text.replace("f7,,3000", "f7,,2000"), encoding="utf-8")

    done = lay_out(sources, vocabulary, tmp_path / "facts")

    after = _bytes(tmp_path / "facts")
    assert done.parts == 4
    assert len([name for name in before if before[name] != after[name]]) == 1


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_excel_and_parquet_are_laid_out_alike(
    encoding: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("id;name\n 一;甲\n二;乙\n", encoding=encoding)
    pq.write_table(pa.table({"id": [" 一", "二"], "name": ["甲", "乙"]}), tmp_path / "firms.parquet")

    found = []
    for source in (path, tmp_path / "firms.parquet"):
        folder = tmp_path / source.suffix[1:]
        lay_out([Source(source)], vocabulary, folder, 3)
        found.append([pq.read_table(f, partitioning=None).to_pylist() for f in sorted(folder.glob("*/*"))])

    assert found[0] == found[1]
    assert sum(map(len, found[0])) == 2


def test_an_id_under_two_enterprises_is_refused_and_the_folder_stays_as_it_was(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    firms, projects = _sources(tmp_path)
    lay_out([firms, projects], vocabulary, tmp_path / "facts", 2)
    before = _bytes(tmp_path / "facts")
    twice = write_csv(tmp_path / "twice.csv", [*PROJECTS, ["p1", "b", "5万元"]])

    with pytest.raises(PackError, match=r"'p1' stands under two enterprises"):
        lay_out([firms, Source(twice)], vocabulary, tmp_path / "facts")

    assert _bytes(tmp_path / "facts") == before
    assert not list(tmp_path.glob(".facts*"))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("id,name\na,甲,more\n", "Expected 2 columns"),
        ("name\n甲\n", "no column names the subjects"),
        ("id,staff,staff\na,1,2\n", "the column 'staff' stands twice"),
        (None, "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    lines: str | None, words: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    if lines is not None:
        (tmp_path / "f.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(PackError, match=words):
        lay_out([Source(tmp_path / "f.csv")], vocabulary, tmp_path / "facts", 2)


def test_an_id_under_an_enterprise_and_under_none_is_refused(vocabulary: Vocabulary, tmp_path: Path) -> None:
    firms, _ = _sources(tmp_path)
    rows = {"id": ["p", "p"], "enterprise": [None, "a"]}
    pq.write_table(pa.table(rows), tmp_path / "p.parquet")
    with pytest.raises(PackError, match=r"'p' stands under two enterprises"):
        lay_out([firms, Source(tmp_path / "p.parquet")], vocabulary, tmp_path / "facts", 5)


def test_a_folder_with_something_else_in_it_is_left_alone(vocabulary: Vocabulary, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="something else in this folder"):
        lay_out(_sources(tmp_path), vocabulary, tmp_path, 2)

"""Files people have are opened as they are."""

import datetime as dt
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wotu.match.files import open_sheet
from wotu.rules.problems import PackError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,名称\n1,上海\n", encoding=encoding)

    assert open_sheet(path).data.to_pylist() == [{"id": "1", "名称": "上海"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_headers(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id{delimiter}name\n001{delimiter}x\n", encoding="utf-8")

    assert open_sheet(path).data.to_pylist() == [{"id": "001", "name": "x"}]


def test_ragged_lines_are_kept_aside_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,name\n1,a\n2,b,c\n3,"x, y"\n4\n5,z\n', encoding="utf-8")

    sheet = open_sheet(path)

    assert sheet.numbers.tolist() == [2, 4, 6]
    assert [(line.number, line.text) for line in sheet.ragged] == [(3, "2,b,c"), (5, "4")]
    assert sheet.data.column("name").to_pylist() == ["a", "x, y", "z"]


def test_excel_cells_become_what_a_person_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "money", "day", "flag"])
    sheet.append(["a", 1234.5, dt.date(2024, 1, 5), True])
    sheet.append([None, None, None, None])
    sheet.append(["b", 7, "2024/1/6"])
    book.save(path)

    found = open_sheet(path)

    assert found.numbers.tolist() == [2, 4]
    assert found.data.to_pylist() == [
        {"id": "a", "money": "1234.5", "day": "2024-01-05", "flag": "true"},
        {"id": "b", "money": "7", "day": "2024/1/6", "flag": ""},
    ]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("企业").append(["id"])
    book.save(path)

    assert open_sheet(path, "企业").data.column_names == ["id"]
    with pytest.raises(PackError, match="no sheet '项目'"):
        open_sheet(path, "项目")


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["a"], "money": pa.array([1], pa.int64())}), path)

    assert open_sheet(path).column("money").type == pa.int64()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,id\n1,2\n", "stands twice"),
        ("a.csv", b"id\n\xff\xff\xff\n", "encoding"),
        ("a.xlsx", b"id,name\n", "not an Excel workbook"),
        ("a.parquet", b"id,name\n", "not a Parquet file"),
        ("a.pdf", b"", "cannot be read"),
        ("missing.csv", None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(PackError, match=words):
        open_sheet(tmp_path / name)

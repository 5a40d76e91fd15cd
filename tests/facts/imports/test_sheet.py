"""Reading what is uploaded: Excel and CSV as people have them, and a reason where it cannot be read."""

import pytest

from tests.facts.imports.sheets import GOOD, as_csv, as_xlsx
from wotu.facts.imports import sheet
from wotu.facts.imports.sheet import Cells, NotASheet, read_sheet

ROWS = [("甲公司", GOOD, "1200", "30", "是"), ("乙公司", "", "800.5", "", "否")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("表.csv", as_csv(ROWS)), ("表.CSV", as_csv(ROWS, encoding="utf-8-sig")), ("表.xlsx", as_xlsx(ROWS))],
)
def test_rows_are_texts_with_the_numbers_a_person_counts(name: str, content: bytes) -> None:
    cells = read_sheet(name, content)

    assert cells.numbers == [2, 3]
    assert cells.rows == [list(row) for row in ROWS]
    assert Cells.of(cells.kept()) == cells


def test_numbers_and_empty_rows_of_excel_are_read_as_they_look() -> None:
    cells = read_sheet(
        "表.xlsx", as_xlsx([("甲公司", GOOD, 1200.5, 30, True), (), ("乙公司", None, 7, None, "否")])
    )

    assert cells.numbers == [2, 4]
    assert cells.rows[0] == ["甲公司", GOOD, "1200.5", "30", "true"]


def test_a_line_with_too_many_cells_is_kept_aside() -> None:
    cells = read_sheet("表.csv", as_csv([*ROWS, ("丙公司", GOOD, "1", "2", "是", "多")]))

    assert len(cells.rows) == 2
    assert cells.ragged[0][0] == 4


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("表.csv", b"", "空的"),
        ("表.csv", as_csv([]), "没有数据"),
        ("表.xls", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"),
        ("表.xlsx", b"no workbook", "只改了后缀"),
        ("表.csv", as_csv([("1", "2")], headings=("同名", "同名")), "列名相同"),
        ("表.exe", b"MZ", "只能导入"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(name: str, content: bytes, says: str) -> None:
    with pytest.raises(NotASheet, match=says):
        read_sheet(name, content)


def test_a_sheet_has_a_limit_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 1)

    with pytest.raises(NotASheet, match="一次最多1行"):
        read_sheet("表.csv", as_csv(ROWS))

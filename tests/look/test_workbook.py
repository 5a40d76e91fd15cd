"""Lists as workbooks."""

import pytest
from openpyxl import load_workbook

from wotu.look.workbook import Cell, harmless, workbook


def test_a_workbook_holds_the_headings_and_the_rows() -> None:
    with workbook("企业", [("名称", 30), ("金额", 12)], [["青禾", 12.5], [None, 0]]) as file:
        sheet = load_workbook(file).active

    assert list(sheet.values) == [("名称", "金额"), ("青禾", 12.5), (None, 0)]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 30


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_text_is_never_run_as_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["青禾", 12, -3.5, None, "", "a=b"])
def test_everything_else_stays_as_it_is(cell: Cell) -> None:
    assert harmless(cell) == cell

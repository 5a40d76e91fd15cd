"""Lists as workbooks."""

from openpyxl import load_workbook

from wotu.look.workbook import workbook


def test_a_workbook_holds_the_headings_and_the_rows() -> None:
    with workbook("企业", [("名称", 30), ("金额", 12)], [["青禾", 12.5], [None, 0]]) as file:
        sheet = load_workbook(file).active

    assert list(sheet.values) == [("名称", "金额"), ("青禾", 12.5), (None, 0)]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 30

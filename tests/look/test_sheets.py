"""Tables to take along: harmless in a spreadsheet, with letters that Excel reads."""

import io

import pytest
from django.http import Http404
from openpyxl import load_workbook

from wotu.look.sheets import sheet_response

ROWS: list[list[str | int | None]] = [["名称", "值"], ["=1+1", -5], ["甲\x07公司", None], ["-12.5", "@x"]]


def test_csv_begins_so_that_excel_reads_the_letters() -> None:
    answer = sheet_response("csv", "facts", "事实", ROWS)

    assert answer.content.decode("utf-8-sig").splitlines()[:2] == ["名称,值", "'=1+1,-5"]
    assert answer["Content-Disposition"] == 'attachment; filename="facts.csv"'


def test_a_workbook_has_bold_headings_and_no_control_characters() -> None:
    sheet = load_workbook(io.BytesIO(sheet_response("xlsx", "facts", "事实", ROWS).content)).active

    assert sheet.title == "事实"
    assert sheet["A1"].font.bold
    assert [cell.value for cell in sheet["A"]] == ["名称", "'=1+1", "甲公司", "-12.5"]


@pytest.mark.parametrize(("title", "shown"), [("上/下[1]: *?", "上 下 1"), ("'甲'", "甲"), ("::", "Sheet")])
def test_a_title_a_workbook_cannot_have_is_written_without_its_signs(title: str, shown: str) -> None:
    sheet = load_workbook(io.BytesIO(sheet_response("xlsx", "facts", title, ROWS).content)).active

    assert sheet.title == shown


def test_another_ending_does_not_exist() -> None:
    with pytest.raises(Http404):
        sheet_response("pdf", "facts", "事实", ROWS)

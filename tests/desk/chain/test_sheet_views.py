"""Sheets at the desk: examples, what is wrong by row, the bad rows to take along, recording and undoing."""

import io
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.desk.chain.names_world import SHEET
from tests.industry.small import firm
from wotu.industry.models import Claim, SheetIntake
from wotu.industry.sheets.columns import SORTS
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
SHEETS = "/desk/small/chain/sheets/"


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Every page is of the small zone."""


def upload(desk: Client, content: str | bytes, sort: str = "invoices", name: str = "表.csv") -> str:
    """Upload a sheet; return the page it leads to."""
    data = content if isinstance(content, bytes) else content.encode()
    sent = {"sort": sort, "source": "税务局", "file": SimpleUploadedFile(name, data)}
    return desk.post(SHEETS, sent, follow=True).content.decode()


def test_a_sheet_is_looked_through_before_anything_is_recorded(desk: Client) -> None:
    page = upload(desk, SHEET)

    assert "只登记好的2行" in page
    assert "只凭名称不能认定是哪一家" in page
    assert not Claim.objects.exists()


def test_the_rows_to_mend_can_be_taken_along_mended_and_uploaded_again(desk: Client) -> None:
    upload(desk, SHEET)
    there = f"{SHEETS}{SheetIntake.objects.get().pk}/"

    book = load_workbook(io.BytesIO(desk.get(f"{there}rows-to-mend.xlsx").content))
    rows = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[0][-1] == "问题和改法"
    assert [row[9] for row in rows[1:]] == ["25360003", "25360004"]
    assert "“八十”不是金额" in rows[1][-1]

    desk.post(f"{there}commit", {"only_good": "1"})
    assert Claim.objects.filter(state="confirmed").count() == 2
    mended = "\n".join(",".join(row) for row in rows).replace("91440300192203821X", "914403001922038216")
    assert "只登记好的1行" in upload(desk, mended, name="改好.csv")


def test_a_sheet_with_bad_rows_is_not_recorded_as_a_whole(desk: Client) -> None:
    upload(desk, SHEET)

    answer = desk.post(f"{SHEETS}{SheetIntake.objects.get().pk}/commit")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "2行有问题" in answer.content.decode()


def test_the_same_file_leads_to_the_sheet_there_is(desk: Client) -> None:
    upload(desk, SHEET)

    assert "没有重复登记" in upload(desk, SHEET, name="copy.csv")
    assert SheetIntake.objects.count() == 1


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_comes_back_without_a_problem(desk: Client, sort: str, language: str) -> None:
    example = desk.get(f"{SHEETS}examples/{sort}.xlsx", headers={"accept-language": language}).content

    assert "登记全部1行" in upload(desk, example, sort, "example.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xls", "x", "另存为 .xlsx"), ("a.csv", "", "文件是空的"),
        ("a.csv", "采购方代码,金额\n", "没有数据"),
        ("a.xlsx", "no workbook", "不是 Excel 工作簿"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_in_words(desk: Client, name: str, content: str, says: str) -> None:
    sent = {"sort": "invoices", "file": SimpleUploadedFile(name, content.encode())}
    answer = desk.post(SHEETS, sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()


def test_an_undone_sheet_says_so_and_its_claims_are_gone(desk: Client) -> None:
    upload(desk, SHEET)
    there = f"{SHEETS}{SheetIntake.objects.get().pk}/"
    desk.post(f"{there}commit", {"only_good": "1"})

    page = desk.post(f"{there}undo", follow=True).content.decode()

    assert "这份表已撤销" in page
    assert not Claim.objects.exists()


def test_a_recorded_sheet_of_firms_leads_to_them_and_to_what_they_make(desk: Client) -> None:
    firm("DEMO-0001", name="旧识", zone="small")
    firm("DEMO-0002", name="旁人", zone="small")
    upload(
        desk, "企业代码,企业名称,所在地,产业门类\nDEMO-0001,旧识,九江,\nDEMO-0003,新来,上海,光电\n", "firms"
    )

    there = f"{SHEETS}{SheetIntake.objects.get().pk}/"
    page = desk.post(f"{there}commit", follow=True).content.decode()

    assert 'firms/DEMO-0001/"' in page
    assert 'firms/DEMO-0003/"' in page
    assert "旁人" not in page
    assert "接着导入它们的产品" in page
    assert "去确认新的名称" not in page
    assert "DEMO-0003" not in desk.post(f"{there}undo", follow=True).content.decode()

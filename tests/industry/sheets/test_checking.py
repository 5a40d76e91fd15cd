"""Sheets of the chain looked through: every cell read exactly, every mistake with its row, column and fix."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.industry.small import NOW, ZONE, firm, goes_into, makes, name, product, supplies
from wotu.facts.imports.sheet import read_sheet
from wotu.industry.models import SheetIntake
from wotu.industry.sheets.cells import Unreadable, read_code, read_fen, read_period, read_sector
from wotu.industry.sheets.checking import Checked, check_sheet
from wotu.industry.sheets.columns import SORTS, find_columns

CHENGUANG, GANJIANG = "914403001922038216", "91360106MA35HGQC7G"
INVOICES = "采购方代码,采购方名称,供应商代码,供应商名称,供应商所在地,产品名称,用途,金额（元）,期间,发票号码"


def look(sort: str, *lines: str) -> Checked:
    """Return a sheet looked through."""
    return check_sheet(sort, read_sheet("表.csv", "\n".join(lines).encode()), ZONE, 2026)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("125000.50", "元", 12_500_050), ("1,234.5", "元", 123_450), ("12.5万元", "元", 12_500_000),
        ("0.01", "元", 1), ("3", "万元", 3_000_000), ("1.2345678万", "元", None),
        ("1.234567万", "元", 1_234_567),
        ("2亿", "元", 20_000_000_000), ("￥88", "元", 8_800), ("0.123456", "万元", 123_456),
        ("-5", "元", None),
        ("五万", "元", None), ("1,23", "元", None), ("0.001", "元", None), ("5", "", None),
        ("5千元", "", 500_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly_or_refused(text: str, unit: str, fen: int | None) -> None:
    if fen is None:
        with pytest.raises(Unreadable):
            read_fen(text, unit)
    else:
        assert read_fen(text, unit) == fen


@given(fen=st.integers(0, 10**15))
def test_every_amount_written_in_yuan_comes_back_to_the_fen(fen: int) -> None:
    assert read_fen(f"{fen // 100}.{fen % 100:02}") == fen
    assert read_fen(f"{fen // 1_000_000}.{fen % 1_000_000:06}", "万元") == fen


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2025", "2025-01-01", "2025-12-31"), ("2025年度", "2025-01-01", "2025-12-31"),
        ("2025Q1", "2025-01-01", "2025-03-31"), ("2024年第四季度", "2024-10-01", "2024-12-31"),
        ("2025-03", "2025-03-01", "2025-03-31"), ("2024年2月", "2024-02-01", "2024-02-29"),
        ("202506", "2025-06-01", "2025-06-30"), ("2025-03-15", "2025-03-15", "2025-03-15"),
        ("2025-01至2025-06", "2025-01-01", "2025-06-30"), ("2024 - 2025", None, None),
        ("2025-13", None, None),
        ("去年", None, None), ("2025-06至2025-01", None, None), ("1025", None, None),
        ("2025Q5", None, None),
    ],
)  # fmt: skip
def test_a_period_is_read_with_both_its_ends(text: str, begins: str | None, ends: str | None) -> None:
    if begins is None or ends is None:
        with pytest.raises(Unreadable):
            read_period(text)
    else:
        assert read_period(text) == (dt.date.fromisoformat(begins), dt.date.fromisoformat(ends))


def test_a_firm_is_known_by_a_checked_code_or_another_number_never_by_a_name() -> None:
    assert read_code(" 9144 0300 1922 038216 ") == CHENGUANG
    assert read_code("688012.SH") == "688012.SH"
    assert read_code("DEMO-LED-01") == "DEMO-LED-01"
    for wrong in ("914403001922038217", "91440300192203821", "中微", "AIXTRON", "12"):
        with pytest.raises(Unreadable):
            read_code(wrong)


def test_a_code_or_sector_that_cannot_stand_in_an_address_is_refused_with_what_to_write() -> None:
    for wrong in ("HRB/12345", "12345/A"):
        with pytest.raises(Unreadable) as refused:
            read_code(wrong)
        assert "写成 -" in refused.value.fix.zh
    assert read_code("HRB-12345") == "HRB-12345"
    for wrong in ("电子/信息", ".."):
        with pytest.raises(Unreadable) as refused:
            read_sector(wrong)
        assert "写成“、”" in refused.value.fix.zh
    assert read_sector("电子、信息") == "电子、信息"


def test_columns_are_known_by_either_language_and_common_other_headings() -> None:
    found = find_columns(
        SORTS["invoices"], ["购买方税号", "Seller code", "货物名称", "金额（万元）", "开票日期", "备注"]
    )

    assert {name: column.at for name, column in found.items()} == {
        "buyer_code": 0, "seller_code": 1, "product": 2, "amount": 3, "period": 4,
    }  # fmt: skip
    assert found["amount"].unit == "万元"
    for sort in SORTS.values():
        heads = [column.label.zh for column in sort.columns.values()]
        assert find_columns(sort, heads).keys() == sort.columns.keys()
        assert len(sort.example) == len(sort.columns)


@pytest.mark.django_db
@pytest.mark.parametrize("sort", SORTS)
def test_the_example_of_every_sort_is_good(sort: str) -> None:
    heads = [column.label.zh for column in SORTS[sort].columns.values()]

    checked = look(sort, ",".join(heads), ",".join(SORTS[sort].example))

    assert not checked.problems
    assert len(checked.good) == 1


@pytest.mark.django_db
def test_every_mistake_names_its_row_column_and_fix() -> None:
    firm(GANJIANG, name="赣江衬底")

    checked = look(
        "invoices", INVOICES,
        f"{CHENGUANG},晨光,{GANJIANG},赣江衬底,,衬底,材料,100,2025-03,A1",
        f"{CHENGUANG},,,赣江衬底,,衬底,矿石,百元,2025-13,A2",
        f"914403001922038217,,{GANJIANG},,,衬底,,1,2025,A3",
        f"{CHENGUANG},晨光,{GANJIANG},赣江材料,,衬底,,,2025,A4",
        f"{CHENGUANG},晨光,{CHENGUANG},晨光,,衬底,,1,2025,A5",
    )  # fmt: skip

    assert [row.number for row in checked.good] == [2]
    assert {(one.row, one.column) for one in checked.problems} == {
        (3, "供应商代码"), (3, "用途"), (3, "金额（元）"), (3, "期间"), (4, "采购方代码"), (5, "金额（元）"),
        (6, "供应商代码"),
    }  # fmt: skip
    by_place = {(one.row, one.column): one for one in checked.problems}
    assert GANJIANG in by_place[3, "供应商代码"].fix.zh
    assert "2025Q1" in by_place[3, "期间"].fix.zh
    assert "同一家" in by_place[6, "供应商代码"].problem.zh


@pytest.mark.django_db
def test_a_known_firm_with_another_name_is_a_warning_with_both_names() -> None:
    firm(GANJIANG, name="赣江衬底")

    checked = look("invoices", INVOICES, f"{CHENGUANG},晨光,{GANJIANG},赣江材料,,衬底,材料,100,2025-03,A1")

    assert len(checked.good) == 1
    assert not checked.problems
    (warning,) = checked.warnings
    assert "赣江衬底" in warning.problem.zh
    assert "赣江材料" in warning.problem.zh
    assert checked.new_firms.keys() == {CHENGUANG}


@pytest.mark.django_db
def test_a_number_is_caught_twice_in_the_sheet_and_on_record() -> None:
    buyer, seller = firm(CHENGUANG, name="晨光"), firm(GANJIANG, name="赣江衬底")
    supplies(seller, buyer, name("衬底"), amount_fen=1, paper="A0")
    row = f"{CHENGUANG},晨光,{GANJIANG},赣江衬底,,%s,材料,100,2025-03,%s"

    checked = look(
        "invoices", INVOICES, row % ("衬底", "A1"), row % ("抛光片", "A1"), row % ("衬 底", "A1"),
        row % ("衬底", "A0"), f"{GANJIANG},赣江衬底,{CHENGUANG},晨光,,别的,材料,1,2025,A1",
    )  # fmt: skip

    assert [row.number for row in checked.good] == [2, 3]
    assert [(one.row, one.value) for one in checked.problems] == [(4, "A1"), (5, "A0"), (6, "A1")]
    assert "第2行" in checked.problems[0].problem.zh
    assert "双方却不同" in checked.problems[2].problem.zh


@pytest.mark.django_db
def test_one_item_of_a_paper_typed_again_under_another_name_of_the_product_is_caught() -> None:
    buyer, seller = firm(CHENGUANG, name="晨光"), firm(GANJIANG, name="赣江衬底")
    substrate = product("substrate", zh="蓝宝石衬底")
    alias = name("PSS衬底片", substrate)
    supplies(seller, buyer, substrate, amount_fen=1, paper="A0")
    row = f"{CHENGUANG},晨光,{GANJIANG},赣江衬底,,%s,材料,100,2025-03,%s"

    checked = look(
        "invoices", INVOICES, row % (alias.name, "A0"), row % (alias.name, "A1"),
        row % (substrate.zh, "A1"),
    )  # fmt: skip

    assert [row.number for row in checked.good] == [3]
    assert [(one.row, one.value) for one in checked.problems] == [(2, "A0"), (4, "A1")]


@pytest.mark.django_db
def test_a_sector_with_a_slash_is_a_mistake_of_its_cell() -> None:
    checked = look("firms", "统一社会信用代码,企业名称,产业门类", f"{CHENGUANG},晨光,电子/信息")

    assert [(one.row, one.column) for one in checked.problems] == [(2, "产业门类")]


@pytest.mark.django_db
def test_a_sheet_without_a_needed_column_says_which_heading_to_add() -> None:
    checked = look("products", "企业名称,产品", "晨光,外延片")

    assert (checked.bad, len(checked.good)) == (1, 0)
    assert [one.column for one in checked.problems] == ["统一社会信用代码"]


@pytest.mark.django_db
def test_the_same_said_twice_is_recorded_once() -> None:
    checked = look(
        "products",
        "统一社会信用代码,企业名称,产品名称",
        f"{CHENGUANG},晨光,外延片",
        f"{CHENGUANG},晨光,外延 片",
    )

    assert [row.number for row in checked.good] == [2]
    assert "第2行" in checked.problems[0].problem.zh


INPUTS = "产品名称,投入品,类别,关键程度,可替代程度,依据"


@pytest.mark.django_db
def test_what_goes_into_what_is_told_by_row_column_and_fix() -> None:
    checked = look(
        "input_of", INPUTS, "外延片,衬底,材料,高,1,工艺手册", "外延片,衬底,材料,2,,", "外延片,外延片,材料,,,",
        "外延片,高纯气体,玩具,,,", "外延片,石墨盘,零部件,5,,", "外延片,,材料,,,", "外延片,衬底,设备,,,",
    )  # fmt: skip

    assert [(row.number, row.values["criticality"]) for row in checked.good] == [(2, 3), (8, None)]
    assert [(one.row, one.column, one.problem.zh) for one in checked.problems] == [
        (3, "投入品", "与第2行说的是同一件事"), (4, "投入品", "投入品和产品是同一个"),
        (5, "类别", "“玩具”不在可选的值里"), (6, "关键程度", "“5”不是1到3"), (7, "投入品", "没有填"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_input_on_record_under_another_name_is_not_said_again() -> None:
    wafer, substrate = product("wafer", zh="外延片"), product("substrate", zh="衬底")
    name("蓝宝石衬底", substrate)
    goes_into(substrate, wafer)

    checked = look("input_of", INPUTS, "外延片,蓝宝石衬底,材料,,,", "外延片,蓝宝石衬底,能源,,,")

    assert [row.number for row in checked.good] == [3]
    assert checked.problems[0].problem.zh == "与《手工登记》第1行说的是同一件事"


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2024年营业收入（万元）", 2024), ("2024 年度营业收入(万元)", 2024), ("营业收入2023年（万元）", 2023),
        ("Income of 2022 (10,000 yuan)", 2022), ("2021 income (10,000 yuan)", 2021),
    ],
)  # fmt: skip
def test_a_column_of_a_years_income_is_known_with_its_year_and_unit(heading: str, year: int) -> None:
    found = find_columns(SORTS["firms"], ["代码", heading, "年营业收入（万元）"])

    assert (found[f"income_{year}"].unit, found["size"].at) == ("万元", 2)
    assert f"income_{year}" not in find_columns(SORTS["products"], [heading])


@pytest.mark.django_db
def test_an_income_of_a_year_to_come_is_a_mistake_of_its_cell() -> None:
    firm(CHENGUANG, name="晨光")
    firm(GANJIANG, name="赣江")

    checked = look(
        "firms",
        "企业代码,2026年营业收入（万元）,2027年营业收入（万元）",
        f"{CHENGUANG},1,2",
        f"{GANJIANG},1,",
    )

    assert [one.number for one in checked.good] == [3]
    assert [(one.row, one.column) for one in checked.problems] == [(2, "2027年营业收入（万元）")]
    assert "1990到2026" in checked.problems[0].fix.zh


@pytest.mark.django_db
def test_where_a_firm_is_may_stand_in_any_of_its_rows() -> None:
    firm(CHENGUANG, name="晨光")
    firm("TAX-0001", name="远方", place="上海")
    heads = "统一社会信用代码,企业名称,所在地,产品名称"

    checked = look(
        "products", heads,
        f"{GANJIANG},赣江衬底,,衬底", f"{GANJIANG},赣江衬底,江西九江,晶棒", f"{GANJIANG},赣江衬底,上海,晶片",
        f"{CHENGUANG},晨光,江西南昌,芯片", "TAX-0001,远方,北京,外延炉",
    )  # fmt: skip

    assert (len(checked.good), checked.problems) == (5, [])
    assert checked.new_firms[GANJIANG].place == "江西九江"
    assert checked.places == {CHENGUANG: "江西南昌"}


@pytest.mark.django_db
def test_a_product_of_a_firm_is_said_once_over_all_sheets_unless_its_capacity_is_another() -> None:
    maker, chip = firm(CHENGUANG, name="晨光"), product("chip", zh="芯片")
    name("LED晶片", chip)
    makes(maker, chip, amount_fen=3_000_000, intake=_taken_in("一月.csv"), row=5, state="proposed")
    makes(maker, product("lamp", zh="灯"))

    checked = look(
        "products", "企业代码,产品,年产能（万元）",
        f"{CHENGUANG},LED 晶片,3", f"{CHENGUANG},芯片,4", f"{CHENGUANG},灯,",
    )  # fmt: skip

    assert [one.number for one in checked.good] == [3, 4]
    assert [(one.row, one.problem.zh) for one in checked.problems] == [
        (2, "与《一月.csv》第5行说的是同一件事")
    ]


def _taken_in(file: str) -> SheetIntake:
    return SheetIntake.objects.create(
        zone=ZONE, sort="products", name=file, digest=file, sheet={}, opened_at=NOW, opened_by="dan"
    )

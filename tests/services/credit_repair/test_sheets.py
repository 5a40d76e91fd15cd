"""A sheet of entries: good rows, and each mistake with its row, field and fix."""

import pytest

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, Window
from wotu.facts.imports.sheet import Cells, read_sheet
from wotu.refusal import CannotDo
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.sheets import COLUMNS, EXAMPLE, check_sheet
from wotu.services.credit_repair.verbs.entries import undo_intake
from wotu.services.credit_repair.verbs.intake import commit_intake, open_intake

HEADS = "企业名称,类别,决定书文号,决定书日期,决定机关,失信程度,违法失信事实,罚款（元）,公示网站"
FIRM = "演示·晨光软件有限公司"
GOOD = f"{FIRM},行政处罚信息,表1,2026-05-06,税务部门,一般,未按期申报,2万,信用中国、地方信用网站"


def sheet(*rows: str) -> Cells:
    return read_sheet("entries.csv", "\n".join((HEADS, *rows)).encode())


def test_a_good_row_is_read_as_it_is_meant(window: Window) -> None:
    found = check_sheet(sheet(GOOD), "small", FRIDAY)

    (row,) = found.good
    assert (row.number, row.party, row.values["decided_by"], row.values["fine"]) == (
        2,
        window.firm,
        "tax",
        2_000_000,
    )
    assert row.values["sites"] == ["credit_china", "credit_local"]
    assert row.values["corrected"] is None  # no column says so: not known


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (GOOD.replace(FIRM, "没有这家"), "企业名称", "本园区没有登记这家企业"),
        (GOOD.replace("税务部门", "某局"), "决定机关", "“某局”不在可选的值里"),
        (GOOD.replace("2026-05-06", "2026-02-30"), "决定书日期", "“2026-02-30”不是日期"),
        (GOOD.replace("2026-05-06", "2027-01-01"), "决定书日期", "2027-01-01不在2000年至今天之间"),
        (GOOD.replace("2万", "很多"), "罚款（元）", "“很多”不是金额"),
        (GOOD.replace("表1", ""), "决定书文号", "没有填"),
        (GOOD.replace("行政处罚信息", "严重失信主体名单"), "失信程度", "严重失信主体名单的程度是严重"),
    ],
)
def test_a_mistake_is_named_with_row_field_and_fix(
    window: Window, row: str, column: str, problem: str
) -> None:
    found = check_sheet(sheet(GOOD.replace("表1", "表0"), row), "small", FRIDAY)

    assert [(one.row, one.column, one.problem.zh) for one in found.problems] == [(3, column, problem)]
    assert found.problems[0].fix.zh
    assert (len(found.good), found.bad) == (1, 1)


def test_a_line_that_does_not_fit_the_headings_is_named_too(window: Window) -> None:
    found = check_sheet(sheet(f"{GOOD},多出一格", GOOD), "small", FRIDAY)

    assert [(one.row, one.problem.zh) for one in found.problems] == [(2, "这一行的格数和表头不一致")]
    assert (len(found.good), found.bad) == (1, 1)


def test_the_same_decision_twice_is_recorded_once(window: Window) -> None:
    window.entry("已登记的")

    found = check_sheet(sheet(GOOD, GOOD, GOOD.replace("表1", "已登记的")), "small", FRIDAY)

    assert [(one.row, one.problem.zh) for one in found.problems] == [
        (3, "与第2行是同一份决定书"), (4, "已经登记过"),
    ]  # fmt: skip


def test_a_sheet_without_its_columns_says_which(window: Window) -> None:
    found = check_sheet(read_sheet("x.csv", "企业名称,备注\n甲,无\n".encode()), "small", FRIDAY)

    assert {one.column for one in found.problems} == {
        "类别", "决定书文号", "决定书日期", "决定机关", "违法失信事实",
    }  # fmt: skip


def test_the_example_we_hand_out_can_be_imported(window: Window) -> None:
    heads = ",".join(label.zh for label in COLUMNS.values())
    cells = read_sheet("example.csv", f"{heads}\n{','.join(EXAMPLE)}\n".encode())

    assert check_sheet(cells, "small", FRIDAY).problems == []


def test_a_sheet_is_recorded_once_and_taken_back_as_a_whole(window: Window) -> None:
    content = "\n".join((HEADS, GOOD, GOOD.replace("表1", "表2"))).encode()
    intake = open_intake(zone="small", name="entries.csv", content=content, by="cleo", now=NOW)
    assert open_intake(zone="small", name="again.csv", content=content, by="cleo", now=NOW) == intake

    assert commit_intake(intake=intake, by="cleo", now=NOW, today=FRIDAY) == 2
    with pytest.raises(CannotDo):
        commit_intake(intake=intake, by="cleo", now=NOW, today=FRIDAY)
    assert window.status() == "not_entitled"

    undo_intake(intake=intake, by="cleo", now=NOW, today=FRIDAY)

    assert set(CreditEntry.objects.values_list("state", flat=True)) == {"void"}
    assert window.status() == "unknown"

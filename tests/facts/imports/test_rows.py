"""Checking rows: codes, units, periods, firms; every problem says row, field and fix."""

import pytest

from tests.facts.imports.sheets import GOOD, HEADINGS, NEW, OTHER
from wotu.facts.imports.rows import Checker, Row, Target
from wotu.facts.imports.sheet import Cells
from wotu.match.guess import ColumnUse
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Source

pytestmark = pytest.mark.django_db

USES = (
    ColumnUse(HEADINGS[0], "name"),
    ColumnUse(HEADINGS[1], "credit_code"),
    ColumnUse(HEADINGS[2], "fact", "revenue", "2024", "万元"),
    ColumnUse(HEADINGS[3], "fact", "staff", "2024"),
    ColumnUse(HEADINGS[4], "fact", "hightech"),
)


@pytest.fixture(autouse=True)
def _firms(small_zone: Zone) -> None:
    Party.objects.filter(credit_code=GOOD).update(credit_code="")
    Party.objects.create(slug="jia", kind="enterprise", zone="small", name="甲公司", credit_code=GOOD)
    for slug in ("yi", "yi-too"):
        Party.objects.create(slug=slug, kind="enterprise", zone="small", name="乙公司")


def _check(zone: Zone, *rows: tuple[str, ...], register: bool = False, kind: Source = "tax") -> list[Row]:
    cells = Cells(list(HEADINGS), list(range(2, len(rows) + 2)), [list(row) for row in rows], [])
    target = Target("small", zone.packs.vocabulary, kind, "表", register_new=register)
    return Checker(cells, USES, target).check()


def test_a_good_row_gives_facts_that_can_be_read_without_the_sheet(small_zone: Zone) -> None:
    (row,) = _check(small_zone, ("甲公司", GOOD, "1,200", "30", "是"))
    firm = Party.objects.get(slug="jia")
    target = Target("small", small_zone.packs.vocabulary, "tax", "表", register_new=False)

    assert row.party == firm
    assert [(f.fact, f.value, f.period, f.kind) for f in row.facts(firm, target)] == [
        ("revenue", "1200万元", "2024", "tax"), ("staff", "30", "2024", "tax"), ("hightech", "是", "", "tax"),
    ]  # fmt: skip


def test_empty_and_unknown_cells_say_nothing(small_zone: Zone) -> None:
    (row,) = _check(small_zone, ("甲公司", GOOD, "", "—", "否"))

    assert [use.fact for use, _ in row.said] == ["hightech"]


@pytest.mark.parametrize(
    ("row", "column", "problem", "fix"),
    [
        (("甲公司", GOOD[:-1] + "C", "1", "", ""), 1, "第18位校验码不对，按其余各位应为B", "营业执照"),
        (("甲公司", GOOD[:5], "1", "", ""), 1, "有18位，这里有5位", "营业执照"),
        (("甲公司", GOOD, "一百", "", ""), 2, "“一百”不是以元计的数", "200万元"),
        (("甲公司", GOOD, "1.23456789", "", ""), 2, "小数位太多", "核对单位"),
        (("甲公司", GOOD, "12人", "", ""), 2, "“12人”不是以元计的数", "200万元"),
        (("甲公司", GOOD, "", "12.5", ""), 3, "小数位太多", "核对单位"),
        (("甲公司", GOOD, "", "", "也许"), 4, "既不是“是”，也不是“否”", "留空"),
        (("丙公司", NEW, "1", "", ""), 1, "没有登记这家企业", "登记新企业"),
        (("甲公司", NEW, "1", "", ""), 1, f"代码是{GOOD}", "核对名称和代码"),
        (("丙公司", "", "1", "", ""), 0, "没有叫这个名称的企业", "统一社会信用代码"),
        (("乙公司", "", "1", "", ""), 0, "有2家企业同名", "补上统一社会信用代码"),
        (("", "", "1", "", ""), 1, "没有写明是哪家企业", "企业名称"),
        (("甲公司", GOOD, "", "", ""), 2, "没有任何数据", "删去这一行"),
    ],
)
def test_a_bad_row_says_field_problem_and_fix(
    small_zone: Zone, row: tuple[str, ...], column: int, problem: str, fix: str
) -> None:
    (found,) = _check(small_zone, row)

    assert len(found.problems) == 1
    wrong = found.problems[0]
    assert (wrong.row, wrong.column) == (2, HEADINGS[column])
    assert problem in wrong.problem.zh
    assert fix in wrong.fix.zh


def test_every_problem_of_a_row_is_named_at_once(small_zone: Zone) -> None:
    (row,) = _check(small_zone, ("甲公司", "123", "一百", "x", "也许"))

    assert [problem.column for problem in row.problems] == [*HEADINGS[1:2], *HEADINGS[2:]]


def test_the_second_row_about_a_firm_and_period_is_a_problem(small_zone: Zone) -> None:
    _, second = _check(small_zone, ("甲公司", GOOD, "1", "", ""), ("甲公司", GOOD.lower(), "2", "", ""))

    assert "第2行已有这家企业" in second.problems[0].problem.zh


def test_a_new_firm_is_registered_where_that_was_chosen(small_zone: Zone) -> None:
    (row,) = _check(small_zone, ("丙公司", NEW, "1", "", ""), register=True)

    assert row.problems == []
    assert row.new is not None
    assert (row.new.slug, row.new.name, row.new.is_demo) == (f"small-{NEW.lower()}", "丙公司", False)


def test_a_new_firm_needs_a_name_and_a_demonstration_says_so(small_zone: Zone) -> None:
    (nameless,) = _check(small_zone, ("", NEW, "1", "", ""), register=True)
    (hidden,) = _check(small_zone, ("丙公司", NEW, "1", "", ""), register=True, kind="demonstration")

    assert "没有名称" in nameless.problems[0].problem.zh
    assert "演示" in hidden.problems[0].problem.zh


def test_firms_of_another_zone_are_not_found(small_zone: Zone) -> None:
    Party.objects.filter(slug="small-f1").update(zone="elsewhere")
    (row,) = _check(small_zone, ("", OTHER, "1", "", ""))

    assert "没有登记这家企业" in row.problems[0].problem.zh


def test_a_column_of_periods_is_read_row_by_row(small_zone: Zone) -> None:
    columns = ["代码", "年度", "营业收入"]
    uses = [
        ColumnUse("代码", "credit_code"),
        ColumnUse("年度", "period"),
        ColumnUse("营业收入", "fact", "revenue"),
    ]
    cells = Cells(columns, [2, 3, 4], [[GOOD, "2023", "1"], [GOOD, "2024年", "2"], [GOOD, "去年", "3"]], [])
    target = Target("small", small_zone.packs.vocabulary, "tax", "表", register_new=False)
    good, also, bad = Checker(cells, uses, target).check()

    assert [row.said[0][0].period for row in (good, also)] == ["2023", "2024年"]
    assert (bad.problems[0].column, bad.problems[0].fix.zh) == ("年度", "写成 2024")

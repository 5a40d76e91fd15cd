"""Reading a notice from rows, as people write them."""

import datetime as dt

import pytest

from wotu.calendar import Day, Kind
from wotu.workdays.rows import Read, read_rows

HEADS = ["date", "kind", "name"]


def _read(*rows: list[str], heads: list[str] = HEADS) -> Read:
    return read_rows(heads, list(enumerate(rows, start=2)), 2027)


@pytest.mark.parametrize(
    "text", ["2027-01-01", "2027/1/1", "2027年1月1日", "2027.1.1", "1月1日", "2027-01-01 00:00:00"]
)
def test_a_date_may_be_written_as_people_write_it(text: str) -> None:
    found = _read([text, "放假", "元旦"])

    assert found.days == [Day(dt.date(2027, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day")]


@pytest.mark.parametrize("text", ["2027-02-06至2027-02-08", "2月6日至2月8日", "2027-02-06~2027-02-08"])
def test_a_row_may_name_the_first_and_the_last_day(text: str) -> None:
    assert [day.date.day for day in _read([text, "放假", "春节"]).days] == [6, 7, 8]


@pytest.mark.parametrize(
    ("word", "kind"), [("休", Kind.HOLIDAY), ("Workday", Kind.WORKDAY), ("补班", Kind.WORKDAY)]
)
def test_the_kind_may_be_said_in_either_language(word: str, kind: Kind) -> None:
    assert _read(["2027-02-20", word, "春节"]).days[0].kind is kind


def test_headings_may_be_chinese_and_in_any_order_or_left_out() -> None:
    named = read_rows(["名称", "日期", "类型"], [(2, ["元旦", "2027-01-01", "放假"])], 2027)
    bare = read_rows(["2027-01-01", "放假", "元旦"], [], 2027)

    assert named.days == bare.days != []


def test_names_are_said_in_english_where_they_are_known() -> None:
    found = _read(["2027-10-09", "上班", "国庆节、中秋节调休上班"], ["2027-05-01", "放假", "开园日"])

    assert [day.en for day in found.days] == [
        "public holiday", "make-up day, National Day and Mid-autumn Festival",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "problem"),
    [
        (["soon", "放假", "元旦"], "日期", "看不懂这个日期"),
        (["2027-02-30", "放假", "春节"], "日期", "看不懂这个日期"),
        (["2027-02-08至2027-02-06", "放假", "春节"], "日期", "看不懂这个日期"),
        (["2027-01-01至2027-12-31", "放假", "春节"], "日期", "看不懂这个日期"),
        (["2026-05-01", "放假", "劳动节"], "日期", "不是2027年的"),
        (["2027-02-22", "上班", "春节"], "日期", "不是周末"),
        (["2027-01-01", "maybe", "元旦"], "类型", "看不懂这个类型"),
        (["2027-01-01", "放假", ""], "名称", "没有写节日名称"),
    ],
)
def test_a_mistake_names_the_row_the_field_and_the_fix(row: list[str], field: str, problem: str) -> None:
    found = _read(["2027-05-01", "放假", "劳动节"], row)

    (wrong,) = found.problems
    assert (wrong.row, wrong.field.zh) == (3, field)
    assert problem in wrong.problem.zh
    assert wrong.fix.zh and wrong.fix.en  # noqa: PT018


def test_a_day_that_stands_twice_names_both_rows() -> None:
    found = _read(["2027-05-01至2027-05-03", "放假", "劳动节"], ["2027-05-02", "上班", "劳动节"])

    (wrong,) = found.problems
    assert (wrong.row, wrong.problem.zh, wrong.fix.zh) == (3, "2027-05-02写了两次", "与第2行留一行")


def test_new_year_may_reach_into_the_old_year() -> None:
    assert not _read(["2026-12-31", "放假", "元旦"]).problems
